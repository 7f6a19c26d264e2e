#pragma once

#include <optional>

#include <iiindex/index.hpp>
#include <iiindex/load.hpp>

#include "load/json/json_reader.hpp"

namespace iiindex::detail {

// The settings that may stand on a node of an index, each read from its JSON. What is not as expected becomes a
// fault of the reader; the setting is then empty.

std::optional<Normalisation> read_normalisation(JsonReader& reader, const JsonNode& node);
std::optional<Aggregation> read_aggregation(JsonReader& reader, const JsonNode& node);
std::optional<MissingRule> read_missing_rule(JsonReader& reader, const JsonNode& node);
std::optional<Weighting> read_weighting(JsonReader& reader, const JsonNode& node);
std::optional<Goalposts> read_goalposts(JsonReader& reader, const JsonNode& node);
/// The "quantiles" of goalposts that are given by them; empty of others.
std::optional<Range> read_quantiles(JsonReader& reader, const JsonNode& node);
/// A number, or two: where an indicator is best.
std::optional<Optimum> read_optimum(JsonReader& reader, const JsonNode& node);
std::optional<Coverage> read_coverage(JsonReader& reader, const JsonNode& node);
std::optional<Tiers> read_tiers(JsonReader& reader, const JsonNode& node);
std::optional<int> read_round(JsonReader& reader, const JsonNode& node);
std::optional<double> read_rescale(JsonReader& reader, const JsonNode& node);

std::optional<Direction> read_direction(JsonReader& reader, const JsonNode& node);
/// Null for "none".
const TransformMethod* read_transform(JsonReader& reader, const JsonNode& node);
std::optional<Cap> read_cap(JsonReader& reader, const JsonNode& node);
/// The "note" of an object with what it is in English ("note_en") and in Chinese ("note_zh"); empty where it has none.
Name read_note(JsonReader& reader, const JsonNode& object);

/// "unit_name" and what it is in the other language ("unit_name_en", "unit_name_zh"): in English the name of "one" and
/// of "many", in Chinese a "noun" with its "classifier".
UnitName read_unit_name(JsonReader& reader, const JsonNode& root);
std::optional<Origin> read_origin(JsonReader& reader, const JsonNode& node, std::string_view name);

/// Does something with every setting that is inherited: its key, its place among those stated, its place in a node,
/// how it is read.
template <class Do>
void for_inherited(const Do& with) {
    with("normalisation", &InheritedSettings::normalisation, &Node::normalisation, read_normalisation);
    with("aggregation", &InheritedSettings::aggregation, &Node::aggregation, read_aggregation);
    with("missing", &InheritedSettings::missing, &Node::missing, read_missing_rule);
    with("weighting", &InheritedSettings::weighting, &Node::weighting, read_weighting);
}

/// What imputation puts in: a value of a dataset, for which all ways are open, or a score.
enum class ImputationOf { values, scores };

/// The "impute" and "group" of an object.
std::optional<Imputation> read_imputation(JsonReader& reader, const JsonNode& node, ImputationOf what);

/// Reads the "prepare" of an index's root.
std::vector<PrepareStep> read_prepare(JsonReader& reader, const JsonNode& node);

}  // namespace iiindex::detail
