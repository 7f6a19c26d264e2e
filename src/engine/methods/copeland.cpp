#include <algorithm>
#include <cmath>
#include <vector>

#include <iiindex/columns.hpp>
#include <iiindex/rank.hpp>

#include "engine/methods/aggregation.hpp"
#include "engine/methods/majority.hpp"
#include "ground/catalogue.hpp"

namespace iiindex::detail {
void copeland(const Children& children, const Aggregation&, std::span<double> scores) {
    std::vector<double> tolerances;
    for (std::size_t child = 0; child < children.scores.size(); ++child) {
        tolerances.push_back(children.tolerance(child));
    }
    count_victories({children.scores, children.weights, tolerances}, scores);
    for (std::size_t unit = 0; unit < scores.size(); ++unit) {
        const bool has_any = std::any_of(children.scores.begin(), children.scores.end(),
                                         [&](const auto column) { return !is_missing(column[unit]); });
        if (!has_any) scores[unit] = missing;
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
    return {.whole = marked("units beaten less units lost to"),
            .note = marked("A victory or defeat is shared out by weight among the children that voted for it.")};
}

}  // namespace iiindex::detail
