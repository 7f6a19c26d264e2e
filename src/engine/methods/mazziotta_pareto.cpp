#include <algorithm>
#include <cmath>

#include <iiindex/columns.hpp>

#include "engine/methods/aggregation.hpp"
#include "ground/catalogue.hpp"
#include "ground/near_one.hpp"

namespace iiindex::detail {
namespace {

/// Of some scores with weights that sum to 1, times a power of two.
struct Spread {
    double scale = 1;  ///< that power
    double mean = 0;
    double variance = 0;
    double times = 1;  ///< what the divisor makes of the variance

    double sign = 1;  ///< of what unevenness does

    /// Of equal scores their mean, which may be 0.
    double score() const { return (variance == 0 ? mean : mean + sign * times * variance / mean) / scale; }
    /// By what a point more of a child counts, for its weight.
    double slope(double score) const {
        if (variance == 0) return 1;
        return 1 + sign * times * (2 * (score * scale - mean) / mean - variance / (mean * mean));
    }
};

/// `score(child)` may be missing.
template <class Score>
Spread spread_of(std::span<const double> weights, const Score& score, const Aggregation& settings) {
    Spread spread{.sign = settings.penalty == Penalty::minus ? -1.0 : 1.0};
    double whole = 0, count = 0, largest = 0;
    for (std::size_t child = 0; child < weights.size(); ++child) {
        if (!is_missing(score(child))) largest = std::max(largest, std::abs(score(child)));
    }
    spread.scale = near_one(largest);
    for (std::size_t child = 0; child < weights.size(); ++child) {
        if (is_missing(score(child))) continue;
        spread.mean += weights[child] * (score(child) * spread.scale);
        whole += weights[child];
        ++count;
    }
    spread.mean /= whole;
    for (std::size_t child = 0; child < weights.size(); ++child) {
        if (is_missing(score(child))) continue;
        const double off = score(child) * spread.scale - spread.mean;
        spread.variance += weights[child] / whole * off * off;
    }
    if (settings.divisor == Divisor::one_less) spread.times = count > 1 ? count / (count - 1) : 1;
    return spread;
}

}  // namespace

void mazziotta_pareto(const Children& children, const Aggregation& settings, std::span<double> scores) {
    for (std::size_t unit = 0; unit < scores.size(); ++unit) {
        const auto score = [&](std::size_t child) { return children.scores[child][unit]; };
        scores[unit] = spread_of(children.weights, score, settings).score();
    }
}

Parts parts_of_mazziotta_pareto(const UnitChildren& unit, const Aggregation& settings) {
    const auto score = [&](std::size_t child) { return unit.took_part(child) ? unit.mapped(child) : missing; };
    const Spread spread = spread_of(unit.weights, score, settings);
    Parts parts(unit.scores.size());
    for (std::size_t child = 0; child < unit.scores.size(); ++child) {
        if (!unit.took_part(child)) continue;
        // Euler's theorem, as of a mean.
        parts.per_point[child] = unit.weights[child] * spread.slope(score(child));
        parts.of[child] = unit.unmapped(parts.per_point[child] * score(child), unit.weights[child]);
    }
    return parts;
}

Formula formula_of_mazziotta_pareto(const Aggregation& settings) {
    const bool is_minus = settings.penalty == Penalty::minus;
    constexpr std::string_view note = marked(
        "Contributions to a Mazziotta-Pareto score: a child's score times what a point more of it counts "
        "(Euler's theorem); they add up to the score.");
    return {.whole = is_minus ? marked("M − S²/M, M and S the mean and standard deviation of {children}")
                              : marked("M + S²/M, M and S the mean and standard deviation of {children}"),
            .child = "{weight} × {score}",
            .between = ", ",
            .note = note};
}

}  // namespace iiindex::detail
