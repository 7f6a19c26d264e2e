#pragma once

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>
#include <system_error>

#include <fast_float/fast_float.h>

#include <iiindex/columns.hpp>

#include "ground/powers_of_ten.hpp"

namespace iiindex::detail {

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

/// The high bit of each byte that is above nine, up to the first of them; what comes behind it may be carried over.
inline std::uint64_t above_nine(std::uint64_t word) {
    return ((word + 0x7676767676767676) | word) & 0x8080808080808080;
}

/// Digits by eights: a word of text holds them in the order of their bytes, the first one lowest.
class EightDigits {
public:
    /// Of the eight bytes from `text` on.
    explicit EightDigits(const char* text) {
        std::memcpy(&word_, text, sizeof word_);
        word_ ^= 0x3030303030303030;  // a digit becomes its value
        const std::uint64_t others = above_nine(word_);
        count_ = others == 0 ? 8 : std::countr_zero(others) / 8;
    }

    /// How many of the bytes are digits before the first that is none.
    int count() const { return count_; }
    /// Of these digits, which are one at least.
    std::uint64_t number() const { return number_of(word_ << (64 - 8 * count_)); }

    /// Of eight values of digits.
    static std::uint64_t number_of(std::uint64_t digits) {
        digits = (digits * 10 + (digits >> 8)) & 0x00FF00FF00FF00FF;
        digits = (digits * 100 + (digits >> 16)) & 0x0000FFFF0000FFFF;
        return (digits * 10000 + (digits >> 32)) & 0xFFFFFFFF;
    }

private:
    static_assert(std::endian::native == std::endian::little);

    std::uint64_t word_;
    int count_;
};

inline constexpr std::array<double, 9> exact_powers_of_ten = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};

/// digits / 10^decimals, correctly rounded; NaN in the rare case that takes more.
inline double scaled(std::uint64_t digits, std::ptrdiff_t decimals) {
    using Double = fast_float::binary_format<double>;
    const fast_float::adjusted_mantissa rounded = fast_float::compute_float<Double>(-decimals, digits);
    if (rounded.power2 < 0) return std::numeric_limits<double>::quiet_NaN();
    double number = 0;
    fast_float::to_float(false, rounded, number);
    return number;
}

/// The plain case alone: a finite number of digits, a point, an exponent, nothing around, from `begin` on. Where
/// it ends, or null if there is anything else.
inline const char* read_plain_number(const char* begin, const char* end, double& number) {
    double value = 0;
    const auto [after, status] = fast_float::from_chars(begin, end, value);
    // A zero of several characters may be a number too small for a double.
    const bool plain = status == std::errc() && std::isfinite(value) && (value != 0 || after == begin + 1);
    if (!plain) return nullptr;
    number = value;
    return after;
}

/// A cell, as far as it is read by words. Each function says whether the cell is what it reads, and then gives the
/// number.
struct NumberBytes {
    const char* begin;
    const char* end;

    std::ptrdiff_t size() const { return end - begin; }

    /// The last bytes of the cell, eight at most, as values of digits; zeros before them.
    static std::uint64_t last_values(const char* end, std::ptrdiff_t count) {
        std::uint64_t word;
        std::memcpy(&word, end - sizeof word, sizeof word);
        const auto before = static_cast<unsigned>(64 - 8 * count);  // bits of what stands before them
        return (word ^ 0x3030303030303030) >> before << before;
    }

    /// One to eight digits, with a point before, among or behind them if there are fewer.
    bool read_short(double& number) const {
        const std::uint64_t values = last_values(end, size());
        const std::uint64_t others = above_nine(values);
        if (others == 0) {
            number = static_cast<double>(EightDigits::number_of(values));
            return true;
        }
        const int point = std::countr_zero(others) / 8;
        if ((others & (others - 1)) != 0 || end[point - 8] != '.' || size() == 1) return false;
        const std::uint64_t behind = values >> 8 * point >> 8 << 8 * point << 8;
        const std::uint64_t before = (values ^ behind) << 8 & ~(std::uint64_t{0xFF00} << 8 * point);
        const double digits = static_cast<double>(EightDigits::number_of(behind | before));
        number = digits / exact_powers_of_ten[static_cast<std::size_t>(7 - point)];  // rounds once
        return true;
    }

    /// One to seven digits, a point, and eight to sixteen digits; nineteen in all at most.
    bool read_long(double& number) const {
        const EightDigits whole(begin);
        const char* const point = begin + whole.count();
        const std::ptrdiff_t decimals = end - point - 1;
        const bool has_form = whole.count() > 0 && whole.count() < 8 && *point == '.' && decimals >= 8 &&
                              decimals <= 16 && whole.count() + decimals <= 19;
        if (!has_form) return false;
        const std::uint64_t next = last_values(point + 9, 8);
        const std::uint64_t last = decimals == 8 ? 0 : last_values(end, decimals - 8);
        if ((above_nine(next) | above_nine(last)) != 0) return false;
        const std::uint64_t leading = whole.number() * powers_of_ten[8] + EightDigits::number_of(next);
        const double read = scaled(
            leading * powers_of_ten[static_cast<std::size_t>(decimals - 8)] + EightDigits::number_of(last), decimals);
        if (std::isnan(read)) return false;
        number = read;
        return true;
    }
};

/// A cell that is a plain number, whatever its form.
[[gnu::noinline]] inline bool read_any_number(const char* begin, const char* end, double& number) {
    double read = 0;
    if (read_plain_number(begin, end, read) != end) return false;
    number = read;
    return true;
}

/// A cell that is a number below zero.
[[gnu::noinline]] inline bool read_negative(const char* begin, const char* end, double& number) {
    const NumberBytes rest{begin + 1, end};
    const bool is_short = rest.size() >= 1 && rest.size() <= 8;
    if (!(is_short ? rest.read_short(number) : rest.size() > 8 && rest.read_long(number))) {
        return read_any_number(begin, end, number);
    }
    number = 0.0 - number;  // a negative zero is 0
    return true;
}

/// A cell that is empty, a missing number, or a plain number and nothing else. The eight bytes before its end can be
/// read, whatever stands there.
inline bool read_plain_cell(const char* begin, const char* end, double& number) {
    const NumberBytes cell{begin, end};
    if (cell.size() == 0) {
        number = missing;
        return true;
    }
    // A branch, so that what follows does not wait for the byte.
    if (*begin == '-') [[unlikely]]
        return read_negative(begin, end, number);
    if (cell.size() <= 8 ? cell.read_short(number) : cell.read_long(number)) return true;
    return read_any_number(begin, end, number);
}

}  // namespace iiindex::detail
