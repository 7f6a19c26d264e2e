#pragma once

#include <span>
#include <vector>

namespace iiindex::detail {

/// The numbers of a column that are there, in order.
std::vector<double> those_there(std::span<const double> numbers);

/// Of at least one number, all there.
double mean(std::span<const double> numbers);
/// Divisor n - 1; at least two numbers.
double standard_deviation(std::span<const double> numbers);
/// The middle number or the mean of the two middle ones; at least one number, all there.
double median(std::vector<double> numbers);
/// Pearson's correlation of the pairs that are both there; missing for fewer than two, or where one is constant.
double correlation(std::span<const double> a, std::span<const double> b);

}  // namespace iiindex::detail
