#include "engine/precision.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

#include <iiindex/normalise.hpp>
#include <iiindex/number.hpp>
#include <iiindex/weigh.hpp>

#include "engine/mapping.hpp"
#include "ground/parallel.hpp"
#include "model/formula/evaluate.hpp"

namespace iiindex::detail {
namespace {

constexpr double last_place = std::numeric_limits<double>::epsilon();

double largest_of(double a, double b) { return std::max(std::abs(a), std::abs(b)); }

/// Where numbers are too large for a bound, none is known to have lost anything.
Precision bounded(double tolerance, double largest) {
    return {std::isfinite(tolerance) ? tolerance : 0, std::min(largest, std::numeric_limits<double>::max())};
}

/// The size of number that loses as much as the greatest of an indicator's transformed values: where they are distances
/// from where it is best, the values themselves.
double largest_transformed(double largest, const Node& indicator) {
    if (indicator.best_at) return largest + largest_of(indicator.best_at->low, indicator.best_at->high);
    return indicator.transform == nullptr ? largest : std::max(largest, indicator.transform->loses_as);
}

/// By how much a power mean may change for a change of its children: the greatest sum of partial derivatives where
/// those of some children are at the low end of `ratio` and the others at the high end, and 1 for the others'.
double sensitivity(double exponent, std::span<const double> weights, double ratio) {
    if (exponent >= 1) return 1;
    const double low = 1 / ratio;
    std::vector<double> ascending(weights.begin(), weights.end());
    std::sort(ascending.begin(), ascending.end());
    double whole = 0, some = 0, most = 0;
    for (const double weight : ascending) whole += weight;
    if (whole == 0) return 1;
    for (const double weight : ascending) {
        some += weight;
        const double share = some / whole;
        const double mean =
            exponent == 0 ? std::pow(low, share) : std::pow(share * std::pow(low, exponent) + 1 - share, 1 / exponent);
        most = std::max(most, share * std::pow(mean / low, 1 - exponent));
    }
    return 1 + most;
}

/// What the weights, sums, products and powers of a mean lose, in last places of its largest score.
double lost_by_mean(double exponent, double children, double largest) {
    const double sums = children + 4;
    if (exponent == 1) return sums;
    if (exponent == 0) return sums + 4 * (1 + std::abs(std::log(largest)));
    return sums * (1 + 1 / std::abs(exponent));
}

/// The greatest of the children's, as they enter.
Precision precision_of_entering(const Index& index, const Node& node, const Children& children, const Range& scale) {
    Precision all;
    for (std::size_t child = 0; child < children.weights.size(); ++child) {
        if (children.weights[child] == 0) continue;
        Precision own =
            children.precisions.empty() ? Precision{0, largest_of(scale.low, scale.high)} : children.precisions[child];
        const Node& below = index.nodes[node.children[child]];
        if (!below.is_indicator() && below.direction == Direction::negative) {
            own.largest += largest_of(scale.low, scale.high);
            own.tolerance += last_place * own.largest;
        }
        all.tolerance = std::max(all.tolerance, own.tolerance);
        all.largest = std::max(all.largest, own.largest);
    }
    return all;
}

}  // namespace

Lost lost_by_values(const Dataset& data, std::size_t indicator) {
    const Lost lost = data.is_reckoned(indicator) ? Lost::by_reckoning : Lost::by_reading;
    return data.is_derived(indicator) ? std::max(lost, Lost{data.derivations[indicator].lost}) : lost;
}

double tolerance_of_values(double largest, Lost lost) { return lost.last_places * last_place * largest; }

bool is_same(double a, double b, Lost lost) { return std::abs(a - b) <= tolerance_of_values(largest_of(a, b), lost); }

bool is_same_transformed(double a, double b, Lost lost, const Node& indicator) {
    return std::abs(a - b) <= tolerance_of_values(largest_transformed(largest_of(a, b), indicator), lost);
}

double lost_by_sum(std::size_t count) {
    const double in_a_block = std::sqrt(static_cast<double>(std::min(count, rows_per_block)));
    return in_a_block + std::sqrt(static_cast<double>(block_count(count)));
}

Precision precision_along(const Scale& scale, double least, double most, Lost lost, const Node& indicator,
                          std::size_t summed) {
    if (scale.exponential) {  // what its logarithm loses, it loses as a share of itself
        Scale logarithm = scale;
        logarithm.exponential = false;
        logarithm.low = std::log(scale.low), logarithm.high = std::log(scale.high);
        const Precision of_logarithm = precision_along(logarithm, least, most, lost, indicator, summed);
        const double largest = std::exp(of_logarithm.largest);
        return bounded((of_logarithm.tolerance + 2 * last_place) * largest, largest);
    }
    const auto score_at = [&](double value) { return std::clamp(scale.uncapped(value), scale.low, scale.high); };
    const double largest = largest_of(score_at(least), score_at(most));
    const double times = std::abs(scale.times);
    // How many times the range scores lie away from its low end.
    const double reach =
        times > 0 ? std::max(1.0, largest_of(score_at(least) - scale.plus, score_at(most) - scale.plus) / times) : 1;
    const double largest_value = largest_transformed(
        std::max(largest_of(least, most), largest_of(scale.from, scale.from + scale.span)), indicator);
    const double in_values = tolerance_of_values(largest_value, lost) * times / std::abs(scale.span) * (1 + reach) / 2;
    const double in_products = (5 + (summed > 0 ? lost_by_sum(summed) : 0)) * times * reach;
    return bounded(in_values + last_place * (in_products + largest), largest);
}

Precision precision_by_order(const Node& indicator, std::size_t units) {
    if (units < 2) return {};
    const auto order = indicator.normalisation.method->order;
    const double largest = largest_of(order(1, units, indicator.normalisation),
                                      order(static_cast<double>(units), units, indicator.normalisation));
    return {4 * last_place * largest, largest};
}

Precision precision_of_mean(const Index& index, std::size_t node, const Children& children, std::size_t units) {
    const Node& settings = index.nodes[node];
    const Range scale = scale_below(index, settings);
    Precision all = precision_of_entering(index, settings, children, scale);
    const AggregationMethod& method = *settings.aggregation.method;
    const auto map = mapping(settings.aggregation, scale);
    if (method.tolerance) {
        const double own = method.tolerance(children, settings.aggregation, scale.high - scale.low, all.tolerance);
        return bounded(own, method.range->high);
    }
    if (method.scope == AggregationMethod::Scope::period) {
        const auto counts = static_cast<double>(units);  // or what a map makes of them; the same ones stay the same
        return {0, map ? largest_of(map->back(counts), map->back(-counts)) : counts};
    }
    double slope = 1, low = scale.low, largest = all.largest;
    if (map) {
        slope = std::abs(map->slope);
        low = std::min(map->at(scale.low), map->at(scale.high));
        largest = std::max(largest_of(map->at(scale.low), map->at(scale.high)), slope * all.largest);
        all.tolerance += 2 * last_place * (largest + std::abs(map->offset)) / slope;
    }
    constexpr double small_power = 1e-3;  // of which a mean is taken in logarithms, as the geometric one
    double exponent = exponent_of(settings.aggregation).value_or(1);
    if (std::abs(exponent) < small_power) exponent = 0;
    const double ratio = largest > 0 ? largest / std::max(low, largest * 1e-3) : 1;
    double lost = lost_by_mean(exponent, static_cast<double>(children.weights.size()), std::max(largest, 1.0));
    if (settings.missing.kind == MissingRule::Kind::impute) lost += 8;
    if (finds_weights(settings)) lost += lost_by_sum(units);
    const double reaction = method.sensitivity * sensitivity(exponent, children.weights, std::max(ratio, 1.0));
    lost *= method.sensitivity;
    return bounded(reaction * all.tolerance + last_place * lost * largest / slope, all.largest);
}

Precision precision_of_formula(const Expression& formula, const Children& children, std::span<const double> scores) {
    constexpr std::size_t most_units = 4096;
    constexpr double most_lost = 1e-9;  // of the largest
    double largest = 0;
    for (const double score : scores) largest = std::isfinite(score) ? std::max(largest, std::abs(score)) : largest;
    const FormulaData data{.columns = {children.scores.begin(), children.scores.end()},
                           .periods = {{0, scores.size()}}};
    const FormulaValues values(formula, data);
    const FormulaData::Rows rows{0, std::min(most_units, scores.size())};
    std::vector<double> lost(rows.count, 0);
    const auto names = names_in(formula);
    for (const Expression* const name : names) {
        const Precision own = children.precisions.empty() ? Precision{} : children.precisions[name->place];
        if (own.largest == 0) continue;
        const double step = std::max(own.tolerance, 0x1p-26 * own.largest);
        const auto moved = moves(values, 0, rows, {name, 1, step});
        for (std::size_t i = 0; i < rows.count; ++i) lost[i] += moved[i] * own.tolerance / step;
    }
    const double most = rows.count == 0 ? 0 : *std::max_element(lost.begin(), lost.end());
    const double in_operations = 4 * static_cast<double>(names.size() + 1) * last_place * largest;
    return bounded(std::min(most, most_lost * largest) + in_operations, largest);
}

double reversed(double score, const Range& scale, double tolerance) {
    const double mirrored = scale.mirrored(score);
    if (mirrored < scale.low) return settled(mirrored, scale.low, tolerance);
    return mirrored > scale.high ? settled(mirrored, scale.high, tolerance) : mirrored;
}

double rounded(double score, int digits, double tolerance) {
    const bool is_slight = tolerance < 0.25 * std::pow(10.0, -digits);
    return round_half_up(is_slight ? score + tolerance : score, digits);
}

void round_scores(const Node& node, std::span<double> scores, double tolerance) {
    if (!node.round) return;
    for_blocks(scores.size(), [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) scores[i] = rounded(scores[i], *node.round, tolerance);
    });
}

Precision after_rescaling(double factor, Precision precision) {
    // The best, by which all are divided, is as uncertain as they are.
    return bounded(2 * std::abs(factor) * precision.tolerance, std::abs(factor) * precision.largest);
}

Precision after_rounding(const Node& node, Precision precision) {
    if (node.round) precision.tolerance = last_place * precision.largest;
    return precision;
}

}  // namespace iiindex::detail
