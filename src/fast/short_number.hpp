#pragma once

// Saves 0.20 s of a million rows on one thread (docs/performance.md, "What keeps it fast", has how).

#include <array>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include <iiindex/columns.hpp>

namespace iiindex::detail {

// Reads what most cells of a table are, a few digits and perhaps a point, by one word of eight bytes in which the first
// byte is the lowest.

static_assert(std::endian::native == std::endian::little);

/// The high bit of each byte that is above nine, up to the first of them; what comes behind it may be carried over.
inline std::uint64_t above_nine(std::uint64_t word) {
    return ((word + 0x7676767676767676) | word) & 0x8080808080808080;
}

/// The number that eight values of digits make.
inline std::uint64_t number_of_digits(std::uint64_t digits) {
    digits = (digits * 10 + (digits >> 8)) & 0x00FF00FF00FF00FF;
    digits = (digits * 100 + (digits >> 16)) & 0x0000FFFF0000FFFF;
    return (digits * 10000 + (digits >> 32)) & 0xFFFFFFFF;
}

inline constexpr std::array<double, 8> exact_powers_of_ten = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7};

/// One to eight digits, with a point before, among or behind them if there are fewer: `size` bytes, one to eight, that
/// end at `end`. The eight bytes before `end` can be read, whatever stands there.
inline bool read_short_number(const char* end, std::ptrdiff_t size, double& number) {
    assert(size >= 1 && size <= 8);
    std::uint64_t word;
    std::memcpy(&word, end - sizeof word, sizeof word);
    const auto before = static_cast<unsigned>(64 - 8 * size);  // bits of what stands before the cell
    const std::uint64_t values = (word ^ 0x3030303030303030) >> before << before;
    const std::uint64_t others = above_nine(values);
    if (others == 0) {
        number = static_cast<double>(number_of_digits(values));
        return true;
    }
    const int point = std::countr_zero(others) / 8;
    if ((others & (others - 1)) != 0 || end[point - 8] != '.' || size == 1) return false;
    const std::uint64_t behind_point = values >> 8 * point >> 8 << 8 * point << 8;
    const std::uint64_t before_point = (values ^ behind_point) << 8 & ~(std::uint64_t{0xFF00} << 8 * point);
    const auto digits = static_cast<double>(number_of_digits(behind_point | before_point));
    number = digits / exact_powers_of_ten[static_cast<std::size_t>(7 - point)];  // rounds once
    return true;
}

/// One to eight bytes of the text that begins at `text`, if they are a short number.
inline bool read_short_bytes(const char* text, const char* begin, const char* end, double& number) {
    const std::ptrdiff_t size = end - begin;
    return size >= 1 && size <= 8 && end - text >= 8 && read_short_number(end, size, number);
}

/// The same behind a sign.
[[gnu::noinline]] inline bool read_short_negative(const char* text, const char* begin, const char* end,
                                                  double& number) {
    if (!read_short_bytes(text, begin, end, number)) return false;
    number = 0.0 - number;  // a negative zero is 0
    return true;
}

/// The cell [begin, end) of the text that begins at `text`, if it is empty, a missing number, or a short number, below
/// zero or not. Says whether it is; any other cell is for the plain twin, read_plain_cell (load/table/number.hpp),
/// which reads these alike.
inline bool read_short_cell(const char* text, const char* begin, const char* end, double& number) {
    if (begin == end) {
        number = missing;
        return true;
    }
    // A branch, so that what follows does not wait for the byte.
    if (*begin == '-') [[unlikely]]
        return read_short_negative(text, begin + 1, end, number);
    return read_short_bytes(text, begin, end, number);
}

}  // namespace iiindex::detail
