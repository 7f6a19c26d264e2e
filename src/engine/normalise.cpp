#include <iiindex/normalise.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include <iiindex/number.hpp>

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

Population population_of(std::span<const double> values, const Node& node) {
    const auto block = [&](std::size_t first, std::size_t last) { return values.subspan(first, last - first); };
    Moments all;
    for (const Moments& part : map_blocks<Moments>(values.size(), [&](std::size_t first, std::size_t last) {
             return moments_of(block(first, last), node);
         })) {
        all.count += part.count;
        all.least = std::min(all.least, part.least);
        all.most = std::max(all.most, part.most);
        all.sum += part.sum;
    }
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
                 return squared_deviations(block(first, last), node.transform, population.mean);
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
    if (population.worst != population.best) return refusal_of_ends(basis, node, population, where);
    const std::string units = population.count == 1 ? "its only unit" : fmt::format("all {} units", population.count);
    return refusal(basis, node,
                   fmt::format("indicator '{}' has the same value, {}, for {}{}, so it cannot be scaled", node.code,
                               shortest(population.best), units, where),
                   "give goalposts in the index, a --reference year, or take the indicator out");
}

Scale with_cap(Scale scale, Cap cap) {
    const double low = std::min(scale.plus, scale.plus + scale.times);
    const double high = std::max(scale.plus, scale.plus + scale.times);
    if (cap == Cap::lower || cap == Cap::both) scale.low = low;
    if (cap == Cap::upper || cap == Cap::both) scale.high = high;
    return scale;
}

/// The line between goalposts, which as numbers may still lie too far apart or, once transformed, fall together.
Fit fit_goalposts(const Node& node, const Basis& basis) {
    const auto [worst, best] = *node.goalposts;
    const auto scale =
        line_between(transformed(worst, node.transform), transformed(best, node.transform), node.normalisation.range);
    if (scale) return {.scale = with_cap(*scale, node.cap), .refusal = {}};
    return {.scale = {},
            .refusal = refusal(
                basis, node,
                fmt::format("goalposts of '{}', {} and {}, make no scale", node.code, shortest(worst), shortest(best)),
                "choose other goalposts in the index")};
}

Fit fit_population(const Node& node, const Basis& basis, const Period& period) {
    Population population = population_of(basis.values_of(node), node);
    population.reference = value_of_unit(basis, node);
    const auto scale = population.count == 0 ? std::nullopt : node.normalisation.method->fit(population, node);
    if (scale) return {.scale = with_cap(*scale, node.cap), .refusal = {}};
    return {.scale = {}, .refusal = refusal_of(basis, node, period, population)};
}

/// The places of a population's values, from the worst on.
class Places {
public:
    Places(std::span<const double> values, const Node& node) : sign_(node.direction == Direction::negative ? -1 : 1) {
        for (const double value : values) {
            if (const double number = transformed(value, node.transform); !is_missing(number)) {
                sorted_.push_back(sign_ * number);
            }
        }
        std::sort(sorted_.begin(), sorted_.end());
    }

    std::size_t count() const { return sorted_.size(); }

    double place(double value, Ties ties) const {
        const auto [first, last] = std::equal_range(sorted_.begin(), sorted_.end(), sign_ * value);
        const auto better_than = static_cast<double>(first - sorted_.begin());
        const auto equals = static_cast<double>(last - first);
        return ties == Ties::minimum ? better_than + 1 : better_than + (equals + 1) / 2;
    }

private:
    double sign_;
    std::vector<double> sorted_;
};

void apply_order(const Node& node, const Places& places, std::span<const double> values, std::span<double> scores) {
    for_blocks(values.size(), [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            const double value = transformed(values[i], node.transform);
            scores[i] = is_missing(value)
                            ? missing
                            : node.normalisation.method->order(places.place(value, node.normalisation.ties),
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
        if (!scale_basis.reference) return {};
        return {.scale = {},
                .refusal = refusal(basis, node,
                                   fmt::format("'{}' orders the units of a period and has no scale to take from a "
                                               "reference",
                                               node.normalisation.method->name),
                                   "leave --reference out, or choose min-max")};
    }
    return node.goalposts ? fit_goalposts(node, basis) : fit_population(node, basis, period);
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
        apply_order(node, Places(basis_of(data, period, scale_basis).values_of(node), node), values, scores);
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
