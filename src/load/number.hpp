#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>

#include <fast_float/fast_float.h>

namespace iiindex {

/// What a cell of a table says: a number, nothing, or something that it should not.
struct NumberCell {
    enum class Kind { number, nothing, fault };

    Kind kind = Kind::nothing;
    double number = 0;  ///< finite
    std::string what;   ///< of a fault
    std::string remedy;
};

enum class Percent { allowed, refused };

/// Reads a cell as people write them: with blanks around, grouped by commas, full-width, a word for a missing
/// value. For messages `subject` says whose value it is.
NumberCell read_number(std::string_view cell, Percent percent, std::string_view subject);

/// A run of digits, as a whole number.
struct DigitRun {
    std::uint64_t number = 0;
    const char* end = nullptr;

    DigitRun(const char* begin, const char* last, std::uint64_t before) : number(before), end(begin) {
        for (unsigned digit; end != last && (digit = static_cast<unsigned char>(*end - '0')) < 10; ++end) {
            number = 10 * number + digit;
        }
    }
};

/// Most cells: at most 15 digits with at most one point, which one division rounds correctly. Where the number ends,
/// or null if there is anything else.
inline const char* read_short_number(const char* begin, const char* end, double& number) {
    constexpr std::array<double, 16> powers_of_ten = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                      1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    const bool negative = begin != end && *begin == '-';
    const char* const first = begin + (negative ? 1 : 0);
    DigitRun digits(first, end, 0);
    const char* after = digits.end;
    std::ptrdiff_t decimals = 0;
    std::ptrdiff_t count = after - first;
    if (after != end && *after == '.' && count <= 15) {
        digits = DigitRun(after + 1, std::min(end, after + 17), digits.number);
        decimals = digits.end - (after + 1);
        count += decimals;
        after = digits.end;
    }
    const bool goes_on = after != end && (*after == 'e' || *after == 'E' || *after == '.');
    const bool negative_zero = negative && digits.number == 0;
    if (count == 0 || count > 15 || goes_on || negative_zero) return nullptr;
    const double size = static_cast<double>(digits.number) / powers_of_ten[static_cast<std::size_t>(decimals)];
    number = negative ? -size : size;
    return after;
}

/// The plain case alone: a finite number of digits, a point, an exponent, nothing around, from `begin` on. Where
/// it ends, or null if there is anything else.
inline const char* read_plain_number(const char* begin, const char* end, double& number) {
    if (const char* const after = read_short_number(begin, end, number)) return after;
    double value = 0;
    const auto [after, status] = fast_float::from_chars(begin, end, value);
    // A zero of several characters may be a number too small for a double.
    const bool plain = status == std::errc() && std::isfinite(value) && (value != 0 || after == begin + 1);
    if (!plain) return nullptr;
    number = value;
    return after;
}

}  // namespace iiindex
