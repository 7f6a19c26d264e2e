#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include <iiindex/index.hpp>

#include "load/json/json_reader.hpp"

namespace iiindex::detail {

/// Reads a formula's text; what is wrong in it is told at its place there. Empty where something is.
std::optional<Expression> read_formula(JsonReader& reader, const JsonNode& text, const FormulaNames& names);

/// Where codes stand in a text.
using CodePlaces = std::map<std::string, std::size_t, std::less<>>;

/// Reads the "inputs" of an index's root.
std::vector<InputColumn> read_inputs(JsonReader& reader, const JsonNode& inputs, CodePlaces& codes);

/// Reads the formulas of an index's indicators, once all that they may read is known. Refuses circles of them.
///
/// places   where each node stands
void read_indicator_formulas(JsonReader& reader, Index& index, const std::vector<const JsonNode*>& places);

/// Reads the formula of a node from its children's scores. A child that it does not name has weight 0.
void read_node_formula(JsonReader& reader, Index& index, std::size_t node, const JsonNode& text);

}  // namespace iiindex::detail
