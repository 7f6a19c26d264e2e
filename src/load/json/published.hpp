#pragma once

#include <cstddef>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <iiindex/dataset.hpp>

#include "load/json/json_reader.hpp"
#include "load/node_lookup.hpp"

namespace iiindex::detail {

/// The rows of a period's units, by code.
using UnitRows = std::unordered_map<std::string_view, std::size_t>;

/// The scores, ranks and tiers that a publication prints for one unit.
void read_published(JsonReader& reader, const JsonNode& json, const NodeLookup& lookup, std::size_t row,
                    std::vector<Published>& published);

/// What else a publication prints about the units of one period.
void read_facts(JsonReader& reader, const JsonNode& json, const NodeLookup& lookup, const UnitRows& units,
                std::vector<Fact>& facts);

/// A tier of a node, from 1.
std::optional<std::size_t> read_tier(JsonReader& reader, const JsonNode& json, const Node& node);

}  // namespace iiindex::detail
