#include "engine/methods/aggregation.hpp"

#include <array>

namespace iiindex {

using namespace detail;

namespace {

using Domain = AggregationMethod::Domain;
using Scope = AggregationMethod::Scope;

constexpr std::array<std::string_view, 1> exponent_key = {"exponent"};

template <int exponent>
double fixed(const Aggregation&) {
    return exponent;
}

double chosen(const Aggregation& settings) { return settings.exponent; }

constexpr std::array methods = {
    AggregationMethod{.name = "arithmetic",
                      .summary = "weighted arithmetic mean: a weak child is made up for in full",
                      .is_mean = true,
                      .exponent = fixed<1>,
                      .combine = arithmetic,
                      .parts = parts_of_power_mean,
                      .gap_parts = gap_parts_of_power_mean,
                      .formula = formula_of_power_mean},
    AggregationMethod{.name = "geometric",
                      .summary = "weighted geometric mean: a weak child is made up for in part",
                      .domain = Domain::positive,
                      .is_mean = true,
                      .exponent = fixed<0>,
                      .combine = geometric,
                      .parts = parts_of_power_mean,
                      .gap_parts = gap_parts_of_power_mean,
                      .formula = formula_of_power_mean},
    AggregationMethod{.name = "harmonic",
                      .summary = "weighted harmonic mean: a weak child is hardly made up for",
                      .domain = Domain::positive,
                      .is_mean = true,
                      .exponent = fixed<-1>,
                      .combine = harmonic,
                      .parts = parts_of_power_mean,
                      .gap_parts = gap_parts_of_power_mean,
                      .formula = formula_of_power_mean},
    AggregationMethod{.name = "power",
                      .summary = "weighted power mean of a chosen exponent",
                      .keys = exponent_key,
                      .domain = Domain::non_negative,
                      .is_mean = true,
                      .exponent = chosen,
                      .combine = power,
                      .parts = parts_of_power_mean,
                      .gap_parts = gap_parts_of_power_mean,
                      .formula = formula_of_power_mean},
    AggregationMethod{.name = "minimum",
                      .summary = "the weakest child alone",
                      .is_mean = true,
                      .combine = minimum,
                      .parts = parts_of_minimum,
                      .gap_parts = gap_parts_of_minimum,
                      .formula = formula_of_minimum},
    AggregationMethod{.name = "copeland",
                      .summary = "units beaten less units lost to, by majority of weight",
                      .scope = Scope::period,
                      .combine = copeland,
                      .parts = parts_of_copeland,
                      .formula = formula_of_copeland},
};

}  // namespace

AggregationMethod::Domain domain_of(const Aggregation& aggregation) {
    return aggregation.exponent <= 0 ? Domain::positive : aggregation.method->domain;
}

std::optional<double> exponent_of(const Aggregation& aggregation) {
    const auto exponent = aggregation.method->exponent;
    return exponent ? std::optional(exponent(aggregation)) : std::nullopt;
}

std::span<const AggregationMethod> aggregation_methods() { return methods; }

}  // namespace iiindex
