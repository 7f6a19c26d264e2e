#include "load/table/number.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <span>
#include <system_error>
#include <utility>

#include <iiindex/columns.hpp>

#include "ground/catalogue.hpp"
#include "load/wording.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t longest = 400;  // bytes; a double written out in full has 309 digits

constexpr std::string_view missing_words[] = {"-",  "--", "—",    "——",   "–",    "/",  "NA",  "N/A",
                                              "..", ":",  "#N/A", "null", "暂无", "无", "缺失"};
constexpr std::string_view ellipses[] = {"…", "……", "..."};
constexpr std::string_view non_numbers[] = {"nan", "inf"};
constexpr std::string_view grouping_blanks[] = {"\u00A0", "\u2007", "\u2009", "\u202F"};

NumberCell fault(std::string what, std::string remedy = {}) {
    return {.kind = NumberCell::Kind::fault, .what = std::move(what), .remedy = std::move(remedy)};
}

bool is_any_of(std::string_view text, std::span<const std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](auto word) { return equal_ignoring_case(word, text); });
}

/// A character as ASCII has it: full-width forms (U+FF01 to U+FF5E), the minus sign U+2212; an apostrophe for every
/// mark that parts thousands and nothing else.
std::string narrowed_character(std::string_view character) {
    const auto low = static_cast<unsigned char>(character.back());
    if (character == "\u2212") return "-";
    if (character == "\u2019" || is_any_of(character, grouping_blanks)) return "'";
    if (character >= "\uFF01" && character <= "\uFF3F") return {static_cast<char>(low - 0x81 + 0x21)};
    if (character >= "\uFF40" && character <= "\uFF5E") return {static_cast<char>(low - 0x80 + 0x60)};
    return std::string(character);
}

std::string narrowed(std::string_view text) {
    std::string narrow;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t bytes = std::max<std::size_t>(1, utf8_length(text, at));
        if (bytes == 1)
            narrow += text[at];
        else
            narrow += narrowed_character(text.substr(at, bytes));
        at += bytes;
    }
    return narrow;
}

bool is_sign(char c) { return c == '+' || c == '-'; }
char other_mark(char decimal) { return decimal == '.' ? ',' : '.'; }

/// A number with a decimal point and without marks of thousands, from one that has a decimal mark of its own.
class PlainForm {
public:
    PlainForm(std::string_view text, char decimal) : text_(text), decimal_(decimal) {}

    /// Empty where the text is no number.
    std::string read() {
        if (is_sign(next()) && text_[at_++] == '-') plain_ = "-";
        std::size_t digits = whole();
        if (!is_parted_well_) return {};
        if (next() == decimal_) {
            ++at_;
            plain_ += '.';
            digits += take_digits();
        }
        if (digits == 0 || !exponent() || at_ < text_.size()) return {};
        return plain_;
    }

private:
    char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }

    std::size_t take_digits() {
        const std::size_t begin = at_;
        while (is_digit(next())) plain_ += text_[at_++];
        return at_ - begin;
    }

    /// The digits before the decimal mark. They may be parted by threes, unless they begin with a 0.
    std::size_t whole() {
        const char first = next();
        std::size_t digits = take_digits();
        const char mark = next();
        const bool may_part = (mark == other_mark(decimal_) || mark == '\'') && digits <= 3 && first != '0';
        while (may_part && digits > 0 && is_parted_well_ && next() == mark) {
            ++at_;
            is_parted_well_ = is_parted_well_ && take_digits() == 3;
            digits += 3;
        }
        return digits;
    }

    bool exponent() {
        if (next() != 'e' && next() != 'E') return true;
        plain_ += text_[at_++];
        if (is_sign(next())) plain_ += text_[at_++];
        return take_digits() > 0;
    }

    std::string_view text_;
    char decimal_;
    std::size_t at_ = 0;
    bool is_parted_well_ = true;
    std::string plain_;
};

std::string plain_form(std::string_view text, char decimal) { return PlainForm(text, decimal).read(); }

// What may be said to somebody who wrote a number in a way that is not read: each gives a hint or nothing.

std::string hint_of_nothing(std::string_view text, char) {
    if (is_sign(text[0])) text.remove_prefix(1);
    const bool is_none = is_any_of(text.substr(0, 3), non_numbers);
    return is_none ? said("leave the cell empty for a missing value") : "";
}

std::string hint_of_spreadsheets(std::string_view text, char) {
    const bool is_error = text.starts_with('#') && (text.ends_with('!') || text.ends_with('?'));
    return is_error ? said("mend what the spreadsheet could not calculate, or leave the cell empty") : "";
}

std::string hint_of_marks(std::string_view text, char decimal) {
    const char other = other_mark(decimal);
    if (std::string plain = plain_form(text, other); !plain.empty()) {
        std::replace(plain.begin(), plain.end(), '.', decimal);
        return said("say --decimal {} if that is the decimal mark, or write {}", other, plain);
    }
    if (text.find(other) == text.npos) return {};
    return decimal == '.' ? said("commas part the digits by threes: 1,234,567.8")
                          : said("points part the digits by threes: 1.234.567,8");
}

