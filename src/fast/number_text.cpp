#include "fast/number_text.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <string>

#include <iiindex/number.hpp>

#include "ground/powers_of_ten.hpp"
#include "ground/wide.hpp"

namespace iiindex::detail {
namespace {

/// How numbers of one binary exponent are brought to whole numbers of 16 or 17 digits.
struct DecimalScale {
    std::uint64_t five = 1;      ///< 5^decimals
    std::uint64_t decimals = 0;  ///< the least that make an ulp at least 1
    std::uint64_t bits = 0;      ///< binary places that are left behind the whole number
    std::uint64_t unit = 1;      ///< 2^bits
};

constexpr int least_exponent = -72;  // of the lowest bit of 1e-6; of 2^53 - 1 it is 0

constexpr auto decimal_scales = [] {
    std::array<DecimalScale, 1 - least_exponent> scales;
    for (std::size_t i = 1; i < scales.size(); ++i) {
        DecimalScale& scale = scales[i];
        scale = scales[i - 1];
        scale.bits = i - scale.decimals;
        if (scale.five >> scale.bits == 0) {
            scale.five *= 5;
            ++scale.decimals;
            --scale.bits;
        }
        scale.unit = std::uint64_t{1} << scale.bits;
    }
    return scales;
}();

/// Whether a number is written without an exponent, and its digits are no more than those that it needs: from
/// 1e-6 to below 2^53 in size.
bool has_fixed_form(double number) {
    constexpr auto least = std::bit_cast<std::uint64_t>(1e-6), beyond = std::bit_cast<std::uint64_t>(0x1p53);
    return std::bit_cast<std::uint64_t>(std::abs(number)) - least < beyond - least;
}

constexpr std::size_t lanes = numbers_at_once;
template <class T>
using Lanes = std::array<T, lanes>;

/// Numbers in fixed form on their way to texts, each at one place of every array.
struct Batch {
    Lanes<std::uint64_t> mantissa;
    Lanes<std::uint64_t> five, decimals, bits, unit;  ///< DecimalScale
    std::array<std::uint32_t, 2 * lanes> eights;      ///< eight digits of all, then the next eight of all
    Lanes<std::uint64_t> last;                        ///< the seventeenth digit
    Lanes<std::uint64_t> whole_digits;                ///< how many stand before the point; below zero: zeros behind it
};

/// In the place of a number that has no such form stands another, whose text nobody reads.
Batch batch_of(std::span<const double> numbers) {
    Batch batch;
    for (std::size_t i = 0; i < lanes; ++i) {
        const double number = i < numbers.size() && has_fixed_form(numbers[i]) ? numbers[i] : 0x1p52;
        const auto bits = std::bit_cast<std::uint64_t>(std::abs(number));
        const DecimalScale& scale = decimal_scales[1075 - (bits >> 52)];
        batch.mantissa[i] = (bits & ((std::uint64_t{1} << 52) - 1)) | std::uint64_t{1} << 52;
        batch.five[i] = scale.five;
        batch.decimals[i] = scale.decimals;
        batch.bits[i] = scale.bits;
        batch.unit[i] = scale.unit;
    }
    return batch;
}

// What follows is plain arithmetic on 64 bits, whose comparisons are signed, so that each loop over the lanes
// becomes vector instructions.

constexpr std::uint64_t low(std::uint64_t number) { return number & 0xFFFFFFFF; }
constexpr std::uint64_t high(std::uint64_t number) { return number >> 32; }

[[gnu::always_inline]] inline bool at_most(std::uint64_t number, std::uint64_t most) {
    return static_cast<std::int64_t>(number) <= static_cast<std::int64_t>(most);
}

/// number / 10, for 32 bits.
[[gnu::always_inline]] inline std::uint64_t tenth(std::uint64_t number) { return low(number) * 0xCCCCCCCD >> 35; }

/// number / 10^8, from the high half of a product of 128 bits.
[[gnu::always_inline]] inline std::uint64_t without_eight_digits(std::uint64_t number) {
    constexpr std::uint64_t factor = 0xABCC77118461CEFD;  // 2^90 / 10^8, rounded up
    const std::uint64_t middle = high(number) * low(factor) + high(low(number) * low(factor));
    const std::uint64_t other_middle = low(number) * high(factor) + low(middle);
    return (high(number) * high(factor) + high(middle) + high(other_middle)) >> 26;
}

/// A number of 16 or 17 digits: the last eight, and those before them.
struct Parted {
    std::uint64_t front;
    std::uint64_t back;
};

constexpr std::uint64_t eight_digits = 100'000'000;  // how many numbers they write

/// The digits of the decimal of fewest digits that reads back as a number, the nearest if there are several,
/// as the plain definition says: all products are exact.
///
/// mantissa * five is the number * 10^decimals, a whole number of 16 or 17 digits and a binary fraction; what
/// reads back as the number lies within half an ulp, which is at least 1/2 and below 5: at most one multiple
/// of ten does, and the nearest whole number does. (Below a power of two it is a quarter of one. That is a
/// multiple of ten itself, but for 2^52, of which no decimals are left.)
[[gnu::always_inline]] inline Parted shortest_digits(std::uint64_t mantissa, const DecimalScale& scale) {
    const auto [five, decimals, bits, unit] = scale;
    const std::uint64_t low_product = low(mantissa) * low(five);
    const std::uint64_t middle = low(mantissa) * high(five) + high(mantissa) * low(five) + high(low_product);
    const std::uint64_t low_word = middle << 32 | low(low_product);
    const std::uint64_t high_word = high(mantissa) * high(five) + high(middle);
    const std::uint64_t whole = high_word << 1 << (63 - bits) | low_word >> bits;
    const std::uint64_t fraction = low_word & (unit - 1);

    const std::uint64_t front = without_eight_digits(whole), back = whole - front * eight_digits;
    const std::uint64_t tens = tenth(back), ones = back - 10 * tens;
    const std::uint64_t from_below = (ones << bits) + fraction;  // the multiples of ten around it
    const std::uint64_t from_above = 10 * unit - from_below;
    std::uint64_t chosen = at_most(2 * fraction + (whole & 1), unit) ? ones : ones + 1;
    chosen = at_most(2 * from_above, five) ? 10 : chosen;
    chosen = at_most(2 * from_below, five) ? 0 : chosen;
    const bool carries = 10 * tens + chosen == eight_digits;
    return {carries ? front + 1 : front, carries ? 0 : 10 * tens + chosen};
}

/// Makes seventeen digits of sixteen with a zero behind them, and parts them from the left.
[[gnu::always_inline]] inline void find_digits(Batch& batch) {
    for (std::size_t i = 0; i < lanes; ++i) {
        const auto [front, back] =
            shortest_digits(batch.mantissa[i], {batch.five[i], batch.decimals[i], batch.bits[i], batch.unit[i]});
        const bool has_sixteen = at_most(front, eight_digits - 1);
        const std::uint64_t front_tens = tenth(front), back_tens = tenth(back);
        const std::uint64_t moved = (front - 10 * front_tens) * (eight_digits / 10) + back_tens;
        batch.eights[i] = static_cast<std::uint32_t>(has_sixteen ? front : front_tens);
        batch.eights[lanes + i] = static_cast<std::uint32_t>(has_sixteen ? back : moved);
        batch.last[i] = has_sixteen ? 0 : back - 10 * back_tens;
        batch.whole_digits[i] = (has_sixteen ? 16 : 17) - batch.decimals[i];
    }
}

/// Eight digits each, a byte a digit, the first one lowest.
using Digits = std::array<std::uint64_t, 2 * lanes>;

/// By halves: fours of digits, pairs, digits.
[[gnu::always_inline]] inline Digits digits_of(std::array<std::uint32_t, 2 * lanes> eights) {
    for (std::uint32_t& eight : eights) eight = eight / 10000 | eight % 10000 << 16;
    auto fours = std::bit_cast<std::array<std::uint16_t, 4 * lanes>>(eights);
    for (std::uint16_t& four : fours) four = static_cast<std::uint16_t>(four / 100 | four % 100 << 8);
    std::array<std::uint32_t, 4 * lanes> digits;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const std::uint32_t pairs = (fours[i] & 0xFFU) | (fours[i] & 0xFF00U) << 8;
        const std::uint32_t tens = pairs * 103 >> 10 & 0x000F000F;
        digits[i] = tens | (pairs - 10 * tens) << 8;
    }
    return std::bit_cast<Digits>(digits);
}

constexpr std::uint64_t eight_zeros = 0x3030303030303030;  // as text

[[gnu::always_inline]] inline void store(char* to, std::uint64_t digits) {
    digits += eight_zeros;
    std::memcpy(to, &digits, sizeof digits);
}

/// Writes seventeen digits without the zeros at their end, and the point among, before or behind them.
[[gnu::always_inline]] inline char* write_digits(char* at, std::uint64_t first, std::uint64_t second,
                                                 std::uint64_t last, int whole) {
    static_assert(std::endian::native == std::endian::little);
    int count = 17;  // without the zeros
    if (second != 0) {
        const int zeros = 1 + std::countl_zero(second) / 8;
        count -= zeros & -int{last == 0};
    } else if (last == 0) {
        count = 8 - std::countl_zero(first) / 8;
    }
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
    if (whole <= 0) std::copy_n("0.00000", 7, at);
    store(begin, first);
    store(begin + 8, second);
    begin[16] = last_digit;
    if (whole <= 0) return begin + count;
    if (whole >= count) return at + whole;
    std::memmove(at + whole + 1, at + whole, static_cast<std::size_t>(count - whole));
    at[whole] = '.';
    return at + count + 1;
}

/// What has no fixed form, as everybody else writes it.
char* write_other(char* at, double number) {
    const std::string text = shortest(number);
    return std::copy(text.begin(), text.end(), at);
}

/// As many numbers as there are lanes, or fewer.
IIINDEX_WIDE void write_batch(std::span<const double> numbers, std::span<NumberText> texts) {
    Batch batch = batch_of(numbers);
    find_digits(batch);
    const Digits digits = digits_of(batch.eights);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        char* at = texts[i].bytes.data();
        if (!has_fixed_form(numbers[i])) [[unlikely]] {
            at = write_other(at, numbers[i]);
        } else {
            *at = '-';
            at += std::signbit(numbers[i]) ? 1 : 0;
            at = write_digits(at, digits[i], digits[lanes + i], batch.last[i], static_cast<int>(batch.whole_digits[i]));
        }
        texts[i].size = static_cast<std::uint8_t>(at - texts[i].bytes.data());
    }
}

