#include <iiindex/explain.hpp>

#include <algorithm>

#include <iiindex/rank.hpp>

#include "ground/statistics.hpp"

namespace iiindex {

using namespace detail;

namespace {

std::optional<double> median_of(std::span<const double> scores, const std::vector<std::size_t>& units) {
    std::vector<double> there;
    for (const std::size_t unit : units) {
        if (!is_missing(scores[unit])) there.push_back(scores[unit]);
    }
    if (there.empty()) return std::nullopt;
    return median(std::move(there));
}

/// The units of a period one tier above a unit, by place in the period; none where there is no better tier.
std::vector<std::size_t> units_above(const Result& result, std::size_t node, const Period& period, std::size_t row) {
    std::vector<std::size_t> above;
    // A tier may be empty, so the next one that has units.
    for (std::size_t tier = tier_of(result, node, row).value_or(0); above.empty() && tier > 1; --tier) {
        for (std::size_t unit = 0; unit < period.count; ++unit) {
            if (tier_of(result, node, period.first + unit) == tier - 1) above.push_back(unit);
        }
    }
    return above;
}

std::vector<std::size_t> subtree(const Index& index, std::size_t node) {
    std::vector<std::size_t> nodes{node};
    for (std::size_t i = node + 1; i < index.nodes.size() && index.nodes[i].level > index.nodes[node].level; ++i) {
        nodes.push_back(i);
    }
    return nodes;
}

std::vector<std::size_t> everyone(std::size_t count) {
    std::vector<std::size_t> all(count);
    for (std::size_t i = 0; i < count; ++i) all[i] = i;
    return all;
}

}  // namespace

Explanation explain(const Standing& unit, std::size_t node) {
    const Result& result = *unit.result;
    const Period& period = result.data.period_of(unit.row);
    const std::size_t number = result.data.period_number(unit.row);
    const Contributions parts = contributions(unit, node);
    const std::vector<double> effective = effective_weights(unit, node);
    const auto at_node = result.scores_in(node, period);
    const auto above = units_above(result, node, period, unit.row);
    Explanation explanation{.row = unit.row, .node = node, .ranked = 0, .nodes = {}};
    explanation.ranked = static_cast<std::size_t>(
        std::count_if(at_node.begin(), at_node.end(), [](double score) { return !is_missing(score); }));
    for (const std::size_t below : subtree(result.index, node)) {
        const Node& settings = result.index.nodes[below];
        const auto scores = result.scores_in(below, period);
        NodeExplanation one{.node = below,
                            .score = result.score(unit.row, below),
                            .weight = result.weights[number][below],
                            .effective_weight = effective[below],
                            .contribution = parts.of[below],
                            .own = parts.own[below],
                            .rank = ranks_of(result, below, period)[unit.row - period.first],
                            .median = median_of(scores, everyone(period.count)),
                            .next_tier = median_of(scores, above)};
        one.tier = tier_of(result, below, unit.row);
        if (settings.is_indicator()) {
            one.value = result.data.values.at(unit.row, *settings.indicator);
            one.scale = result.scales[number][*settings.indicator];
        }
        explanation.nodes.push_back(one);
    }
    return explanation;
}

}  // namespace iiindex
