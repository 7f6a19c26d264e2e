#include <algorithm>
#include <array>
#include <cmath>

#include <iiindex/columns.hpp>
#include <iiindex/normalise.hpp>

#include "ground/catalogue.hpp"

namespace iiindex {

using namespace detail;

namespace {

constexpr std::array<std::string_view, 1> range_key = {"range"};
constexpr std::array<std::string_view, 3> z_score_keys = {"mean", "sd", "divisor"};
constexpr std::array<std::string_view, 1> ties_key = {"ties"};
constexpr std::array<std::string_view, 2> ties_and_range_keys = {"ties", "range"};
constexpr std::array<std::string_view, 2> reference_keys = {"reference_unit", "range"};

std::optional<Scale> min_max(const Population& population, const Node& node) {
    return line_between(population.worst, population.best, node.normalisation.range);
}

std::optional<Scale> z_score(const Population& population, const Node& node) {
    if (population.sd == 0 || !std::isfinite(population.sd)) return std::nullopt;
    const bool lower_is_better = node.direction == Direction::negative;
    return Scale{.from = population.mean,
                 .span = lower_is_better ? -population.sd : population.sd,
                 .times = node.normalisation.sd,
                 .plus = node.normalisation.mean};
}

std::optional<Scale> distance_to_target(const Population& population, const Node& node) {
    const double target = transformed(*node.target, node);
    const bool lower_is_better = node.direction == Direction::negative;
    if (lower_is_better ? target >= population.worst : target <= population.worst) return std::nullopt;
    return line_between(population.worst, target, node.normalisation.range);
}

std::optional<Scale> distance_to_reference(const Population& population, const Node& node) {
    if (!population.reference) return std::nullopt;
    return line_between(population.worst, *population.reference, node.normalisation.range);
}

/// Between as far below and above the reference as half of the whole spread.
std::optional<Scale> around_reference(const Population& population, const Node& node) {
    if (!population.reference) return std::nullopt;
    const double half = (population.best - population.worst) / 2;
    return line_between(*population.reference - half, *population.reference + half, node.normalisation.range);
}

/// From the low end of the range to the high one by equal factors.
std::optional<Scale> exponential(const Population& population, const Node& node) {
    const auto [low, high] = node.normalisation.range;
    auto scale = line_between(population.worst, population.best, {std::log(low), std::log(high)});
    if (scale) scale->exponential = true;
    return scale;
}

double rank_from_worst(double place, std::size_t, const Normalisation&) { return place; }

double borda(double place, std::size_t, const Normalisation&) { return place - 1; }

double percentile_rank(double place, std::size_t count, const Normalisation& normalisation) {
    if (count < 2) return missing;
    const auto [low, high] = normalisation.range;
    return low + (high - low) * (place - 1) / static_cast<double>(count - 1);
}

constexpr std::array normalisation_rows = {
    NormalisationMethod{.name = "min-max",
                        .summary = marked("linear between the worst and the best value, or between goalposts"),
                        .keys = range_key,
                        .range = {0, 100},
                        .goalposts = true,
                        .fit = min_max,
                        .sql = "{worst}",
                        .sql_span = "{best} - {worst}"},
    NormalisationMethod{.name = "z-score",
                        .summary = marked("standard deviations from the mean"),
                        .keys = z_score_keys,
                        .range = {},
                        .centred = true,
                        .fit = z_score,
                        .sql = "{mean}",
                        .sql_span = "{sd}"},
    NormalisationMethod{.name = "rank",
                        .summary = marked("place among the units, the worst has 1"),
                        .keys = ties_key,
                        .range = {},
                        .order = rank_from_worst,
                        .sql = "{place}"},
    NormalisationMethod{.name = "borda",
                        .summary = marked("how many units are worse"),
                        .keys = ties_key,
                        .range = {},
                        .order = borda,
                        .sql = "{place} - 1"},
    NormalisationMethod{.name = "percentile-rank",
                        .summary = marked("share of the other units that are worse"),
                        .keys = ties_and_range_keys,
                        .range = {0, 1},
                        .order = percentile_rank,
                        .sql = "{low} + {width} * ({place} - 1) / NULLIF({count} - 1, 0)"},
    NormalisationMethod{.name = "distance-to-max",
                        .summary = marked("linear between the worst and the best value, 0 to 1"),
                        .keys = range_key,
                        .range = {0, 1},
                        .fit = min_max,
                        .sql = "{worst}",
                        .sql_span = "{best} - {worst}"},
    NormalisationMethod{.name = "distance-to-target",
                        .summary = marked("linear between the worst value and the indicator's target"),
                        .keys = range_key,
                        .range = {0, 1},
                        .target = true,
                        .fit = distance_to_target,
                        .sql = "{worst}",
                        .sql_span = "{target} - {worst}"},
    NormalisationMethod{.name = "distance-to-reference",
                        .summary = marked("linear between the worst value and a reference unit's"),
                        .keys = reference_keys,
                        .range = {0, 1},
                        .fit = distance_to_reference,
                        .sql = "{worst}",
                        .sql_span = "{reference} - {worst}"},
    NormalisationMethod{
        .name = "around-reference",
        .summary = marked("linear, half of the spread of all periods to either side of a unit or of the mean"),
        .keys = reference_keys,
        .range = {70, 130},
        .around = true,
        .pooled = true,
        .fit = around_reference,
        .sql = "{reference} - ({best} - {worst}) / 2",
        .sql_span = "{best} - {worst}"},
    NormalisationMethod{
        .name = "exponential",
        .summary = marked("by equal factors from the worst to the best value, so that the top is spread"),
        .keys = range_key,
        .range = {60, 100},
        .goalposts = true,
        .exponential = true,
        .fit = exponential,
        .sql = "{worst}",
        .sql_span = "{best} - {worst}"},
    NormalisationMethod{.name = "logarithmic",
                        .summary = marked("linear between the logarithms of the worst and the best value"),
                        .keys = range_key,
                        .range = {60, 100},
                        .goalposts = true,
                        .transform = "log",
                        .fit = min_max,
                        .sql = "{worst}",
                        .sql_span = "{best} - {worst}"},
};

}  // namespace

std::optional<Scale> line_between(double from, double to, const Range& range) {
    const double span = to - from;
    if (span == 0 || !std::isfinite(span)) return std::nullopt;
    return Scale{.from = from, .span = span, .times = range.high - range.low, .plus = range.low};
}

std::span<const NormalisationMethod> normalisation_methods() { return normalisation_rows; }

}  // namespace iiindex
