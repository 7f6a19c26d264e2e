#include <iiindex/number.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <system_error>

#include "ground/powers_of_ten.hpp"

namespace iiindex {

using namespace detail;

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

Decimal rounded(Decimal decimal, int digits, Halves halves = Halves::up) {
    const std::int64_t dropped = -(std::int64_t{digits} + decimal.exponent);
    if (dropped > significant) return {};
    if (dropped > 0) {
        const std::uint64_t unit = powers_of_ten[static_cast<std::size_t>(dropped)];
        const std::uint64_t twice_rest = decimal.digits % unit * 2;
        const bool stays = decimal.negative && halves == Halves::up;
        const bool away_from_zero = stays ? twice_rest > unit : twice_rest >= unit;
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

/// "1e+21" as "1e21", "9.5e-07" as "9.5e-7".
std::string with_short_exponent(std::string text) {
    const std::size_t sign = text.find('e') + 1;
    if (text[sign + 1] == '0') text.erase(sign + 1, 1);
    if (text[sign] == '+') text.erase(sign, 1);
    return text;
}

std::string fixed_text(const Decimal& decimal, int digits) {
    const auto places = static_cast<std::size_t>(digits > 0 ? digits : 0);
    std::string text = std::to_string(decimal.digits);
    text.append(static_cast<std::size_t>(decimal.exponent + static_cast<std::int64_t>(places)), '0');
    if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
    if (places > 0) text.insert(text.size() - places, 1, '.');
    if (decimal.negative) text.insert(0, 1, '-');
    return text;
}

constexpr std::array<std::pair<std::string_view, Halves>, 2> halves_by_name = {{
    {"half-up", Halves::up},
    {"half-away", Halves::away_from_zero},
}};

}  // namespace

std::span<const std::pair<std::string_view, Halves>> ways_of_halves() { return halves_by_name; }

double round_half_up(double number, int digits) {
    if (!std::isfinite(number)) return number;
    return to_double(rounded(to_decimal(number), digits)).value_or(number);
}

std::string fixed(double number, int digits) { return fixed_text(rounded(to_decimal(number), digits), digits); }

std::string fixed(double number, int digits, std::span<const double> cuts, Halves halves) {
    const int shown = digits_beside(number, digits, cuts, halves);
    return fixed_text(rounded(to_decimal(number), shown, halves), shown);
}

int digits_beside(double number, int digits, std::span<const double> cuts, Halves halves) {
    const Decimal exact = to_decimal(number);
    for (int more = digits; more < significant && !cuts.empty(); ++more) {
        const double shown = to_double(rounded(exact, more, halves)).value_or(number);
        const auto is_on_its_side = [&](double cut) { return (number >= cut) == (shown >= cut); };
        if (std::all_of(cuts.begin(), cuts.end(), is_on_its_side)) return more;
    }
    return digits;
}

std::string shortest(double number) {
    if (number == 0) return "0";
    const double size = std::abs(number);
    const bool has_exponent = size < 1e-6 || size >= 1e21;
    std::array<char, 32> text{};
    const auto form = has_exponent ? std::chars_format::scientific : std::chars_format::fixed;
    char* const end = std::to_chars(text.data(), text.data() + text.size(), number, form).ptr;
    return has_exponent ? with_short_exponent({text.data(), end}) : std::string(text.data(), end);
}

int decimals_of(double number) {
    const std::string text = shortest(number);
    const std::size_t e = text.find('e');
    const std::size_t digits_end = std::min(e, text.size());
    const std::size_t point = text.find('.');
    const std::size_t decimals = point == std::string::npos ? 0 : digits_end - point - 1;
    const int exponent = e == std::string::npos ? 0 : std::stoi(text.substr(e + 1));
    return std::max(0, static_cast<int>(decimals) - exponent);
}

}  // namespace iiindex
