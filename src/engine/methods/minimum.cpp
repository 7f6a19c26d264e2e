#include <algorithm>

#include <iiindex/columns.hpp>

#include "engine/methods/aggregation.hpp"
#include "ground/catalogue.hpp"

namespace iiindex::detail {
namespace {

std::size_t weakest(const UnitChildren& unit, const std::vector<bool>& among) {
    std::size_t least = among.size();
    for (std::size_t i = 0; i < among.size(); ++i) {
        if (among[i] && (least == among.size() || unit.mapped(i) < unit.mapped(least))) least = i;
    }
    return least;
}

/// How long each child is the weakest on the straight way from b's scores to a's, the whole way being 1.
std::vector<double> times_weakest(const UnitChildren& a, const UnitChildren& b, const std::vector<bool>& among) {
    std::vector<double> times(among.size(), 0);
    const auto slope = [&](std::size_t i) { return a.mapped(i) - b.mapped(i); };
    std::size_t current = weakest(b, among);
    double now = 0;
    while (now < 1) {
        double until = 1;
        std::size_t next = current;
        for (std::size_t i = 0; i < among.size(); ++i) {
            if (!among[i] || slope(i) >= slope(current)) continue;
            const double met = (b.mapped(i) - b.mapped(current)) / (slope(current) - slope(i));
            if (met < until || (met == until && next != current && slope(i) < slope(next))) {
                until = std::max(met, now);
                next = i;
            }
        }
        times[current] += until - now;
        if (next == current) break;
        now = until;
        current = next;
    }
    return times;
}

}  // namespace

void minimum(const Children& children, const Aggregation&, std::span<double> scores) {
    std::fill(scores.begin(), scores.end(), missing);
    for (const auto column : children.scores) {
        for (std::size_t i = 0; i < scores.size(); ++i) {
            // False where the score is missing; true where it is the first one.
            if (column[i] < scores[i] || (is_missing(scores[i]) && !is_missing(column[i]))) scores[i] = column[i];
        }
    }
}

Parts parts_of_minimum(const UnitChildren& unit, const Aggregation&) {
    Parts parts(unit.scores.size());
    std::vector<bool> all;
    for (std::size_t i = 0; i < unit.scores.size(); ++i) all.push_back(unit.took_part(i));
    const std::size_t least = weakest(unit, all);
    parts.of[least] = unit.scores[least];
    parts.per_point[least] = 1;
    return parts;
}

Parts gap_parts_of_minimum(const UnitChildren& a, const UnitChildren& b, const Aggregation&) {
    Parts parts(a.scores.size());
    std::vector<bool> in_a, in_b, in_both;
    for (std::size_t i = 0; i < a.scores.size(); ++i) {
        in_a.push_back(a.took_part(i));
        in_b.push_back(b.took_part(i));
        in_both.push_back(in_a[i] && in_b[i]);
    }
    const std::size_t least_a = weakest(a, in_a), least_b = weakest(b, in_b);
    const std::size_t common_a = weakest(a, in_both), common_b = weakest(b, in_both);
    const bool any_common = common_a < in_both.size();
    if (any_common) {
        parts.per_point = times_weakest(a, b, in_both);
        for (std::size_t i = 0; i < parts.of.size(); ++i) {
            if (in_both[i]) parts.of[i] = parts.per_point[i] * (a.scores[i] - b.scores[i]);
        }
    }
    // What a child that only one of the two has lowers that one's mean further.
    parts.of[least_a] += a.scores[least_a] - (any_common ? a.scores[common_a] : 0);
    parts.of[least_b] -= b.scores[least_b] - (any_common ? b.scores[common_b] : 0);
    return parts;
}

Formula formula_of_minimum(const Aggregation&) {
    return {.whole = "min({children})",
            .child = "{score}",
            .between = ", ",
            .note = marked("Where the minimum counts, the weakest child bears the whole score.")};
}

}  // namespace iiindex::detail
