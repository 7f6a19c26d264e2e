#include <iiindex/number.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>
#include <system_error>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

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

char* write_exponent_form(char* at, double number) {
    std::array<char, 32> buffer{};
    const auto written =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::scientific);
    const std::string_view text(buffer.data(), static_cast<std::size_t>(written.ptr - buffer.data()));
    const std::size_t mantissa = text.find('e') + 1;
    std::string_view exponent = text.substr(mantissa);
    at = std::copy_n(text.data(), mantissa, at);
    if (exponent.front() == '-') *at++ = '-';
    exponent.remove_prefix(1);
    if (exponent.front() == '0') exponent.remove_prefix(1);
    return std::copy(exponent.begin(), exponent.end(), at);
}

constexpr auto powers_of_ten = [] {
    std::array<std::uint64_t, 20> powers{1};
    for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = 10 * powers[i - 1];
    return powers;
}();

/// Of a number from 1 on.
int count_digits(std::uint64_t number) {
    const int at_most = (static_cast<int>(std::bit_width(number)) * 1233) >> 12;  // log10(2) is 1233/4096, nearly
    return at_most + (number >= powers_of_ten[static_cast<std::size_t>(at_most)] ? 1 : 0);
}

/// The digits of a number below 10^8, zeros before it, a byte each with the first one lowest. By halves: fours of
/// digits, pairs, digits.
std::uint64_t eight_digits(std::uint64_t number) {
    const std::uint64_t fours = number / 10000 | number % 10000 << 32;
    const std::uint64_t hundreds = fours * 10486 >> 20 & 0x0000007F0000007F;
    const std::uint64_t pairs = hundreds | (fours - 100 * hundreds) << 16;
    const std::uint64_t tens = pairs * 103 >> 10 & 0x000F000F000F000F;
    return tens | (pairs - 10 * tens) << 8;
}

/// The digits of two such numbers.
struct SixteenDigits {
    std::uint64_t first;
    std::uint64_t second;
};

#ifdef __SSE2__
/// Both at once, the same way.
SixteenDigits sixteen_digits(std::uint64_t first, std::uint64_t second) {
    const __m128i numbers = _mm_set_epi64x(static_cast<long long>(second), static_cast<long long>(first));
    const __m128i high = _mm_srli_epi64(_mm_mul_epu32(numbers, _mm_set1_epi64x(3518437209)), 45);  // / 10000
    const __m128i low = _mm_sub_epi64(numbers, _mm_mul_epu32(high, _mm_set1_epi64x(10000)));
    const __m128i fours = _mm_or_si128(high, _mm_slli_epi64(low, 32));
    const __m128i hundreds = _mm_srli_epi16(_mm_mulhi_epu16(fours, _mm_set1_epi16(5243)), 3);
    const __m128i ones = _mm_sub_epi16(fours, _mm_mullo_epi16(hundreds, _mm_set1_epi16(100)));
    const __m128i pairs = _mm_or_si128(hundreds, _mm_slli_epi32(ones, 16));
    const __m128i tens = _mm_mulhi_epu16(pairs, _mm_set1_epi16(6554));
    const __m128i units = _mm_sub_epi16(pairs, _mm_mullo_epi16(tens, _mm_set1_epi16(10)));
    const __m128i digits = _mm_or_si128(tens, _mm_slli_epi16(units, 8));
    return {static_cast<std::uint64_t>(_mm_cvtsi128_si64(digits)),
            static_cast<std::uint64_t>(_mm_cvtsi128_si64(_mm_unpackhi_epi64(digits, digits)))};
}
#else
SixteenDigits sixteen_digits(std::uint64_t first, std::uint64_t second) {
    return {eight_digits(first), eight_digits(second)};
}
#endif
constexpr std::uint64_t eight_zeros = 0x3030303030303030;  // as text

__extension__ using Wide = unsigned __int128;

/// One of two numbers, without a branch: which one is as good as random for the processor.
std::uint64_t either(bool first, std::uint64_t one, std::uint64_t other) {
    return other ^ ((one ^ other) & -std::uint64_t{first});
}

/// How numbers of one binary exponent are brought to whole numbers of 16 or 17 digits.
struct DecimalScale {
    std::uint64_t five = 1;   ///< 5^decimals
    int decimals = 0;         ///< the least that make an ulp at least 1
    int bits = 0;             ///< binary places that are left behind the whole number
};

constexpr int least_exponent = -72;  // of the lowest bit of 1e-6; of 2^53 - 1 it is 0

constexpr auto decimal_scales = [] {
    std::array<DecimalScale, 1 - least_exponent> scales;
    for (int exponent = 0; exponent >= least_exponent; --exponent) {
        DecimalScale& scale = scales[static_cast<std::size_t>(-exponent)];
        if (exponent < 0) scale = scales[static_cast<std::size_t>(-exponent - 1)];
        scale.bits = -exponent - scale.decimals;
        if (exponent == 0 || scale.five >> scale.bits > 0) continue;
        scale.five *= 5;
        ++scale.decimals;
        --scale.bits;
    }
    return scales;
}();

/// A number as digits / 10^decimals, digits with 16 or 17 digits of which the last ones may be zeros.
struct ShortestDecimal {
    std::uint64_t digits;
    int decimals;
};

