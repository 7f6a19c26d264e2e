#include "analysis/entering.hpp"

#include <algorithm>
#include <cmath>

#include <iiindex/normalise.hpp>

#include "engine/mapping.hpp"
#include "engine/precision.hpp"
#include "ground/shares.hpp"

namespace iiindex::detail {
namespace {

/// What was put in for a child without a score, as it entered its parent.
std::optional<double> imputed_score(const Standing& unit, std::size_t child) {
    const auto& changes = unit.result->changes;
    const auto found = std::find_if(changes.begin(), changes.end(), [&](const Change& change) {
        return change.of == Change::Of::score && change.row == unit.row && change.node == child;
    });
    return found == changes.end() ? std::nullopt : std::optional(found->after);
}

}  // namespace

Entering entering(const Standing& unit, std::size_t node) {
    const Result& result = *unit.result;
    const Index& index = result.index;
    const std::size_t period = result.data.period_number(unit.row);
    Entering all;
    if (const auto map = mapping(index.nodes[node].aggregation, scale_below(index, index.nodes[node]))) {
        all.slope = map->slope;
        all.offset = map->offset;
    }
    const bool has_domain = domain_of(index.nodes[node].aggregation) != AggregationMethod::Domain::any;
    for (const std::size_t child : index.nodes[node].children) {
        std::optional<double> score = result.score(unit.row, child);
        const Node& below = index.nodes[child];
        const double tolerance = result.precisions[period][child].tolerance;
        if (has_domain) all.at_zero = std::max(all.at_zero, std::abs(all.slope) * tolerance);
        if (score && !below.is_indicator() && below.direction == Direction::negative) {
            score = reversed(*score, scale_of(index, child), tolerance);
        }
        const bool is_imputed = !score && index.nodes[node].missing.kind == MissingRule::Kind::impute;
        if (is_imputed) score = imputed_score(unit, child);
        all.scores.push_back(score.value_or(missing));
        all.weights.push_back(score ? result.weights[period][child] : 0);
        all.imputed.push_back(is_imputed && score);
    }
    share_out(all.weights);
    return all;
}

Parts parts_of(const Standing& unit, std::size_t node, Entering children) {
    const Result& result = *unit.result;
    const Node& settings = result.index.nodes[node];
    const AggregationMethod& method = *settings.aggregation.method;
    if (scope_of(settings.aggregation) == AggregationMethod::Scope::unit)
        return method.parts(children, settings.aggregation);

    const Period& period = result.data.period_of(unit.row);
    const std::size_t number = result.data.period_number(unit.row);
    std::vector<double> weights;
    std::vector<Precision> precisions;
    for (const std::size_t child : settings.children) {
        weights.push_back(result.weights[number][child]);
        precisions.push_back(result.precisions[number][child]);
        precisions.back().tolerance *= std::abs(children.slope);
    }
    Columns scores(period.count, settings.children.size());
    for (std::size_t place = 0; place < period.count; ++place) {
        const Entering peer = entering({&result, period.first + place}, node);
        for (std::size_t i = 0; i < scores.columns(); ++i) scores.column(i)[place] = peer.mapped(i);
    }
    std::vector<std::span<const double>> columns;
    for (std::size_t i = 0; i < scores.columns(); ++i) columns.emplace_back(scores.column(i));
    children.peers = {columns, weights, precisions};
    children.place = unit.row - period.first;
    return method.parts(children, settings.aggregation);
}

}  // namespace iiindex::detail
