#include "engine/finish.hpp"

#include <cmath>

#include <iiindex/normalise.hpp>

#include "engine/precision.hpp"
#include "ground/counts.hpp"

namespace iiindex::detail {
namespace {

Reason why_lost(double value, double score, const Node& indicator) {
    if (is_missing(transformed(value, indicator))) return Reason::not_transformable;
    return std::isinf(score) ? Reason::out_of_range : Reason::too_few_units;
}

std::vector<Loss> discard_not_finite(const Node& indicator, std::span<const double> values, std::span<double> scores) {
    std::vector<Loss> losses;
    // A missing value has no score: as many of these as of those, and nothing is lost.
    if (count_not_finite(scores) == count_missing(values)) return losses;
    for (std::size_t unit = 0; unit < scores.size(); ++unit) {
        if (std::isfinite(scores[unit])) continue;
        if (!is_missing(values[unit])) losses.push_back({unit, why_lost(values[unit], scores[unit], indicator)});
        scores[unit] = missing;
    }
    return losses;
}

}  // namespace

std::vector<Loss> finish_scores(const Node& indicator, std::span<const double> values, std::span<double> scores,
                                double tolerance) {
    std::vector<Loss> losses = discard_not_finite(indicator, values, scores);
    round_scores(indicator, scores, tolerance);
    return losses;
}

}  // namespace iiindex::detail