/// The decimal of fewest digits that reads back as the number, the nearest if there are several. At least 1e-6 and below
/// 2^53: all products are exact then, so that the plain definition can be followed.
///
/// number * 10^decimals is a whole number and a binary fraction, and what reads back as the number lies within half an
/// ulp, which is at least 1/2 and below 5: at most one multiple of ten does, and the nearest whole number does. (Below
/// a power of two it is a quarter of one. That is a multiple of ten itself, but for 2^52, of which no decimals are
/// left.)
ShortestDecimal shortest_decimal(double size) {
    const auto bits = std::bit_cast<std::uint64_t>(size);
    const std::uint64_t mantissa = (bits & ((std::uint64_t{1} << 52) - 1)) | std::uint64_t{1} << 52;
    const int exponent = static_cast<int>(bits >> 52) - 1075;
    const DecimalScale& scale = decimal_scales[static_cast<std::size_t>(-exponent)];
    const Wide scaled = Wide{mantissa} * scale.five;
    const auto whole = static_cast<std::uint64_t>(scaled >> scale.bits);
    const std::uint64_t unit = std::uint64_t{1} << scale.bits;
    const std::uint64_t fraction = static_cast<std::uint64_t>(scaled) & (unit - 1);

    const std::uint64_t below = whole / 10 * 10;                    // the multiples of ten around it
    const std::uint64_t from_below = (whole - below) * unit + fraction;
    const std::uint64_t from_above = 10 * unit - from_below;
    const std::uint64_t nearest = whole + (2 * fraction + (whole & 1) > unit ? 1 : 0);
    const std::uint64_t digits = either(2 * from_above <= scale.five, below + 10, nearest);
    return {either(2 * from_below <= scale.five, below, digits), scale.decimals};
}

/// At least 1e-6 and below 2^53 in size.
char* write_fixed_form(char* at, double number) {
    static_assert(std::endian::native == std::endian::little);
    if (std::signbit(number)) [[unlikely]] *at++ = '-';
    const auto [shortest, decimals] = shortest_decimal(std::abs(number));
    const bool has_sixteen = shortest < powers_of_ten[16];
    const std::uint64_t digits = shortest * (1 + 9 * std::uint64_t{has_sixteen});  // seventeen
    const std::uint64_t behind = digits % 1'000'000'000;
    const auto [first, second] = sixteen_digits(digits / 1'000'000'000, behind / 10);
    const std::uint64_t last = behind % 10;
    const int whole = 17 - int{has_sixteen} - decimals;  // how many digits stand before the point
    int count = 17;                                        // without the zeros at the end
    if (second != 0) {
        const int zeros = 1 + std::countl_zero(second) / 8;
        count -= zeros & -int{last == 0};
    } else if (last == 0) {
        count = 8 - std::countl_zero(first) / 8;
    }
    const auto store = [](char* to, std::uint64_t word) {
        word += eight_zeros;
        std::memcpy(to, &word, sizeof word);
    };
    const char last_digit = static_cast<char>('0' + last);
    if (whole > 0 && whole < 8) [[likely]] {  // a store of its own for what stands behind the point: none is read again
        store(at, first);
        store(at + whole + 1, first >> 8 * whole);
        store(at + 9, second);
        at[17] = last_digit;
        at[whole] = '.';
        return at + (whole < count ? count + 1 : whole);
    }
    char* const begin = whole > 0 ? at : at + 2 - whole;
    if (whole <= 0) std::memcpy(at, "0.00000", 7);
    store(begin, first);
    store(begin + 8, second);
    begin[16] = last_digit;
    if (whole <= 0) return begin + count;
    if (whole >= count) return at + whole;
    std::memmove(at + whole + 1, at + whole, static_cast<std::size_t>(count - whole));
    at[whole] = '.';
    return at + count + 1;
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
    std::array<char, shortest_room> text;
    return {text.data(), write_shortest(text.data(), number)};
}

char* write_shortest(char* at, double number) {
    constexpr auto least = std::bit_cast<std::uint64_t>(1e-6), beyond = std::bit_cast<std::uint64_t>(0x1p53);
    const double size = std::abs(number);
    if (std::bit_cast<std::uint64_t>(size) - least < beyond - least) return write_fixed_form(at, number);
    if (size == 0) {
        *at = '0';
        return at + 1;
    }
    if (size < 1e-6 || size >= 1e21) return write_exponent_form(at, number);
    // A whole number whose digits all count, though fewer would read back equal.
    return std::to_chars(at, at + shortest_room, number, std::chars_format::fixed).ptr;
}

char* write_whole(char* at, std::int64_t number) {
    std::uint64_t size = static_cast<std::uint64_t>(number);
    if (number < 0) {
        *at++ = '-';
        size = -size;
    }
    if (size == 0 || size >= powers_of_ten[8]) return std::to_chars(at, at + shortest_room, size).ptr;
    const int count = count_digits(size);
    const std::uint64_t text = (eight_digits(size) | eight_zeros) >> 8 * (8 - count);
    std::memcpy(at, &text, sizeof text);
    return at + count;
}

}  // namespace iiindex