std::string hint_of_negatives(std::string_view text, char decimal) {
    const bool in_brackets = text.size() > 2 && text.starts_with('(') && text.ends_with(')');
    if (!in_brackets && !text.ends_with('-')) return {};
    const std::string_view number = in_brackets ? text.substr(1, text.size() - 2) : text.substr(0, text.size() - 1);
    if (plain_form(number, decimal).empty()) return {};
    return said("write -{} for a number below zero", number);
}

std::string hint_of_dashes(std::string_view text, char decimal) {
    for (const std::string_view dash : {"\u2010", "\u2011", "\u2012", "\u2013", "\u2014"}) {
        if (!text.starts_with(dash)) continue;
        const std::string_view number = trimmed(text.substr(dash.size()));
        if (!plain_form(number, decimal).empty()) return said("write -{} for a number below zero", number);
    }
    return {};
}

std::string hint_of_currencies(std::string_view text, char decimal) {
    std::string_view number = text;
    for (const std::string_view sign : {"US$", "R$", "$", "€", "£", "¥", "₹", "₽", "₩", "元", "円"}) {
        if (number.starts_with(sign)) number.remove_prefix(sign.size());
        if (number.ends_with(sign)) number.remove_suffix(sign.size());
    }
    number = trimmed(number);
    if (number.size() == text.size() || plain_form(number, decimal).empty()) return {};
    return said("write {}: a currency is part of the indicator's measure", number);
}

std::string hint_of_amounts(std::string_view text, char decimal) {
    for (const std::string_view amount : {"百万", "千万", "十亿", "万亿", "千", "万", "億", "亿", "萬"}) {
        if (!text.ends_with(amount)) continue;
        if (plain_form(trimmed(text.substr(0, text.size() - amount.size())), decimal).empty()) continue;
        return said("write the number in the indicator's own measure, without '{}'", amount);
    }
    return {};
}

std::string hint_of_blanks(std::string_view text, char decimal) {
    std::string joined(text);
    std::erase(joined, ' ');
    if (joined.size() == text.size() || plain_form(joined, decimal).empty()) return {};
    return said("write {} without blanks", joined);
}

/// Letters that multiply the number before them: 1.2M.
bool is_amount(std::string_view letters) {
    constexpr std::string_view amounts[] = {"k",  "K",  "M",  "B",   "T",   "bn",  "mn",  "tn",
                                            "Bn", "Mn", "Tn", "mio", "mrd", "Mio", "Mrd", "mil"};
    return is_among(amounts, letters);
}

/// Statistical offices put letters behind a value, or behind the sign of a missing one.
std::string hint_of_flags(std::string_view text, char decimal) {
    std::size_t flag = text.size();
    while (flag > 0 && is_letter(text[flag - 1])) --flag;
    const std::string_view value = trimmed(text.substr(0, flag));
    // An exponent without digits is none.
    const bool is_exponent = equal_ignoring_case(text.substr(flag), "e") && value.size() == flag;
    const bool has_flag = flag < text.size() && text.size() - flag <= 3 && !is_exponent;
    if (has_flag && is_amount(text.substr(flag)) && !plain_form(value, decimal).empty())
        return said("write the number in the indicator's own measure, without '{}'", text.substr(flag));
    if (!has_flag || (value != ":" && plain_form(value, decimal).empty())) return {};
    return said("leave out '{}', or say --flags if letters behind numbers are remarks", text.substr(flag));
}

/// Only the style of values knows words of its own for a missing one.
std::string hint_of_words(std::string_view text, const NumberStyle& style) {
    if (std::any_of(text.begin(), text.end(), is_digit)) return said("write the number alone, without words or signs");
    if (style.missing == nullptr) return {};
    return said("if it stands for a missing value, leave the cell empty or name it by --missing-codes");
}

constexpr std::string (*hints[])(std::string_view, char) = {hint_of_nothing, hint_of_spreadsheets, hint_of_currencies,
                                                            hint_of_marks,   hint_of_negatives,    hint_of_dashes,
                                                            hint_of_amounts, hint_of_blanks,       hint_of_flags};

NumberCell no_number(std::string_view cell, std::string_view text, const NumberStyle& style, std::string_view subject) {
    const char decimal = style.decimal;
    NumberCell refused = fault(said("expected a number for {}, got '{}'", subject, cell));
    if (text.empty()) return refused;  // a percent sign alone
    for (const auto hint : hints) {
        refused.remedy = hint(text, decimal);
        if (!refused.remedy.empty()) break;
    }
    if (refused.remedy.empty()) refused.remedy = hint_of_words(text, style);
    if (!plain_form(text, other_mark(decimal)).empty()) refused.marks = NumberCell::Marks::other;
    return refused;
}