/// Of a number from 1 on.
int count_digits(std::uint64_t number) {
    const int less = (static_cast<int>(std::bit_width(number)) * 1233) >> 12;  // log10(2) is 1233/4096, nearly
    return less + (number >= powers_of_ten[static_cast<std::size_t>(less)] ? 1 : 0);
}

/// The digits of a number below 10^8, zeros before it, a byte each with the first one lowest. By halves:
/// fours of digits, pairs, digits.
std::uint64_t digits_of(std::uint64_t number) {
    const std::uint64_t fours = number / 10000 | number % 10000 << 32;
    const std::uint64_t hundreds = fours * 10486 >> 20 & 0x0000007F0000007F;
    const std::uint64_t pairs = hundreds | (fours - 100 * hundreds) << 16;
    const std::uint64_t tens = pairs * 103 >> 10 & 0x000F000F000F000F;
    return tens | (pairs - 10 * tens) << 8;
}

}  // namespace

void write_shortest(std::span<const double> numbers, std::span<NumberText> texts) {
    for (std::size_t first = 0; first < numbers.size(); first += lanes) {
        const std::size_t count = std::min(lanes, numbers.size() - first);
        write_batch(numbers.subspan(first, count), texts.subspan(first, count));
    }
}

char* write_whole(char* at, std::int64_t number) {
    auto size = static_cast<std::uint64_t>(number);
    if (number < 0) {
        *at++ = '-';
        size = -size;
    }
    if (size < 10) {
        *at = static_cast<char>('0' + size);
        return at + 1;
    }
    if (size >= powers_of_ten[8]) return std::to_chars(at, at + whole_room - 1, size).ptr;
    const int count = count_digits(size);
    const std::uint64_t text = (digits_of(size) | eight_zeros) >> 8 * (8 - count);
    std::memcpy(at, &text, sizeof text);
    return at + count;
}

}  // namespace iiindex::detail
