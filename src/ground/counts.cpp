#include "ground/counts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

#include "ground/wide.hpp"

namespace iiindex::detail {

IIINDEX_WIDE std::size_t count_missing(std::span<const double> numbers) {
    std::uint64_t count = 0;
    for (const double number : numbers) count += number != number ? 1U : 0U;
    return count;
}

IIINDEX_WIDE std::size_t count_not_finite(std::span<const double> numbers) {
    std::uint64_t count = 0;
    for (const double number : numbers) count += std::abs(number) <= std::numeric_limits<double>::max() ? 0U : 1U;
    return count;
}

IIINDEX_WIDE void mark_missing(std::span<const double> numbers, std::uint64_t mark, std::uint64_t* marks) {
    for (std::size_t i = 0; i < numbers.size(); ++i) marks[i] |= numbers[i] != numbers[i] ? mark : 0U;
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

/// Lane by lane, so that several are compared at once.
IIINDEX_WIDE Ends ends_of(std::span<const double> numbers) {
    constexpr std::size_t lanes = 32;
    Ends ends;
    std::array<double, lanes> least, most;
    std::array<std::uint64_t, lanes> count{};
    least.fill(ends.least);
    most.fill(ends.most);
    const std::size_t whole = numbers.size() / lanes * lanes;
    for (std::size_t first = 0; first < whole; first += lanes) {
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            const double number = numbers[first + lane];  // a missing one is neither less nor more, nor itself
            least[lane] = number < least[lane] ? number : least[lane];
            most[lane] = number > most[lane] ? number : most[lane];
            count[lane] += number == number ? 1U : 0U;
        }
    }
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        ends.least = std::min(ends.least, least[lane]);
        ends.most = std::max(ends.most, most[lane]);
        ends.count += count[lane];
    }
    for (const double number : numbers.subspan(whole)) {
        if (number != number) continue;
        ends.least = std::min(ends.least, number);
        ends.most = std::max(ends.most, number);
        ++ends.count;
    }
    return ends;
}

}  // namespace iiindex::detail
