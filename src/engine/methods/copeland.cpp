#include <algorithm>
#include <cmath>

#include <iiindex/columns.hpp>
#include <iiindex/rank.hpp>

#include "engine/methods/aggregation.hpp"

namespace iiindex::detail {
namespace {

/// 1, 0 or -1: whether unit a beats unit b on more than half of the weight of the children that both have.
int outranks(const Children& children, std::size_t a, std::size_t b) {
    double balance = 0;
    double weight = 0;
    for (std::size_t child = 0; child < children.scores.size(); ++child) {
        const double ours = children.scores[child][a];
        const double theirs = children.scores[child][b];
        if (!tied(ours, theirs, children.tolerance(child))) {
            if (ours > theirs) balance += children.weights[child];
            if (ours < theirs) balance -= children.weights[child];
        }
        weight += children.weights[child];
    }
    const double even = 1e-12 * weight;  // weights such as 0.1 + 0.2 and 0.3 are the same half
    return balance > even ? 1 : balance < -even ? -1 : 0;
}

}  // namespace

void copeland(const Children& children, const Aggregation&, std::span<double> scores) {
    const auto has_any = [&](std::size_t unit) {
        return std::any_of(children.scores.begin(), children.scores.end(),
                           [&](const auto column) { return !is_missing(column[unit]); });
    };
    for (std::size_t unit = 0; unit < scores.size(); ++unit) scores[unit] = has_any(unit) ? 0 : missing;
    for (std::size_t a = 0; a < scores.size(); ++a) {
        for (std::size_t b = a + 1; b < scores.size(); ++b) {
            const int result = outranks(children, a, b);
            scores[a] += result;
            scores[b] -= result;
        }
    }
}

Parts parts_of_copeland(const UnitChildren& unit, const Aggregation&) {
    const Children& all = unit.peers;
    Parts parts(unit.scores.size());
    for (std::size_t other = 0; other < all.scores.front().size(); ++other) {
        const auto lead = [&](std::size_t i) {
            const double ours = all.scores[i][unit.place], theirs = all.scores[i][other];
            return tied(ours, theirs, all.tolerance(i)) ? 0 : ours - theirs;
        };
        double won = 0, lost = 0;
        for (std::size_t i = 0; i < parts.of.size(); ++i) {
            if (lead(i) > 0) won += all.weights[i];
            if (lead(i) < 0) lost += all.weights[i];
        }
        if (std::abs(won - lost) <= 1e-12) continue;
        for (std::size_t i = 0; i < parts.of.size(); ++i) {
            if (won > lost && lead(i) > 0) parts.of[i] += all.weights[i] / won;
            if (won < lost && lead(i) < 0) parts.of[i] -= all.weights[i] / lost;
        }
    }
    for (std::size_t i = 0; i < parts.of.size(); ++i) parts.of[i] = unit.unmapped(parts.of[i], unit.weights[i]);
    return parts;
}

Formula formula_of_copeland(const Aggregation&) {
    return {.whole = {.zh = "胜出次数减落败次数", .en = "units beaten less units lost to"},
            .note = {.zh = "两两比较时，每次胜负按权重分给投出该结果的下级。",
                     .en = "A victory or defeat is shared out by weight among the children that voted for it."}};
}

}  // namespace iiindex::detail
