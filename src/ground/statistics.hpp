#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace iiindex::detail {

/// The numbers of a column that are there, in order.
std::vector<double> those_there(std::span<const double> numbers);

/// Of at least one number, all there.
double mean(std::span<const double> numbers);
/// Divisor n - 1; at least two numbers.
double standard_deviation(std::span<const double> numbers);
/// How far a number lies from `centre` at most.
double farthest_from(double centre, std::span<const double> numbers);
/// The middle number or the mean of the two middle ones; at least one number, all there.
double median(std::vector<double> numbers);
/// Type 7, linear between the order statistics at (n - 1) p, of at least one number, sorted and all there.
double quantile(std::span<const double> sorted, double p);
/// The probability that chi squared with so many degrees of freedom (at least one) is above a number >= 0.
double chi_squared_tail(double number, std::size_t degrees);
/// Pearson's correlation of the pairs that are both there; missing for fewer than two, or where one is constant.
double correlation(std::span<const double> a, std::span<const double> b);

}  // namespace iiindex::detail
