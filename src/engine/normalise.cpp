#include <iiindex/normalise.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include <iiindex/aggregate.hpp>
#include <iiindex/number.hpp>

#include "engine/precision.hpp"
#include "ground/catalogue.hpp"
#include "ground/counts.hpp"
#include "ground/near_one.hpp"
#include "ground/parallel.hpp"
#include "ground/statistics.hpp"
#include "ground/wide.hpp"

namespace iiindex {

using namespace detail;

namespace {

bool is_transformed(const Node& node) { return node.transform != nullptr || node.best_at; }

/// What one block of a column adds to a population; the sum for methods that are centred.
struct Moments {
    std::size_t count = 0;
    double least = std::numeric_limits<double>::infinity();
    double most = -std::numeric_limits<double>::infinity();
    double sum = 0;
};

Moments moments_of(std::span<const double> values, const Node& node) {
    Moments moments;
    if (!is_transformed(node) && !node.normalisation.method->centred) {
        const Ends ends = ends_of(values);
        return {.count = ends.count, .least = ends.least, .most = ends.most};
    }
    for (const double raw : values) {
        const double value = transformed(raw, node);
        if (is_missing(value)) continue;
        ++moments.count;
        moments.least = std::min(moments.least, value);
        moments.most = std::max(moments.most, value);
        moments.sum += value;
    }
    return moments;
}

double squared_deviations(std::span<const double> values, const Node& node, double mean, double times) {
    double sum = 0;
    for (const double raw : values) {
        const double value = transformed(raw, node);
        if (!is_missing(value)) sum += (value - mean) * times * ((value - mean) * times);
    }
    return sum;
}

Moments moments_by_blocks(std::span<const double> values, const Node& node) {
    Moments all;
    for (const Moments& part : map_blocks<Moments>(values.size(), [&](std::size_t first, std::size_t last) {
             return moments_of(values.subspan(first, last - first), node);
         })) {
        all.count += part.count;
        all.least = std::min(all.least, part.least);
        all.most = std::max(all.most, part.most);
        all.sum += part.sum;
    }
    return all;
}

/// Moves the ends of a population to the quantiles of its values that the indicator names.
void take_quantiles(Population& population, std::span<const double> values, const Node& node) {
    std::vector<double> sorted;
    for (const double raw : values) {
        if (const double value = transformed(raw, node); !is_missing(value)) sorted.push_back(value);
    }
    std::sort(sorted.begin(), sorted.end());
    population.worst = quantile(sorted, node.quantiles->low);
    population.best = quantile(sorted, node.quantiles->high);
    if (node.direction == Direction::negative) std::swap(population.worst, population.best);
}

Population population_of(std::span<const double> values, const Node& node) {
    const Moments all = moments_by_blocks(values, node);
    if (all.count == 0) return {};

    const bool lower_is_better = node.direction == Direction::negative;
    Population population{.count = all.count,
                          .worst = lower_is_better ? all.most : all.least,
                          .best = lower_is_better ? all.least : all.most};
    if (node.best_at && !node.normalisation.method->centred) population.best = 0;
    if (node.quantiles) take_quantiles(population, values, node);
    if (!node.normalisation.method->centred) return population;
    population.mean = all.sum / static_cast<double>(all.count);
    if (all.count > 1 && all.least != all.most) {
        const double times = near_one(std::max(all.most - population.mean, population.mean - all.least));
        double squares = 0;
        for (const double part : map_blocks<double>(values.size(), [&](std::size_t first, std::size_t last) {
                 return squared_deviations(values.subspan(first, last - first), node, population.mean, times);
             })) {
            squares += part;
        }
        const std::size_t divisor = node.normalisation.divisor == Divisor::count ? all.count : all.count - 1;
        population.sd = std::sqrt(squares / static_cast<double>(divisor)) / times;
    }
    return population;
}

/// The values, and the period they are of, that an indicator's scale is taken from.
struct Basis {
    const Dataset* data;
    std::size_t first;
    std::size_t count;