bool strip_percent(std::string_view& text) {
    for (const std::string_view sign : {"%", "％"}) {
        if (!text.ends_with(sign)) continue;
        text = trimmed(text.substr(0, text.size() - sign.size()));
        return true;
    }
    return false;
}

/// Takes off what statistical offices put behind a value, or behind the sign of a missing one: "12.3 p", ":c".
bool strip_flag(std::string_view& text) {
    constexpr std::string_view raised[] = {"¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "⁰"};
    const auto footnote = std::find_if(std::begin(raised), std::end(raised), [&](std::string_view mark) {
        return text.size() > mark.size() && text.ends_with(mark);
    });
    if (footnote != std::end(raised)) {
        text = trimmed(text.substr(0, text.size() - footnote->size()));
        strip_flag(text);
        return true;
    }
    std::size_t flag = text.size();
    while (flag > 0 && is_letter(text[flag - 1])) --flag;
    const bool has_flag = flag < text.size() && text.size() - flag <= 3 && flag > 0 && !is_amount(text.substr(flag));
    if (has_flag) text = trimmed(text.substr(0, flag));
    return has_flag;
}

bool is_missing_word(std::string_view text, const NumberStyle& style) {
    if (text.empty() || is_any_of(text, missing_words)) return true;
    return style.missing != nullptr && std::any_of(style.missing->begin(), style.missing->end(),
                                                   [&](const auto& word) { return equal_ignoring_case(word, text); });
}

/// Whether what parts thousands here would part decimals under the other mark: "1,234".
bool is_doubtful(std::string_view text, char decimal) {
    const char other = other_mark(decimal);
    return text.find(other) != text.npos && !plain_form(text, other).empty();
}

/// A number in its plain form.
NumberCell parse(std::string_view cell, const std::string& plain, std::string_view subject) {
    double value = 0;
    const auto [end, status] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
    if (status != std::errc()) return fault(said("{} for {} is out of range", cell, subject));
    return {.kind = NumberCell::Kind::number, .number = value + 0.0};  // -0 is 0
}

}  // namespace

NumberCell read_number(std::string_view cell, NumberStyle style, std::string_view subject) {
    const std::string_view bare = trimmed(cell);
    if (bare.size() > longest) {
        return fault(said("expected a number for {}, got a text of {} bytes", subject, bare.size()));
    }
    std::string_view value = bare;
    const bool has_flag = style.pass_over_flags && strip_flag(value);
    const bool has_percent = strip_percent(value);
    const std::string text = narrowed(value);
    if (!has_percent && (is_missing_word(text, style) || is_missing_word(bare, style))) return {.has_flag = has_flag};
    if (is_any_of(text, ellipses)) {
        return fault(said("'{}' for {} means below half a unit, not missing", bare, subject),
                     said("write 0 or the number; leave the cell empty if there is none"));
    }
    const std::string plain = plain_form(text, style.decimal);
    if (plain.empty()) return no_number(bare, text, style, subject);
    if (has_percent && style.percent == Percent::refused) {
        return fault(said("a percent sign in '{}' for {}, which is not measured in percent", bare, subject),
                     said("write the number alone, or give the indicator the measure \"percent\""));
    }
    NumberCell number = parse(bare, plain, subject);
    number.has_percent = has_percent;
    number.has_flag = has_flag;
    if (number.kind == NumberCell::Kind::number && is_doubtful(text, style.decimal))
        number.marks = NumberCell::Marks::doubtful;
    return number;
}

bool is_nearly_number(std::string_view cell) {
    const std::string text = narrowed(trimmed(cell));
    const bool has_blank = text.find(' ') != text.npos;
    const auto is_by = [&](char decimal) {
        std::string parted = text;
        std::replace(parted.begin(), parted.end(), ' ', other_mark(decimal));
        return (has_blank && !plain_form(parted, decimal).empty()) || !hint_of_negatives(text, decimal).empty() ||
               (has_blank && !hint_of_flags(text, decimal).empty());
    };
    return is_by('.') || is_by(',');
}

NumberCell read_with_either_mark(std::string_view cell) {
    const NumberCell number = read_number(cell, {.percent = Percent::allowed}, "");
    if (number.kind != NumberCell::Kind::fault) return number;
    return read_number(cell, {.percent = Percent::allowed, .decimal = ','}, "");
}

bool may_be_number(std::string_view cell) {
    return read_with_either_mark(cell).kind == NumberCell::Kind::number || is_nearly_number(cell);
}

char decimal_mark_of(std::string_view cell) {
    std::string_view value = trimmed(cell);
    const auto may_part = [](char c) { return c == ',' || c == '.' || static_cast<unsigned char>(c) >= 0x80; };
    if (value.size() > longest || std::none_of(value.begin(), value.end(), may_part)) return 0;
    strip_percent(value);
    const std::string text = narrowed(value);
    const std::string with_point = plain_form(text, '.'), with_comma = plain_form(text, ',');
    if (with_point == with_comma) return 0;
    if (with_point.empty()) return ',';
    return with_comma.empty() ? '.' : '?';
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
