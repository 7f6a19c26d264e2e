#include "analysis/entering.hpp"

#include <algorithm>

#include <iiindex/normalise.hpp>

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
    Entering all{.scores = {},
                 .weights = {},
                 .imputed = {},
                 .map = mapping(index.nodes[node].aggregation, scale_of(index, index.nodes[node].children.front()))};
    for (const std::size_t child : index.nodes[node].children) {
        std::optional<double> score = result.score(unit.row, child);
        const Node& below = index.nodes[child];
        if (score && !below.is_indicator() && below.direction == Direction::negative) {
            score = scale_of(index, child).mirrored(*score);
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

}  // namespace iiindex::detail