    std::span<const double> values_of(const Node& indicator) const {
        return data->values.column(*indicator.indicator).subspan(first, count);
    }
    Lost lost_by(const Node& indicator) const { return lost_by_values(*data, *indicator.indicator); }
};

Basis basis_of(const Node& node, const Dataset& data, const Period& period, const ScaleBasis& basis) {
    const bool is_always_pooled = node.normalisation.method->pooled;
    if (basis.reference)
        return {basis.reference, basis.reference->periods.front().first, basis.reference->periods.front().count};
    if (basis.pooled || is_always_pooled) return {&data, 0, data.units.size()};
    return {&data, period.first, period.count};
}

/// The mean of the values of the first period of a scale's.
std::optional<double> mean_of_first(const Basis& basis, const Node& node) {
    const Period& first = basis.data->period_of(basis.first);
    double sum = 0;
    std::size_t count = 0;
    for (const double raw : basis.data->values_in(*node.indicator, first)) {
        const double value = transformed(raw, node);
        if (is_missing(value)) continue;
        sum += value;
        ++count;
    }
    return count > 0 ? std::optional(sum / static_cast<double>(count)) : std::nullopt;
}

/// The reference unit's value in the first period that has it, or the mean where that stands for it.
std::optional<double> value_of_reference(const Basis& basis, const Node& node) {
    const std::string& unit = node.normalisation.reference_unit;
    if (unit.empty()) return node.normalisation.method->around ? mean_of_first(basis, node) : std::nullopt;
    for (std::size_t row = basis.first; row < basis.first + basis.count; ++row) {
        if (basis.data->units.codes[row] != unit) continue;
        const double value = transformed(basis.data->values.column(*node.indicator)[row], node);
        if (!is_missing(value)) return value;
    }
    return std::nullopt;
}

std::string in_period(const Period& period) {
    return period.label.empty() ? std::string() : said(" in {}", period.label);
}

Problem refusal(const Basis& basis, const Node& node, std::string what, std::string remedy) {
    const auto& places = basis.data->indicator_locations;
    Location where = places.empty() ? Location{basis.data->file} : places[*node.indicator];
    return {.where = std::move(where), .what = std::move(what), .remedy = std::move(remedy)};
}

/// Why no line could be drawn for an indicator whose values are not all the same.
Problem refusal_of_ends(const Basis& basis, const Node& node, const Population& population, const std::string& where) {
    if (!std::isfinite(population.best - population.worst)) {
        return refusal(basis, node,
                       said("values of '{}'{} lie too far apart to be scaled: {} and {}", node.code, where,
                            shortest(population.worst), shortest(population.best)),
                       said("check the values"));
    }
    if (node.normalisation.method->centred) {
        return refusal(basis, node,
                       said("values of '{}'{}, from {} to {}, have no standard deviation that a number can hold",
                            node.code, where, shortest(population.worst), shortest(population.best)),
                       said("state them in another measure"));
    }
    return refusal(basis, node,
                   said("indicator '{}' has no scale{}: its worst value, {}, is no worse than what it is "
                        "measured against",
                        node.code, where, shortest(population.worst)),
                   said("choose another target or reference unit"));
}

/// What to do where an indicator has no value at all.
std::string remedy_of_emptiness(const Basis& basis, const Node& node, const Period& period) {
    const auto lacking = node.formula ? periods_lacking(*node.formula, *basis.data, period) : std::vector<long long>();
    if (!lacking.empty()) {
        return said(
            "its formula looks back to {}, which no input has: add it, or take the periods that have "
            "what they need with --period",
            fmt::join(lacking, translated(" and ", spoken())));
    }
    if (node.formula)
        return said("its formula has no value for any unit, for what it reads is missing or out of its domain");
    return said("give its values, or goalposts in the index, or take it out of the index");
}

/// Why no line could be drawn for an indicator.
Problem refusal_of(const Basis& basis, const Node& node, const Period& period, const Population& population) {
    const std::string where = in_period(period);
    if (population.count == 0) {
        return refusal(basis, node, said("indicator '{}' has no value{}, so it has no scale", node.code, where),
                       remedy_of_emptiness(basis, node, period));
    }
    if (!node.normalisation.reference_unit.empty() && !population.reference) {
        return refusal(
            basis, node,
            said("reference unit '{}' has no value of '{}'{}", node.normalisation.reference_unit, node.code, where),
            said("give the value, or choose another reference unit"));
    }
    if (!is_same_transformed(population.worst, population.best, basis.lost_by(node), node)) {
        return refusal_of_ends(basis, node, population, where);
    }
    if (node.best_at) {
        return refusal(basis, node,
                       said("all values of '{}'{} lie where it is best, so it cannot be scaled", node.code, where),
                       said("give a 'worst_distance' in the index, or take the indicator out"));
    }
    const std::string value = shortest(population.best);
    return refusal(basis, node,
                   population.count == 1
                       ? said("indicator '{}' has the same value, {}, for its only unit{}, so it cannot be scaled",
                              node.code, value, where)
                       : said("indicator '{0}' has the same value, {1}, for all {3} units{2}, so it cannot be scaled",
                              node.code, value, where, population.count),
                   said("give goalposts in the index, a --reference year, or take the indicator out"));
}

/// Capped where the index says so; and at ends that are the values' own, which rounding may pass by its last bits.
Scale with_cap(Scale scale, const Node& node, bool ends_are_values) {
    const auto [low, high] = node.normalisation.range;
    if (ends_are_values || node.cap == Cap::lower || node.cap == Cap::both) scale.low = low;
    if (ends_are_values || node.cap == Cap::upper || node.cap == Cap::both) scale.high = high;
    return scale;
}

Fit refused(Problem why) { return {.scale = {}, .precision = {}, .refusal = std::move(why)}; }

/// The line between goalposts, which as numbers may still lie too far apart or, once transformed, fall together.
Fit fit_goalposts(const Node& node, const Basis& basis) {
    const auto [worst, best] = *node.goalposts;
    const Population ends{.count = 2, .worst = transformed(worst, node), .best = transformed(best, node)};
    const auto scale = node.normalisation.method->fit(ends, node);
    if (scale) return {.scale = with_cap(*scale, node, false), .precision = {}, .refusal = {}};
    return refused(refusal(
        basis, node, said("goalposts of '{}', {} and {}, make no scale", node.code, shortest(worst), shortest(best)),
        said("choose other goalposts in the index")));
}

/// How many numbers the ends of a line are sums of.
std::size_t sums_in(const Node& node, std::size_t count) {
    const NormalisationMethod& method = *node.normalisation.method;
    return method.centred || method.around ? count : 0;
}

/// A line along which the values of the population can be told apart.
std::optional<Scale> line_of(const Node& node, const Population& population, Lost lost) {
    const auto are_same = [&](double a, double b) { return is_same_transformed(a, b, lost, node); };
    if (population.count == 0 || are_same(population.worst, population.best)) return std::nullopt;
    const auto scale = node.normalisation.method->fit(population, node);
    const bool has_ends = !node.normalisation.method->centred;
    if (scale && has_ends && are_same(scale->from, scale->from + scale->span)) return std::nullopt;
    return scale;
}

/// The distance at which an indicator is worst that is best in the middle, where it is given, and else the values' own.
Population with_worst_distance(Population population, const Node& node) {
    if (node.best_at && node.best_at->worst_distance && node.normalisation.method->goalposts) {
        population.worst = *node.best_at->worst_distance;
    }
    return population;
}

Fit fit_population(const Node& node, const Basis& basis, const Period& period, bool holds_all) {
    Population population = with_worst_distance(population_of(basis.values_of(node), node), node);
    population.reference = value_of_reference(basis, node);
    const auto scale = line_of(node, population, basis.lost_by(node));
    if (!scale) return refused(refusal_of(basis, node, period, population));
    const bool are_own = !node.quantiles && !(node.best_at && node.best_at->worst_distance);
    const bool is_best =
        are_own && scale->from == population.worst && scale->span == population.best - population.worst;
    const std::size_t summed = sums_in(node, population.count);
    return {.scale = with_cap(*scale, node, holds_all && is_best),
            .precision = precision_along(*scale, population.worst, population.best, basis.lost_by(node), node, summed),
            .refusal = {}};
}

/// The precision of a period's scores along a line that was not taken from its values alone.
Precision precision_of(const Scale& scale, const Node& node, const Dataset& data, const Period& period,
                       const Basis& basis) {
    const Moments own = moments_by_blocks(data.values_in(*node.indicator, period), node);
    if (own.count == 0) return {};
    const std::size_t summed = node.goalposts ? 0 : sums_in(node, basis.count);
    const Lost lost = std::max(basis.lost_by(node), lost_by_values(data, *node.indicator));
    return precision_along(scale, own.least, own.most, lost, node, summed);
}

/// The places of a population's values, from the worst on. Values that are no different share one.
class Places {
public:
    Places(std::span<const double> values, const Node& node, Lost lost)
        : node_(node), sign_(node.direction == Direction::negative ? -1 : 1) {
        for (const double value : values) {
            if (!is_missing(transformed(value, node))) sorted_.push_back(signed_value(value));
        }
        std::sort(sorted_.begin(), sorted_.end());
        // Values as they were read are the decimals that they are: nothing came between them.
        const auto are_same = [&](double a, double b) {
            return a == b || ((lost > Lost::by_reading || node.best_at) && is_same_transformed(a, b, lost, node));
        };
        for (std::size_t i = 0; i < sorted_.size(); ++i) {
            if (i == 0 || !are_same(sorted_[i - 1], sorted_[i])) begins_.push_back(i);
        }
        begins_.push_back(sorted_.size());
    }

