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

}  // namespace iiindex::detail
