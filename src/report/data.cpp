#include "report/data.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include <iiindex/aggregate.hpp>
#include <iiindex/normalise.hpp>
#include <iiindex/prepare.hpp>
#include <iiindex/weigh.hpp>

#include "engine/impute.hpp"
#include "engine/mapping.hpp"
#include "ground/catalogue.hpp"
#include "model/counted.hpp"
#include "report/rows.hpp"
#include "words/labels.hpp"
#include "words/scores.hpp"

namespace iiindex::detail {
namespace {

using nlohmann::json;

json ends(const Range& range) { return {{"low", range.low}, {"high", range.high}}; }

std::string_view domain_name(AggregationMethod::Domain domain) {
    switch (domain) {
        case AggregationMethod::Domain::any: return "any";
        case AggregationMethod::Domain::non_negative: return "non_negative";
        case AggregationMethod::Domain::positive: return "positive";
    }
    return {};
}

std::string_view coverage_name(Coverage::Of of) {
    switch (of) {
        case Coverage::Of::weight: return "weight";
        case Coverage::Of::children: return "children";
        case Coverage::Of::indicators: return "indicators";
    }
    return {};
}

bool is_penalised(const Node& node) {
    return node.aggregation.method->on_page == AggregationMethod::OnPage::penalised_mean;
}

/// From which units the scores that children lack are put in: those of the same group, null for who is in none.
json imputation_of(const Node& node, const Dataset& data, const Period& period) {
    json groups = json::array();
    for (const std::uint32_t group : groups_of(node.missing.impute, data, period))
        groups.push_back(group == Grouping::ungrouped ? json() : json(group));
    return {{"centre", node.missing.impute.method->centre->name}, {"groups", std::move(groups)}};
}

/// What computes a node from its children, in the words of reckon.js.
json mean_of(const Result& result, const Period& period, std::size_t number) {
    const Index& index = result.index;
    const Node& node = index.nodes[number];
    const Range scale = scale_below(index, node);
    json mean = {{"exponent", nullptr},
                 {"low", scale.low},
                 {"high", scale.high},
                 {"domain", domain_name(domain_of(node.aggregation))},
                 {"missing", node.missing.kind == MissingRule::Kind::reweight ? "reweight" : "none"},
                 {"impute", nullptr},
                 {"penalty", nullptr},
                 {"map", nullptr},
                 {"coverage", nullptr},
                 {"rescale", nullptr},
                 {"round", nullptr}};
    if (const auto exponent = exponent_of(node.aggregation)) mean["exponent"] = *exponent;
    if (const auto map = mapping(node.aggregation, scale))
        mean["map"] = {{"slope", map->slope}, {"offset", map->offset}};
    if (node.coverage) {
        mean["coverage"] = {{"of", coverage_name(node.coverage->of)}, {"atLeast", node.coverage->at_least}};
    }
    if (node.missing.kind == MissingRule::Kind::impute) mean["impute"] = imputation_of(node, result.data, period);
    if (is_penalised(node)) {
        mean["penalty"] = {{"sign", node.aggregation.penalty == Penalty::minus ? -1 : 1},
                           {"isOneLess", node.aggregation.divisor == Divisor::one_less},
                           {"reaction", node.aggregation.method->sensitivity}};
    }
    if (node.rescale_best) mean["rescale"] = *node.rescale_best;
    if (node.round) mean["round"] = *node.round;
    return mean;
}

json scores_of(const Result& result, const Period& period, std::size_t node) {
    json scores = json::array();
    for (const double score : result.scores_in(node, period))
        scores.push_back(is_missing(score) ? json() : json(score));
    return scores;
}

/// 1 for each unit that an indicator was measured of, else 0.
json measured_of(const Result& result, const Period& period, std::size_t indicator) {
    json measured = json::array();
    for (const double value : result.data.values_in(indicator, period)) measured.push_back(is_missing(value) ? 0 : 1);
    return measured;
}

bool counts_indicators(const Node& node) { return node.coverage && node.coverage->of == Coverage::Of::indicators; }

json node_data(const Result& result, std::size_t period, std::size_t number, bool is_open, Language language) {
    const Node& node = result.index.nodes[number];
    const Precision& precision = result.precisions[period][number];
    json data = {{"code", node.code},
                 {"name", column_title(result.index, number, language)},
                 {"level", node.level},
                 {"children", node.children},
                 {"weight", is_missing(result.weights[period][number]) ? 1 : result.weights[period][number]},
                 {"digits", digits_of(result.index, number)},
                 {"tolerance", precision.tolerance},
                 {"largest", precision.largest},
                 {"scores", scores_of(result, result.data.periods[period], number)}};
    if (!node.is_indicator() && node.direction == Direction::negative)
        data["mirror"] = ends(scale_of(result.index, number));
    const auto& nodes = result.index.nodes;
    if (node.weight == 0) data["idle"] = true;
    if (node.indicator && std::any_of(nodes.begin(), nodes.end(), counts_indicators))
        data["measured"] = measured_of(result, result.data.periods[period], *node.indicator);
    if (is_open) data["mean"] = mean_of(result, result.data.periods[period], number);
    return data;
}

json tiers_of(const Node& root, Language language) {
    json tiers = {{"cuts", json::array()}, {"names", json::array()}};
    if (!root.tiers) return tiers;
    tiers["cuts"] = root.tiers->cuts;
    for (const Name& name : root.tiers->names) tiers["names"].push_back(name.in(language));
    return tiers;
}

/// "{0} cities": for so many of what is compared, one or more.
std::string with_place(const Index& index, std::size_t count, Language language) {
    return "{0}" + counted_units(index, count, language).substr(1);
}

json words_of(const Index& index, Language language) {
    return {{"yourWeight", translated("Your weight", language)},
            {"weightOf", translated("Weight of {0}", language)},
            {"leader", translated("First: {0} ({1}).", language)},
            {"asPublished", translated("Ranked as published.", language)},
            {"moved", translated("Rank changes: {0}.", language)},
            {"rose", translated("Rises most: {0} (▲{1}).", language)},
            {"fell", translated("Falls most: {0} (▼{1}).", language)},
            {"retiered", translated("Tier changes: {0}.", language)},
            {"one", with_place(index, 1, language)},
            {"many", with_place(index, 2, language)},
            {"allZero", translated("Weights below one node cannot all be 0.", language)},
            {"sort", translated("sort by this column", language)},
            {"wide", translated("a wide table that scrolls sideways", language)},
            {"none", translated("none found", language)},
            {"versus", translated(" vs ", language)},
            {"rank", translated("Rank", language)},
            {"tier", translated("Tier", language)},
            {"code", translated("Code", language)},
            {"unit", translated("Name", language)}};
}

/// A text that stands inside an element whatever it holds: what could end that is written as JSON may write it.
std::string embedded(const json& data) {
    std::string text;
    for (const char c : data.dump(-1, ' ', true, json::error_handler_t::replace)) {
        switch (c) {
            case '<': text += "\\u003c"; break;
            case '>': text += "\\u003e"; break;
            case '&': text += "\\u0026"; break;
            case '\'': text += "\\u0027"; break;
            default: text += c;
        }
    }
    return text;
}

}  // namespace

bool can_reckon(const Index& index, std::size_t number) {
    const Node& node = index.nodes[number];
    if (node.is_indicator()) return false;
    return exponent_of(node.aggregation) || node.aggregation.method->on_page != AggregationMethod::OnPage::shown;
}

std::vector<std::size_t> nodes_to_weigh(const Index& index) {
    std::vector<bool> is_open(index.nodes.size(), false);
    std::vector<std::size_t> open;
    for (std::size_t node = 0; node < index.nodes.size(); ++node) {
        const std::size_t parent = index.nodes[node].parent;
        // Weights that a method finds would move with the scores that they are found from.
        const bool is_reached = node == 0 || (is_open[parent] && !finds_weights(index.nodes[parent]));
        is_open[node] = is_reached && can_reckon(index, node);
        if (is_open[node]) open.push_back(node);
    }
    return open;
}

std::string page_data(const ReportInput& input, const ReportOptions& options) {
    const Result& result = *input.result;
    const Period& period = result.data.periods[options.period];
    const auto open = nodes_to_weigh(result.index);
    json data = {{"index", result.index.root().code},
                 {"period", period.label},
                 {"tiers", tiers_of(result.index.root(), options.language)},
                 {"words", words_of(result.index, options.language)}};
    for (std::size_t node = 0; node < result.index.nodes.size(); ++node) {
        const bool is_open = std::binary_search(open.begin(), open.end(), node);
        data["nodes"].push_back(node_data(result, options.period, node, is_open, options.language));
    }
    data["units"] = json::array();
    for (std::size_t row = period.first; row < period.end(); ++row) {
        data["units"].push_back(
            {{"code", result.data.units.codes[row]}, {"name", result.data.units.name(row, options.language)}});
    }
    data["order"] = json::array();
    for (const std::size_t row : ranked(result, options.period, 0).rows) data["order"].push_back(row - period.first);
    return embedded(data);
}

}  // namespace iiindex::detail
