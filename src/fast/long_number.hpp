#pragma once

// Saves 0.03 s of a million rows on one thread (docs/performance.md, "What keeps it fast", has how).

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "fast/short_number.hpp"
#include "ground/powers_of_ten.hpp"

namespace iiindex::detail {

__extension__ using Wide = unsigned __int128;

/// By power of ten, of 10 and more: 2^127 by the power in 64 bits, the highest of them 1.
inline constexpr auto reciprocals = [] {
    std::array<std::uint64_t, powers_of_ten.size()> quotients{};
    for (std::size_t i = 1; i < quotients.size(); ++i) {
        const std::uint64_t divisor = powers_of_ten[i] << std::countl_zero(powers_of_ten[i]);
        quotients[i] = static_cast<std::uint64_t>((Wide{1} << 127) / divisor);
    }
    return quotients;
}();

/// A dividend of 64 bits, the highest of them 1, by such a power, 62 bits up: of which the last says whether anything
/// is left.
[[gnu::noinline]] inline double divided(std::uint64_t dividend, std::uint64_t divisor) {
    const Wide raised = Wide{dividend} << 62;
    const auto whole = static_cast<std::uint64_t>(raised / divisor);
    const std::uint64_t is_left = Wide{whole} * divisor != raised ? 1 : 0;
    return static_cast<double>(static_cast<std::int64_t>(whole | is_left));
}

/// digits / 10^places, rounded once, to the nearest and of two as near to the even one. Nearly always the least and the
/// most that a product with the reciprocal leaves open are rounded to the same.
///
/// digits   above 0
/// places   1 or more
inline double quotient(std::uint64_t digits, std::size_t places) {
    const int up = std::countl_zero(digits), under = std::countl_zero(powers_of_ten[places]);
    const std::uint64_t dividend = digits << up;
    const auto least = static_cast<std::int64_t>(Wide{dividend} * reciprocals[places] >> 65);
    auto number = static_cast<double>(least);
    if (number != static_cast<double>(least + 2)) [[unlikely]]
        number = divided(dividend, powers_of_ten[places] << under);
    const std::int64_t exponent = under - up - 62;
    return std::bit_cast<double>(std::bit_cast<std::int64_t>(number) + exponent * (std::int64_t{1} << 52));
}

/// The value of `count` digits, one to eight, that end at `end`; says whether they are any. The eight bytes before
/// `end` can be read.
[[gnu::always_inline]] inline bool read_digits(const char* end, std::size_t count, std::uint64_t& value) {
    std::uint64_t word;
    std::memcpy(&word, end - sizeof word, sizeof word);
    const auto before = static_cast<unsigned>(64 - 8 * count);
    const std::uint64_t values = (word ^ 0x3030303030303030) >> before << before;
    value = number_of_digits(values);
    return above_nine(values) == 0;
}

/// The cell [begin, end) of the text that begins at `text`, if it is longer than a short one: one to seven digits, a
/// point, and others, nineteen in all at most and not all of them 0, below zero or not. Says whether it
/// is; any other cell is for the plain twin, read_plain_cell (load/table/number.hpp), which reads these alike.
inline bool read_long_cell(const char* text, const char* begin, const char* end, double& number) {
    constexpr std::ptrdiff_t word = sizeof(std::uint64_t), most_digits = 19;
    const bool is_negative = begin != end && *begin == '-';
    if (is_negative) ++begin;
    const std::ptrdiff_t size = end - begin;
    if (size <= word || size > most_digits + 1 || begin - text < word) return false;
    std::uint64_t first;
    std::memcpy(&first, begin, sizeof first);
    const std::uint64_t others = above_nine(first ^ 0x3030303030303030);
    const std::ptrdiff_t point = std::countr_zero(others) / 8;  // eight where all are digits
    if (point == 0 || point == word || begin[point] != '.') return false;
    const auto places = static_cast<std::size_t>(size - point - 1);
    std::uint64_t digits;
    if (!read_digits(begin + point, static_cast<std::size_t>(point), digits)) return false;
    digits *= powers_of_ten[places];
    for (std::size_t done = 0; done < places; done += word) {
        std::uint64_t some;
        if (!read_digits(end - done, std::min<std::size_t>(places - done, word), some)) return false;
        digits += some * powers_of_ten[done];
    }
    if (digits == 0) return false;
    number = quotient(digits, places);
    if (is_negative) [[unlikely]]
        number = -number;
    return true;
}

}  // namespace iiindex::detail
