#include "coherence/removal.hpp"

#include <cstdlib>

#include <iiindex/rank.hpp>

#include "engine/replicate/evaluator.hpp"

namespace iiindex::detail {
namespace {

std::size_t distance(Rank a, Rank b) { return a > b ? a - b : b - a; }

/// Compares the ranks without a node with those with it, over the units that have both.
void compare(Removal& removal, const std::vector<Rank>& before, const Period& period) {
    std::size_t sum = 0, count = 0;
    for (std::size_t unit = 0; unit < before.size(); ++unit) {
        if (before[unit] == 0 || removal.ranks[unit] == 0) continue;
        const std::size_t change = distance(before[unit], removal.ranks[unit]);
        sum += change;
        ++count;
        if (change <= removal.largest_change) continue;
        removal.largest_change = change;
        removal.most_changed = period.first + unit;
    }
    removal.mean_change = count == 0 ? Statistic(NoValue::not_measured)
                                     : Statistic(static_cast<double>(sum) / static_cast<double>(count));
}

}  // namespace

std::vector<Removal> removals_of(const Result& result, std::size_t period_place, Meter& meter) {
    const Period& period = result.data.periods[period_place];
    const auto ranks = ranks_of(result, 0, period);
    const Plan plan(result, period_place, 0, {}, Removing::yes);
    Evaluator evaluator(plan);
    Draw draw = nominal_draw(plan);
    std::vector<Removal> removals;
    for (std::size_t node = 1; node < result.index.nodes.size(); ++node) {
        Removal removal{.node = node};
        draw.removed = plan.taken_with(node);
        if (draw.removed) {
            const auto scores = evaluator.evaluate(draw);
            removal.scores.assign(scores.begin(), scores.end());
            removal.ranks = ranks_of(removal.scores, evaluator.tolerance());
            compare(removal, ranks, period);
        } else {
            removal.mean_change = NoValue::nothing_left;
        }
        removals.push_back(std::move(removal));
        meter.add(1);
    }
    return removals;
}

}  // namespace iiindex::detail
