#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include <iiindex/columns.hpp>

namespace iiindex::detail {

/// How many of the numbers are missing.
std::size_t count_missing(std::span<const double> numbers);

/// How many of the numbers are missing or infinite.
std::size_t count_not_finite(std::span<const double> numbers);

/// Adds `mark` to the marks of those numbers that are missing.
void mark_missing(std::span<const double> numbers, std::uint64_t mark, std::uint64_t* marks);

/// How many rows are missing in every column; all columns are of the same length, and there is one at least.
std::size_t count_empty(std::span<const std::span<const double>> columns);

/// Whether a row is missing in every column.
inline bool is_empty_row(const Columns& columns, std::size_t row) {
    for (std::size_t i = 0; i < columns.columns(); ++i) {
        if (!is_missing(columns.column(i)[row])) return false;
    }
    return true;
}

/// The numbers that are not missing: how many, and between which they lie.
struct Ends {
    std::size_t count = 0;
    double least = std::numeric_limits<double>::infinity();
    double most = -std::numeric_limits<double>::infinity();
};
Ends ends_of(std::span<const double> numbers);

}  // namespace iiindex::detail
