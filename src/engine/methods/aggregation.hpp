#pragma once

#include <span>

#include <iiindex/aggregate.hpp>

namespace iiindex::detail {

// What the rows of the table of aggregation methods point to, a source a kind. See AggregationMethod.

void arithmetic(const Children& children, const Aggregation& settings, std::span<double> scores);
void geometric(const Children& children, const Aggregation& settings, std::span<double> scores);
void harmonic(const Children& children, const Aggregation& settings, std::span<double> scores);
void power(const Children& children, const Aggregation& settings, std::span<double> scores);
Parts parts_of_power_mean(const UnitChildren& unit, const Aggregation& settings);
Parts gap_parts_of_power_mean(const UnitChildren& a, const UnitChildren& b, const Aggregation& settings);
Formula formula_of_power_mean(const Aggregation& settings);

void minimum(const Children& children, const Aggregation& settings, std::span<double> scores);
/// The weakest child bears the whole score.
Parts parts_of_minimum(const UnitChildren& unit, const Aggregation& settings);
/// By how long each child is the weakest on the straight way from b's scores to a's.
Parts gap_parts_of_minimum(const UnitChildren& a, const UnitChildren& b, const Aggregation& settings);
Formula formula_of_minimum(const Aggregation& settings);

void copeland(const Children& children, const Aggregation& settings, std::span<double> scores);
/// The victories of a unit over the others less its defeats, each shared out by weight among the children that voted
/// for it.
Parts parts_of_copeland(const UnitChildren& unit, const Aggregation& settings);
Formula formula_of_copeland(const Aggregation& settings);

/// The mean less, or more, what it is uneven by (Mazziotta and Pareto 2016).
void mazziotta_pareto(const Children& children, const Aggregation& settings, std::span<double> scores);
Parts parts_of_mazziotta_pareto(const UnitChildren& unit, const Aggregation& settings);
Formula formula_of_mazziotta_pareto(const Aggregation& settings);

/// How near a unit is to the best of each child, and how far from the worst (Hwang and Yoon 1981).
void topsis(const Children& children, const Aggregation& settings, std::span<double> scores);
double tolerance_of_topsis(const Children& children, const Aggregation& settings, double width, double tolerance);
Formula formula_of_topsis(const Aggregation& settings);

/// How alike a unit's scores and the best ones are (Deng 1982).
void grey_relational(const Children& children, const Aggregation& settings, std::span<double> scores);
double tolerance_of_grey_relational(const Children& children, const Aggregation& settings, double width,
                                    double tolerance);
Parts parts_of_grey_relational(const UnitChildren& unit, const Aggregation& settings);
Formula formula_of_grey_relational(const Aggregation& settings);

/// Each unit by the weights that suit it best (Melyn and Moesen 1991; Cherchye and others 2007).
void benefit_of_the_doubt(const Children& children, const Aggregation& settings, std::span<double> scores);
double tolerance_of_benefit_of_the_doubt(const Children& children, const Aggregation& settings, double width,
                                         double tolerance);
/// By its own best weights.
Parts parts_of_benefit_of_the_doubt(const UnitChildren& unit, const Aggregation& settings);
Formula formula_of_benefit_of_the_doubt(const Aggregation& settings);

void by_formula(const Children& children, const Aggregation& settings, std::span<double> scores);
/// Shapley values of the game in which zero stands for who is not in a coalition.
Parts parts_of_formula(const UnitChildren& unit, const Aggregation& settings);
/// Shapley values of the way from b's scores to a's.
Parts gap_parts_of_formula(const UnitChildren& a, const UnitChildren& b, const Aggregation& settings);
Formula formula_of_formula(const Aggregation& settings);

}  // namespace iiindex::detail
