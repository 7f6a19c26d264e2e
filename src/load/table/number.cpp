#include "load/table/number.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <span>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include <iiindex/columns.hpp>

#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t longest = 400;  // bytes; a double written out in full has 309 digits

constexpr std::string_view missing_words[] = {"-",  "--",  "—",    "——",   "–",  "/",
                                              "NA", "N/A", "null", "暂无", "无", "缺失"};
constexpr std::string_view ellipses[] = {"…", "……", "..."};
constexpr std::string_view non_numbers[] = {"nan", "inf", "infinity"};

NumberCell fault(std::string what, std::string remedy = {}) {
    return {NumberCell::Kind::fault, 0, std::move(what), std::move(remedy)};
}

NumberCell number(double value) { return {NumberCell::Kind::number, value + 0.0, {}, {}}; }  // -0 is 0

/// The text with full-width forms (U+FF01 to U+FF5E) and the minus sign U+2212 as ASCII.
std::string narrowed(std::string_view text) {
    std::string narrow;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t bytes = std::max<std::size_t>(1, utf8_length(text, at));
        const auto low = static_cast<unsigned char>(text[at + bytes - 1]);
        const auto character = text.substr(at, bytes);
        if (character == "\u2212") {
            narrow += '-';
        } else if (character >= "\uFF01" && character <= "\uFF3F") {
            narrow += static_cast<char>(low - 0x81 + 0x21);
        } else if (character >= "\uFF40" && character <= "\uFF5E") {
            narrow += static_cast<char>(low - 0x80 + 0x60);
        } else {
            narrow += character;
        }
        at += bytes;
    }
    return narrow;
}

bool is_any_of(std::string_view text, std::span<const std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](auto word) { return equal_ignoring_case(word, text); });
}

bool is_sign(char c) { return c == '+' || c == '-'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t count_digits(std::string_view text, std::size_t from) {
    std::size_t end = from;
    while (end < text.size() && is_digit(text[end])) ++end;
    return end - from;
}

/// "1,234,567.8" without its commas; empty where they do not part the whole digits by threes.
std::string ungrouped(std::string_view text) {
    std::size_t at = is_sign(text[0]) ? 1 : 0;
    const std::size_t first = count_digits(text, at);
    if (first < 1 || first > 3) return {};
    at += first;
    std::string plain(text.substr(0, at));
    while (at < text.size() && text[at] == ',') {
        if (count_digits(text, at + 1) != 3) return {};
        plain += text.substr(at + 1, 3);
        at += 4;
    }
    if (text.find(',', at) != text.npos) return {};
    return plain.append(text.substr(at));
}

/// One comma and nothing else that is no digit: "1234,5".
bool looks_like_decimal_comma(std::string_view text) {
    if (is_sign(text[0])) text.remove_prefix(1);
    const std::size_t whole = count_digits(text, 0);
    if (whole == 0 || whole == text.size() || text[whole] != ',') return false;
    const std::size_t decimals = count_digits(text, whole + 1);
    return decimals > 0 && whole + 1 + decimals == text.size();
}

NumberCell comma_fault(std::string_view cell, std::string_view text, std::string_view subject) {
    auto what = fmt::format("expected a number for {}, got '{}'", subject, cell);
    if (looks_like_decimal_comma(text)) {
        std::string with_point(text);
        std::replace(with_point.begin(), with_point.end(), ',', '.');
        return fault(std::move(what),
                     fmt::format("write {} if the comma is a decimal mark; commas part thousands", with_point));
    }
    return fault(std::move(what), "commas part the digits by threes: 1,234,567.8");
}

/// A number without blanks, commas or a percent sign, after an optional '+'.
NumberCell parse(std::string_view cell, std::string_view text, std::string_view subject) {
    if (text.starts_with('+') && text.size() > 1 && !is_sign(text[1])) text.remove_prefix(1);
    double value = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = end == text.data() + text.size();
    if (whole && status == std::errc::result_out_of_range) {
        return fault(fmt::format("{} for {} is out of range", cell, subject));
    }
    if (!whole || status != std::errc()) {
        return fault(fmt::format("expected a number for {}, got '{}'", subject, cell));
    }
    return number(value);
}

bool strip_percent(std::string& text) {
    if (!text.ends_with('%')) return false;
    text.pop_back();
    text = std::string(trimmed(text));
    return true;
}

}  // namespace

NumberCell read_number(std::string_view cell, Percent percent, std::string_view subject) {
    const std::string_view bare = trimmed(cell);
    if (bare.size() > longest) {
        return fault(fmt::format("expected a number for {}, got a text of {} bytes", subject, bare.size()));
    }
    std::string text = narrowed(bare);
    if (text.empty() || is_any_of(text, missing_words)) return {};
    if (is_any_of(text, ellipses)) {
        return fault(fmt::format("'{}' for {} means below half a unit, not missing", bare, subject),
                     "write 0 or the number; leave the cell empty if there is none");
    }
    const auto unsigned_text = std::string_view(text).substr(is_sign(text[0]) ? 1 : 0);
    if (is_any_of(unsigned_text, non_numbers)) {
        return fault(fmt::format("expected a number for {}, got '{}'", subject, bare),
                     "leave the cell empty for a missing value");
    }
    if (strip_percent(text) && percent == Percent::refused) {
        return fault(fmt::format("a percent sign in '{}' for {}, which is not measured in percent", bare, subject),
                     "write the number alone, or give the indicator the measure \"percent\"");
    }
    if (text.find(',') != text.npos) {
        auto plain = ungrouped(text);
        if (plain.empty()) return comma_fault(bare, text, subject);
        text = std::move(plain);
    }
    return parse(bare, text, subject);
}

bool read_plain_cell(std::string_view cell, double& number) {
    if (cell.empty()) {
        number = missing;
        return true;
    }
    double value = 0;
    const auto [end, status] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    const bool is_whole = status == std::errc() && end == cell.data() + cell.size();
    // A zero of several characters may be below zero, or a number too small for a double.
    if (!is_whole || !std::isfinite(value) || (value == 0 && cell.size() > 1)) return false;
    number = value;
    return true;
}

}  // namespace iiindex::detail