    std::size_t count() const { return sorted_.size(); }

    /// Of a value of the population.
    double place(double value, Ties ties) const {
        const auto at = std::lower_bound(sorted_.begin(), sorted_.end(), signed_value(value)) - sorted_.begin();
        const auto next = std::upper_bound(begins_.begin(), begins_.end(), static_cast<std::size_t>(at));
        const auto better_than = static_cast<double>(*(next - 1));
        const double equals = static_cast<double>(*next) - better_than;
        return ties == Ties::minimum ? better_than + 1 : better_than + (equals + 1) / 2;
    }

private:
    /// So that more is better. A transformation rises: it decides which values are there, and changes no place.
    double signed_value(double value) const { return sign_ * (node_.best_at ? node_.best_at->distance(value) : value); }

    const Node& node_;
    double sign_;
    std::vector<double> sorted_;
    std::vector<std::size_t> begins_;  ///< where each run of values begins that are the same, and the end
};

Places places_of(const Basis& basis, const Node& node) { return {basis.values_of(node), node, basis.lost_by(node)}; }

void apply_order(const Node& node, const Places& places, std::span<const double> values, std::span<double> scores) {
    for_blocks(values.size(), [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            scores[i] = is_missing(transformed(values[i], node))
                            ? missing
                            : node.normalisation.method->order(places.place(values[i], node.normalisation.ties),
                                                               places.count(), node.normalisation);
        }
    });
}

/// `scores` may be the values themselves.
IIINDEX_WIDE void scale_all(const Scale& scale, std::span<const double> values, double* scores) {
    const Scale own = scale;  // no score can change it
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double score = (values[i] - own.from) / own.span * own.times + own.plus;
        // Comparisons with a missing score are false, so that it stays missing.
        scores[i] = score < own.low ? own.low : score > own.high ? own.high : score;
    }
}

