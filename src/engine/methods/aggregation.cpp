#include <algorithm>
#include <array>
#include <cmath>

#include <iiindex/aggregate.hpp>
#include <iiindex/columns.hpp>

#include "ground/wide.hpp"

namespace iiindex {

namespace {

using Domain = AggregationMethod::Domain;
using Scope = AggregationMethod::Scope;
using Form = AggregationMethod::Form;

constexpr std::array<std::string_view, 1> exponent_key = {"exponent"};

/// The weighted mean of `term(score)` over the children that a unit has, carried back by `back`.
template <class Term, class Back>
[[gnu::always_inline]] inline void weighted_mean(const Children& children, std::span<double> scores, const Term& term,
                                                 const Back& back) {
    constexpr std::size_t run = 512;  // what stays in the nearest cache
    std::array<double, run> sums;
    std::array<double, run> weights;
    for (std::size_t first = 0; first < scores.size(); first += run) {
        const std::size_t count = std::min(run, scores.size() - first);
        sums.fill(0);
        weights.fill(0);
        for (std::size_t child = 0; child < children.scores.size(); ++child) {
            const double weight = children.weights[child];
            const double* const column = children.scores[child].data() + first;
            for (std::size_t i = 0; i < count; ++i) {
                const double score = column[i];
                const double part = weight * term(score);
                sums[i] += score == score ? part : 0.0;
                weights[i] += score == score ? weight : 0.0;
            }
        }
        for (std::size_t i = 0; i < count; ++i) {
            const double mean = back(sums[i] / weights[i]);
            scores[first + i] = weights[i] > 0 ? mean : missing;
        }
    }
}

IIINDEX_WIDE void arithmetic_mean(const Children& children, std::span<double> scores) {
    if (children.scores.size() == 1 && children.weights[0] == 1) {  // (1 x) / 1
        std::copy(children.scores[0].begin(), children.scores[0].end(), scores.begin());
        return;
    }
    const auto same = [](double x) { return x; };
    weighted_mean(children, scores, same, same);
}

void arithmetic(const Children& children, const Aggregation&, std::span<double> scores) {
    arithmetic_mean(children, scores);
}

void geometric(const Children& children, const Aggregation&, std::span<double> scores) {
    weighted_mean(
        children, scores, [](double x) { return std::log(x); }, [](double x) { return std::exp(x); });
}

void harmonic(const Children& children, const Aggregation&, std::span<double> scores) {
    const auto reciprocal = [](double x) { return 1 / x; };
    weighted_mean(children, scores, reciprocal, reciprocal);
}

void power(const Children& children, const Aggregation& settings, std::span<double> scores) {
    const double p = settings.exponent;
    if (p == 0) return geometric(children, settings, scores);  // the limit
    weighted_mean(
        children, scores, [p](double x) { return std::pow(x, p); }, [p](double x) { return std::pow(x, 1 / p); });
}

void minimum(const Children& children, const Aggregation&, std::span<double> scores) {
    std::fill(scores.begin(), scores.end(), missing);
    for (const auto column : children.scores) {
        for (std::size_t i = 0; i < scores.size(); ++i) {
            // False where the score is missing; true where it is the first one.
            if (column[i] < scores[i] || (is_missing(scores[i]) && !is_missing(column[i]))) scores[i] = column[i];
        }
    }
}

/// 1, 0 or -1: whether unit a beats unit b on more than half of the weight of the children that both have.
int outranks(const Children& children, std::size_t a, std::size_t b) {
    double balance = 0;
    double weight = 0;
    for (std::size_t child = 0; child < children.scores.size(); ++child) {
        const double ours = children.scores[child][a];
        const double theirs = children.scores[child][b];
        if (ours > theirs) balance += children.weights[child];
        if (ours < theirs) balance -= children.weights[child];
        weight += children.weights[child];
    }
    const double even = 1e-12 * weight;  // weights such as 0.1 + 0.2 and 0.3 are the same half
    return balance > even ? 1 : balance < -even ? -1 : 0;
}

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

constexpr std::array methods = {
    AggregationMethod{.name = "arithmetic",
                      .summary = "weighted arithmetic mean: a weak child is made up for in full",
                      .keys = {},
                      .domain = Domain::any,
                      .scope = Scope::unit,
                      .form = Form::power_mean,
                      .exponent = 1,
                      .combine = arithmetic},
    AggregationMethod{.name = "geometric",
                      .summary = "weighted geometric mean: a weak child is made up for in part",
                      .keys = {},
                      .domain = Domain::positive,
                      .scope = Scope::unit,
                      .form = Form::power_mean,
                      .exponent = 0,
                      .combine = geometric},
    AggregationMethod{.name = "harmonic",
                      .summary = "weighted harmonic mean: a weak child is hardly made up for",
                      .keys = {},
                      .domain = Domain::positive,
                      .scope = Scope::unit,
                      .form = Form::power_mean,
                      .exponent = -1,
                      .combine = harmonic},
    AggregationMethod{.name = "power",
                      .summary = "weighted power mean of a chosen exponent",
                      .keys = exponent_key,
                      .domain = Domain::non_negative,
                      .scope = Scope::unit,
                      .form = Form::power_mean,
                      .exponent = {},
                      .combine = power},
    AggregationMethod{.name = "minimum",
                      .summary = "the weakest child alone",
                      .keys = {},
                      .domain = Domain::any,
                      .scope = Scope::unit,
                      .form = Form::weakest,
                      .exponent = {},
                      .combine = minimum},
    AggregationMethod{.name = "copeland",
                      .summary = "units beaten less units lost to, by majority of weight",
                      .keys = {},
                      .domain = Domain::any,
                      .scope = Scope::period,
                      .form = Form::majority,
                      .exponent = {},
                      .combine = copeland},
};

}  // namespace

AggregationMethod::Domain domain_of(const Aggregation& aggregation) {
    return aggregation.exponent <= 0 ? Domain::positive : aggregation.method->domain;
}

double exponent_of(const Aggregation& aggregation) {
    return aggregation.method->exponent.value_or(aggregation.exponent);
}

std::span<const AggregationMethod> aggregation_methods() { return methods; }

const AggregationMethod* find_aggregation_method(std::string_view name) {
    const auto found = std::find_if(methods.begin(), methods.end(), [&](const auto& m) { return m.name == name; });
    return found == methods.end() ? nullptr : &*found;
}

}  // namespace iiindex
