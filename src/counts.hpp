#pragma once

#include <cstddef>
#include <span>

namespace iiindex {

/// How many of the numbers are missing.
std::size_t count_missing(std::span<const double> numbers);

/// How many of the numbers are missing or infinite.
std::size_t count_not_finite(std::span<const double> numbers);

/// How many rows are missing in every column; all columns are of the same length, and there is one at least.
std::size_t count_empty(std::span<const std::span<const double>> columns);

}  // namespace iiindex
