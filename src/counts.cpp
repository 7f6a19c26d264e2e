#include "counts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

#include "wide.hpp"

namespace iiindex {

IIINDEX_WIDE std::size_t count_missing(std::span<const double> numbers) {
    std::uint64_t count = 0;
    for (const double number : numbers) count += number != number ? 1U : 0U;
    return count;
}

IIINDEX_WIDE std::size_t count_not_finite(std::span<const double> numbers) {
    std::uint64_t count = 0;
    for (const double number : numbers)
        count += std::abs(number) <= std::numeric_limits<double>::max() ? 0U : 1U;
    return count;
}

IIINDEX_WIDE std::size_t count_empty(std::span<const std::span<const double>> columns) {
    constexpr std::size_t run = 512;  // what stays in the nearest cache
    std::array<std::uint64_t, run> missing_in;
    const std::size_t rows = columns.front().size();
    std::size_t empty = 0;
    for (std::size_t first = 0; first < rows; first += run) {
        const std::size_t count = std::min(run, rows - first);
        missing_in.fill(0);
        for (const std::span<const double> column : columns) {
            const double* const numbers = column.data() + first;
            for (std::size_t i = 0; i < count; ++i) missing_in[i] += numbers[i] != numbers[i] ? 1U : 0U;
        }
        std::uint64_t all = 0;
        for (std::size_t i = 0; i < count; ++i) all += missing_in[i] == columns.size() ? 1U : 0U;
        empty += all;
    }
    return empty;
}

}  // namespace iiindex
