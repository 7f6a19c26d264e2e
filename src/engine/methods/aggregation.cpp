#include "engine/methods/aggregation.hpp"

#include <array>

#include "ground/catalogue.hpp"

namespace iiindex {

using namespace detail;

namespace {

using Domain = AggregationMethod::Domain;
using OnPage = AggregationMethod::OnPage;
using Scope = AggregationMethod::Scope;

constexpr std::array<std::string_view, 1> exponent_key = {"exponent"};
constexpr std::array<std::string_view, 1> formula_key = {"formula"};

constexpr std::array<std::string_view, 2> penalty_keys = {"penalty", "divisor"};
constexpr std::array<std::string_view, 1> distinguishing_key = {"distinguishing"};
constexpr std::array<std::string_view, 1> shares_key = {"shares"};
constexpr Range unit_range = {0, 1};

template <int exponent>
double fixed(const Aggregation&) {
    return exponent;
}

double chosen(const Aggregation& settings) { return settings.exponent; }

constexpr std::array aggregation_rows = {
    AggregationMethod{.name = "arithmetic",
                      .summary = marked("weighted arithmetic mean: a weak child is made up for in full"),
                      .is_mean = true,
                      .exponent = fixed<1>,
                      .combine = arithmetic,
                      .parts = parts_of_power_mean,
                      .gap_parts = gap_parts_of_power_mean,
                      .formula = formula_of_power_mean,
                      .sql_term = "{x}",
                      .sql = "{mean}"},
    AggregationMethod{.name = "geometric",
                      .summary = marked("weighted geometric mean: a weak child is made up for in part"),
                      .domain = Domain::positive,
                      .is_mean = true,
                      .exponent = fixed<0>,
                      .combine = geometric,
                      .parts = parts_of_power_mean,
                      .gap_parts = gap_parts_of_power_mean,
                      .formula = formula_of_power_mean,
                      .sql_term = "LN({x})",
                      .sql = "EXP({mean})"},
    AggregationMethod{.name = "harmonic",
                      .summary = marked("weighted harmonic mean: a weak child is hardly made up for"),
                      .domain = Domain::positive,
                      .is_mean = true,
                      .exponent = fixed<-1>,
                      .combine = harmonic,
                      .parts = parts_of_power_mean,
                      .gap_parts = gap_parts_of_power_mean,
                      .formula = formula_of_power_mean,
                      .sql_term = "1 / {x}",
                      .sql = "1 / {mean}"},
    AggregationMethod{.name = "power",
                      .summary = marked("weighted power mean of a chosen exponent"),
                      .keys = exponent_key,
                      .domain = Domain::non_negative,
                      .is_mean = true,
                      .exponent = chosen,
                      .combine = power,
                      .parts = parts_of_power_mean,
                      .gap_parts = gap_parts_of_power_mean,
                      .formula = formula_of_power_mean,
                      .sql_term = "POWER({x}, {p})",
                      .sql = "POWER({mean}, 1 / {p})"},
    AggregationMethod{.name = "minimum",
                      .summary = marked("the weakest child alone"),
                      .is_mean = true,
                      .combine = minimum,
                      .parts = parts_of_minimum,
                      .gap_parts = gap_parts_of_minimum,
                      .formula = formula_of_minimum,
                      .sql = "{least}",
                      .on_page = OnPage::least},
    AggregationMethod{.name = "copeland",
                      .summary = marked("units beaten less units lost to, by majority of weight"),
                      .scope = Scope::period,
                      .most_units = 300'000,
                      .combine = copeland,
                      .parts = parts_of_copeland,
                      .formula = formula_of_copeland},
    AggregationMethod{.name = "mazziotta-pareto",
                      .summary = marked("mean less (or plus) what it is uneven by: a balanced unit gains"),
                      .keys = penalty_keys,
                      .domain = Domain::positive,
                      .sensitivity = 4,
                      .combine = mazziotta_pareto,
                      .parts = parts_of_mazziotta_pareto,
                      .formula = formula_of_mazziotta_pareto,
                      .on_page = OnPage::penalised_mean},
    AggregationMethod{.name = "topsis",
                      .summary = marked("distance from the worst, as a share of that and the distance to the best"),
                      .scope = Scope::period,
                      .range = unit_range,
                      .combine = topsis,
                      .tolerance = tolerance_of_topsis,
                      .formula = formula_of_topsis},
    AggregationMethod{.name = "grey-relational",
                      .summary = marked("weighted mean of how near each child comes to the best there is"),
                      .keys = distinguishing_key,
                      .scope = Scope::period,
                      .range = unit_range,
                      .combine = grey_relational,
                      .tolerance = tolerance_of_grey_relational,
                      .parts = parts_of_grey_relational,
                      .formula = formula_of_grey_relational},
    AggregationMethod{
        .name = "benefit-of-the-doubt",
        .summary = marked("each unit by the weights that suit it best, as a share of the best unit by them"),
        .keys = shares_key,
        .domain = Domain::non_negative,
        .scope = Scope::period,
        .most_units = 50'000,
        .range = unit_range,
        .combine = benefit_of_the_doubt,
        .tolerance = tolerance_of_benefit_of_the_doubt,
        .parts = parts_of_benefit_of_the_doubt,
        .formula = formula_of_benefit_of_the_doubt},
    AggregationMethod{
        .name = "formula",
        .summary = marked(R"(a formula of the children's scores, stated at the node: {"formula": "a / b"})"),
        .keys = formula_key,
        .combine = by_formula,
        .parts = parts_of_formula,
        .gap_parts = gap_parts_of_formula,
        .formula = formula_of_formula,
        .sql = "{formula}"},
};

}  // namespace

AggregationMethod::Domain domain_of(const Aggregation& aggregation) {
    const bool each_has_a_part = aggregation.shares && aggregation.shares->low > 0;
    return aggregation.exponent <= 0 || each_has_a_part ? Domain::positive : aggregation.method->domain;
}

AggregationMethod::Scope scope_of(const Aggregation& aggregation) {
    const auto& formula = aggregation.formula;
    return formula && sees(*formula, FormulaFunction::Sees::period) ? Scope::period : aggregation.method->scope;
}

std::optional<double> exponent_of(const Aggregation& aggregation) {
    const auto exponent = aggregation.method->exponent;
    return exponent ? std::optional(exponent(aggregation)) : std::nullopt;
}

std::span<const AggregationMethod> aggregation_methods() { return aggregation_rows; }

}  // namespace iiindex
