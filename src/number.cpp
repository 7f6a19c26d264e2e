#include <iiindex/number.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <system_error>

#include <dragonbox/dragonbox.h>

namespace iiindex {
namespace {

constexpr int significant = 15;

/// digits x 10^exponent, or minus that.
struct Decimal {
    bool negative = false;
    std::uint64_t digits = 0;
    int exponent = 0;
};

/// The number to 15 significant digits.
Decimal to_decimal(double number) {
    std::array<char, 32> text{};  // d.dddddddddddddde+ddd
    char* const end = text.data() + text.size();
    const auto written =
        std::to_chars(text.data(), end, std::abs(number), std::chars_format::scientific, significant - 1);
    Decimal decimal{number < 0, 0, 0};
    text[1] = text[0];
    const char* exponent = std::from_chars(text.data() + 1, written.ptr, decimal.digits).ptr + 1;
    if (*exponent == '+') ++exponent;
    std::from_chars(exponent, written.ptr, decimal.exponent);
    decimal.exponent -= significant - 1;
    return decimal;
}

std::uint64_t power_of_ten(std::int64_t exponent) {
    std::uint64_t power = 1;
    for (; exponent > 0; --exponent) power *= 10;
    return power;
}

Decimal round_half_up(Decimal decimal, int digits) {
    const std::int64_t dropped = -(std::int64_t{digits} + decimal.exponent);
    if (dropped > significant) return {};
    if (dropped > 0) {
        const std::uint64_t unit = power_of_ten(dropped);
        const std::uint64_t twice_rest = decimal.digits % unit * 2;
        const bool away_from_zero = decimal.negative ? twice_rest > unit : twice_rest >= unit;
        decimal.digits = decimal.digits / unit + (away_from_zero ? 1 : 0);
        decimal.exponent += static_cast<int>(dropped);
    }
    return decimal.digits == 0 ? Decimal{} : decimal;
}

/// The nearest double; none where the decimal lies beyond the largest.
std::optional<double> to_double(const Decimal& decimal) {
    const std::string text = std::to_string(decimal.digits) + 'e' + std::to_string(decimal.exponent);
    double number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec == std::errc::result_out_of_range && decimal.exponent > 0) return std::nullopt;
    return decimal.negative ? -number : number;
}

void append_exponent_form(std::string& out, double number) {
    std::array<char, 32> buffer{};
    const auto written =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::scientific);
    const std::string_view text(buffer.data(), static_cast<std::size_t>(written.ptr - buffer.data()));
    const std::size_t mantissa = text.find('e') + 1;
    std::string_view exponent = text.substr(mantissa);
    out += text.substr(0, mantissa);
    if (exponent.front() == '-') out += '-';
    exponent.remove_prefix(1);
    if (exponent.front() == '0') exponent.remove_prefix(1);
    out += exponent;
}

constexpr std::size_t most_digits = 20;  // of 64 bits

/// The digits of a whole number, with as many bytes behind them as before, so that they can be copied by a fixed
/// length, which takes no call.
class Digits {
public:
    explicit Digits(std::uint64_t number) {
        char* at = text_.data() + most_digits;
        // By eight digits, whose divisions need not wait for each other.
        for (; number >= 100'000'000; number /= 100'000'000) {
            const std::uint64_t last = number % 100'000'000;
            put_pair(at, last % 100);
            put_pair(at - 2, last / 100 % 100);
            put_pair(at - 4, last / 10'000 % 100);
            at = put_pair(at - 6, last / 1'000'000);
        }
        for (; number >= 100; number /= 100) at = put_pair(at, number % 100);
        if (number >= 10) {
            at = put_pair(at, number);
        } else {
            *--at = static_cast<char>('0' + number);
        }
        first_ = at;
    }

    int count() const { return static_cast<int>(text_.data() + most_digits - first_); }
    /// Copies all digits from the `skipped`-th on; writes `most_digits` bytes whatever their number.
    void copy(int skipped, char* to) const { std::memcpy(to, first_ + skipped, most_digits); }

private:
    static char* put_pair(char* end, std::uint64_t number) {
        static constexpr auto pairs = [] {
            std::array<char, 200> all{};
            for (std::size_t i = 0; i < 100; ++i) {
                all[2 * i] = static_cast<char>('0' + i / 10);
                all[2 * i + 1] = static_cast<char>('0' + i % 10);
            }
            return all;
        }();
        std::memcpy(end - 2, pairs.data() + 2 * number, 2);
        return end - 2;
    }

    std::array<char, 2 * most_digits> text_{};
    const char* first_;
};

/// At least 1e-6 and below 2^53 in size.
void append_fixed_form(std::string& out, double number) {
    const auto decimal = jkj::dragonbox::to_decimal(number);
    const Digits digits(decimal.significand);
    const int count = digits.count();
    const int whole = count + decimal.exponent;  // how many digits stand before the point
    std::array<char, 64> text;                   // "-0.00000", 17 digits, and what copying writes beyond
    char* at = text.data();
    if (decimal.is_negative) *at++ = '-';
    if (whole <= 0) {
        std::memcpy(at, "0.00000", 7);
        digits.copy(0, at += 2 - whole);
        at += count;
    } else {
        digits.copy(0, at);
        if (whole < count) {
            at[whole] = '.';
            digits.copy(whole, at + whole + 1);
            at += count + 1;
        } else {
            std::memcpy(at + count, "000000000000000", 15);
            at += whole;
        }
    }
    out.append(text.data(), at);
}

}  // namespace

double round_half_up(double number, int digits) {
    if (!std::isfinite(number)) return number;
    return to_double(round_half_up(to_decimal(number), digits)).value_or(number);
}

std::string fixed(double number, int digits) {
    const Decimal decimal = round_half_up(to_decimal(number), digits);
    const auto places = static_cast<std::size_t>(digits > 0 ? digits : 0);
    std::string text = std::to_string(decimal.digits);
    text.append(static_cast<std::size_t>(decimal.exponent + static_cast<std::int64_t>(places)), '0');
    if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
    if (places > 0) text.insert(text.size() - places, 1, '.');
    if (decimal.negative) text.insert(0, 1, '-');
    return text;
}

std::string shortest(double number) {
    std::string text;
    append_shortest(text, number);
    return text;
}

void append_shortest(std::string& out, double number) {
    const double size = std::abs(number);
    if (size == 0) {
        out += '0';
    } else if (size < 1e-6 || size >= 1e21) {
        append_exponent_form(out, number);
    } else if (size < 0x1p53) {
        append_fixed_form(out, number);
    } else {  // a whole number whose digits all count, though fewer would read back equal
        std::array<char, 32> text{};
        const auto written =
            std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
        out.append(text.data(), written.ptr);
    }
}

}  // namespace iiindex