void scale_exponentially(const Scale& scale, const Node& node, std::span<const double> values,
                         std::span<double> scores) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double score = scale.uncapped(transformed(values[i], node));
        scores[i] = score < scale.low ? scale.low : score > scale.high ? scale.high : score;
    }
}

}  // namespace

double transformed(double value, const Node& indicator) {
    if (is_missing(value)) return value;
    if (indicator.best_at) return indicator.best_at->distance(value);
    return indicator.transform ? indicator.transform->apply(value) : value;
}

Fit fit_scale(const Node& node, const Dataset& data, const Period& period, const ScaleBasis& scale_basis) {
    const Basis basis = basis_of(node, data, period, scale_basis);
    if (node.normalisation.method->order) {
        if (!scale_basis.reference) {
            return {.scale = {}, .precision = precision_by_order(node, basis.count), .refusal = {}};
        }
        return refused(refusal(basis, node,
                               said("'{}' orders the units of a period and has no scale to take from a "
                                    "reference",
                                    node.normalisation.method->name),
                               said("leave --reference out, or choose min-max")));
    }
    Fit fit = node.goalposts ? fit_goalposts(node, basis) : fit_population(node, basis, period, !scale_basis.reference);
    const bool is_of_period = !node.goalposts && basis.data == &data && basis.count == period.count;
    if (fit.scale && !is_of_period) fit.precision = precision_of(*fit.scale, node, data, period, basis);
    return fit;
}

void apply_scale(const Scale& scale, const Node& node, std::span<const double> values, std::span<double> scores) {
    if (scale.exponential) return scale_exponentially(scale, node, values, scores);
    if (!is_transformed(node)) return scale_all(scale, values, scores.data());
    std::transform(values.begin(), values.end(), scores.begin(),
                   [&](double value) { return transformed(value, node); });
    scale_all(scale, scores, scores.data());
}

Fit normalise(const Node& node, const Dataset& data, const Period& period, const ScaleBasis& scale_basis,
              std::span<double> scores) {
    Fit fit = fit_scale(node, data, period, scale_basis);
    const auto values = data.values_in(*node.indicator, period);
    if (fit.scale) {
        for_blocks(values.size(), [&](std::size_t first, std::size_t last) {
            apply_scale(*fit.scale, node, values.subspan(first, last - first), scores.subspan(first, last - first));
        });
    } else if (!fit.refusal) {
        apply_order(node, places_of(basis_of(node, data, period, scale_basis), node), values, scores);
    }
    return fit;
}

Range scale_of(const Index& index, std::size_t number) {
    const Node& node = index.nodes[number];
    if (!node.is_indicator()) {
        const auto& own = node.aggregation.method->range;
        return own ? *own : scale_below(index, node);
    }
    const Normalisation& normalisation = node.normalisation;
    if (normalisation.method->centred) {
        return {normalisation.mean - normalisation.sd, normalisation.mean + normalisation.sd};
    }
    return normalisation.range;
}

Range scale_below(const Index& index, const Node& node) {
    const auto first = std::find_if(node.children.begin(), node.children.end(),
                                    [&](std::size_t child) { return index.nodes[child].weight != 0; });
    return scale_of(index, first == node.children.end() ? node.children.front() : *first);
}

}  // namespace iiindex
