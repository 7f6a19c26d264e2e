#include <iiindex/normalise.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include <iiindex/number.hpp>

#include "engine/precision.hpp"
#include "ground/counts.hpp"
#include "ground/parallel.hpp"
#include "ground/wide.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// What one block of a column adds to a population; the sum for methods that are centred.
struct Moments {
    std::size_t count = 0;
    double least = std::numeric_limits<double>::infinity();
    double most = -std::numeric_limits<double>::infinity();
    double sum = 0;
};

Moments moments_of(std::span<const double> values, const Node& node) {
    Moments moments;
    if (node.transform == nullptr && !node.normalisation.method->centred) {
        const Ends ends = ends_of(values);
        return {.count = ends.count, .least = ends.least, .most = ends.most};
    }
    for (const double raw : values) {
        const double value = transformed(raw, node.transform);
        if (is_missing(value)) continue;
        ++moments.count;
        moments.least = std::min(moments.least, value);
        moments.most = std::max(moments.most, value);
        moments.sum += value;
    }
    return moments;
}

double squared_deviations(std::span<const double> values, const TransformMethod* transform, double mean) {
    double sum = 0;
    for (const double raw : values) {
        const double value = transformed(raw, transform);
        if (!is_missing(value)) sum += (value - mean) * (value - mean);
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

Population population_of(std::span<const double> values, const Node& node) {
    const Moments all = moments_by_blocks(values, node);
    if (all.count == 0) return {};

    const bool lower_is_better = node.direction == Direction::negative;
    Population population{.count = all.count,
                          .worst = lower_is_better ? all.most : all.least,
                          .best = lower_is_better ? all.least : all.most};
    if (!node.normalisation.method->centred) return population;
    population.mean = all.sum / static_cast<double>(all.count);
    if (all.count > 1 && all.least != all.most) {
        double squares = 0;
        for (const double part : map_blocks<double>(values.size(), [&](std::size_t first, std::size_t last) {
                 return squared_deviations(values.subspan(first, last - first), node.transform, population.mean);
             })) {
            squares += part;
        }
        population.sd = std::sqrt(squares / static_cast<double>(all.count - 1));
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

Basis basis_of(const Dataset& data, const Period& period, const ScaleBasis& basis) {
    if (basis.reference)
        return {basis.reference, basis.reference->periods.front().first, basis.reference->periods.front().count};
    if (basis.pooled) return {&data, 0, data.units.size()};
    return {&data, period.first, period.count};
}

std::optional<double> value_of_unit(const Basis& basis, const Node& node) {
    const std::string& unit = node.normalisation.reference_unit;
    if (unit.empty()) return std::nullopt;
    for (std::size_t row = basis.first; row < basis.first + basis.count; ++row) {
        if (basis.data->units.codes[row] != unit) continue;
        const double value = transformed(basis.data->values.column(*node.indicator)[row], node.transform);
        if (!is_missing(value)) return value;
    }
    return std::nullopt;
}

std::string in_period(const Period& period) {
    return period.label.empty() ? std::string() : fmt::format(" in {}", period.label);
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
                       fmt::format("values of '{}'{} lie too far apart to be scaled: {} and {}", node.code, where,
                                   shortest(population.worst), shortest(population.best)),
                       "check the values");
    }
    if (node.normalisation.method->centred) {
        return refusal(basis, node,
                       fmt::format("values of '{}'{}, from {} to {}, have no standard deviation that a number can hold",
                                   node.code, where, shortest(population.worst), shortest(population.best)),
                       "state them in another measure");
    }
    return refusal(basis, node,
                   fmt::format("indicator '{}' has no scale{}: its worst value, {}, is no worse than what it is "
                               "measured against",
                               node.code, where, shortest(population.worst)),
                   "choose another target or reference unit");
}

/// Why no line could be drawn for an indicator.
Problem refusal_of(const Basis& basis, const Node& node, const Period& period, const Population& population) {
    const std::string where = in_period(period);
    if (population.count == 0) {
        return refusal(basis, node, fmt::format("indicator '{}' has no value{}, so it has no scale", node.code, where),
                       "give its values, or goalposts in the index, or take it out of the index");
    }
    if (!node.normalisation.reference_unit.empty() && !population.reference) {
        return refusal(basis, node,
                       fmt::format("reference unit '{}' has no value of '{}'{}", node.normalisation.reference_unit,
                                   node.code, where),
                       "give the value, or choose another reference unit");
    }
    if (!is_same_transformed(population.worst, population.best, basis.lost_by(node), node.transform)) {
        return refusal_of_ends(basis, node, population, where);
    }
    const std::string units = population.count == 1 ? "its only unit" : fmt::format("all {} units", population.count);
    return refusal(basis, node,
                   fmt::format("indicator '{}' has the same value, {}, for {}{}, so it cannot be scaled", node.code,
                               shortest(population.best), units, where),
                   "give goalposts in the index, a --reference year, or take the indicator out");
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
    const auto scale =
        line_between(transformed(worst, node.transform), transformed(best, node.transform), node.normalisation.range);
    if (scale) return {.scale = with_cap(*scale, node, false), .precision = {}, .refusal = {}};
    return refused(
        refusal(basis, node,
                fmt::format("goalposts of '{}', {} and {}, make no scale", node.code, shortest(worst), shortest(best)),
                "choose other goalposts in the index"));
}

/// A line along which the values of the population can be told apart.
std::optional<Scale> line_of(const Node& node, const Population& population, Lost lost) {
    const auto are_same = [&](double a, double b) { return is_same_transformed(a, b, lost, node.transform); };
    if (population.count == 0 || are_same(population.worst, population.best)) return std::nullopt;
    const auto scale = node.normalisation.method->fit(population, node);
    const bool has_ends = !node.normalisation.method->centred;
    if (scale && has_ends && are_same(scale->from, scale->from + scale->span)) return std::nullopt;
    return scale;
}

Fit fit_population(const Node& node, const Basis& basis, const Period& period, bool holds_all) {
    Population population = population_of(basis.values_of(node), node);
    population.reference = value_of_unit(basis, node);
    const auto scale = line_of(node, population, basis.lost_by(node));
    if (!scale) return refused(refusal_of(basis, node, period, population));
    const bool is_best = scale->from == population.worst && scale->span == population.best - population.worst;
    const std::size_t summed = node.normalisation.method->centred ? population.count : 0;
    return {.scale = with_cap(*scale, node, holds_all && is_best),
            .precision =
                precision_along(*scale, population.worst, population.best, basis.lost_by(node), node.transform, summed),
            .refusal = {}};
}

/// The precision of a period's scores along a line that was not taken from its values alone.
Precision precision_of(const Scale& scale, const Node& node, const Dataset& data, const Period& period,
                       const Basis& basis) {
    const Moments own = moments_by_blocks(data.values_in(*node.indicator, period), node);
    if (own.count == 0) return {};
    const std::size_t summed = node.normalisation.method->centred && !node.goalposts ? basis.count : 0;
    const Lost lost = std::max(basis.lost_by(node), lost_by_values(data, *node.indicator));
    return precision_along(scale, own.least, own.most, lost, node.transform, summed);
}

/// The places of a population's values, from the worst on. Values that are no different share one.
class Places {
public:
    Places(std::span<const double> values, const Node& node, Lost lost)
        : sign_(node.direction == Direction::negative ? -1 : 1) {
        // A transformation rises: it decides which values are there, and changes no place.
        for (const double value : values) {
            if (!is_missing(transformed(value, node.transform))) sorted_.push_back(sign_ * value);
        }
        std::sort(sorted_.begin(), sorted_.end());
        // Values as they were read are the decimals that they are: nothing came between them.
        const auto are_same = [&](double a, double b) {
            return a == b || (lost == Lost::by_reckoning && is_same(a, b, lost));
        };
        for (std::size_t i = 0; i < sorted_.size(); ++i) {
            if (i == 0 || !are_same(sorted_[i - 1], sorted_[i])) begins_.push_back(i);
        }
        begins_.push_back(sorted_.size());
    }

    std::size_t count() const { return sorted_.size(); }

    /// Of a value of the population.
    double place(double value, Ties ties) const {
        const auto at = std::lower_bound(sorted_.begin(), sorted_.end(), sign_ * value) - sorted_.begin();
        const auto next = std::upper_bound(begins_.begin(), begins_.end(), static_cast<std::size_t>(at));
        const auto better_than = static_cast<double>(*(next - 1));
        const double equals = static_cast<double>(*next) - better_than;
        return ties == Ties::minimum ? better_than + 1 : better_than + (equals + 1) / 2;
    }

private:
    double sign_;
    std::vector<double> sorted_;
    std::vector<std::size_t> begins_;  ///< where each run of values begins that are the same, and the end
};

Places places_of(const Basis& basis, const Node& node) { return {basis.values_of(node), node, basis.lost_by(node)}; }

void apply_order(const Node& node, const Places& places, std::span<const double> values, std::span<double> scores) {
    for_blocks(values.size(), [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            scores[i] = is_missing(transformed(values[i], node.transform))
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

}  // namespace

double transformed(double value, const TransformMethod* transform) {
    return transform && !is_missing(value) ? transform->apply(value) : value;
}

Fit fit_scale(const Node& node, const Dataset& data, const Period& period, const ScaleBasis& scale_basis) {
    const Basis basis = basis_of(data, period, scale_basis);
    if (node.normalisation.method->order) {
        if (!scale_basis.reference) {
            return {.scale = {}, .precision = precision_by_order(node, basis.count), .refusal = {}};
        }
        return refused(refusal(basis, node,
                               fmt::format("'{}' orders the units of a period and has no scale to take from a "
                                           "reference",
                                           node.normalisation.method->name),
                               "leave --reference out, or choose min-max"));
    }
    Fit fit = node.goalposts ? fit_goalposts(node, basis) : fit_population(node, basis, period, !scale_basis.reference);
    const bool is_of_period = !node.goalposts && basis.data == &data && basis.count == period.count;
    if (fit.scale && !is_of_period) fit.precision = precision_of(*fit.scale, node, data, period, basis);
    return fit;
}

void apply_scale(const Scale& scale, const Node& node, std::span<const double> values, std::span<double> scores) {
    if (node.transform == nullptr) return scale_all(scale, values, scores.data());
    std::transform(values.begin(), values.end(), scores.begin(),
                   [&](double value) { return transformed(value, node.transform); });
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
        apply_order(node, places_of(basis_of(data, period, scale_basis), node), values, scores);
    }
    return fit;
}

Range scale_of(const Index& index, std::size_t node) {
    while (!index.nodes[node].is_indicator()) node = index.nodes[node].children.front();
    const Normalisation& normalisation = index.nodes[node].normalisation;
    if (normalisation.method->centred) {
        return {normalisation.mean - normalisation.sd, normalisation.mean + normalisation.sd};
    }
    return normalisation.range;
}

}  // namespace iiindex
