#include "load/json/json_syntax.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "ground/catalogue.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view letters_of_words = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-.";

/// The library's words for tokens and ours.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> got_words = {{
    {"string literal", marked("a string")},
    {"number literal", marked("a number")},
    {"end of input", marked("the end of the file")},
    {"true literal", "true"},
    {"false literal", "false"},
    {"null literal", "null"},
}};
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> expected_words = {{
    {"'}'", marked("',' or '}'")},
    {"']'", marked("',' or ']'")},
    {"string literal", marked("a key in double quotes")},
    {"'[', '{', or a literal", marked("a value")},
    {"end of input", marked("the end of the file")},
}};

/// What the library says of strings, but for control characters.
constexpr std::array<std::string_view, 5> flaws_of_strings = {
    marked("forbidden character after backslash"), marked("'\\u' must be followed by 4 hex digits"),
    marked("surrogate U+D800..U+DBFF must be followed by U+DC00..U+DFFF"),
    marked("surrogate U+DC00..U+DFFF must follow U+D800..U+DBFF"), marked("ill-formed UTF-8 byte")};

template <std::size_t size>
std::string_view in_our_words(const std::array<std::pair<std::string_view, std::string_view>, size>& words,
                              std::string_view theirs) {
    const auto found = std::find_if(words.begin(), words.end(), [&](const auto& w) { return w.first == theirs; });
    return found == words.end() ? theirs : found->second;
}

/// What the library says behind "[json.exception…] parse error at …: syntax error while parsing … - ".
std::string_view essence(std::string_view message) {
    if (const auto dash = message.find(" - "); dash != message.npos) message.remove_prefix(dash + 3);
    return message.substr(0, message.find("; last read: '"));
}

std::size_t end_of_content(std::string_view text) {
    const auto last = text.find_last_not_of(blanks);
    return last == text.npos ? 0 : last + 1;
}

std::string comma_hint(std::string_view text, std::size_t begin, std::string_view got, std::string_view expected) {
    const auto before = begin == 0 ? text.npos : text.find_last_not_of(blanks, begin - 1);
    const bool after_comma = before != text.npos && text[before] == ',';
    const bool closes = got == "'}'" || got == "']'";
    if (closes && after_comma) return said("remove the comma before {}", got);
    const bool between = expected.starts_with("',' or") && got != "':'" && !closes;
    return between ? said("is a comma missing before it?") : "";
}

Fault end_of_file_fault(std::string_view text, const JsonStop& stop, std::string_view expected) {
    Fault fault{
        end_of_content(text), 1, said("expected {}, got the end of the file", translated(expected, spoken())), {}};
    if (!stop.is_open) return fault;
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(stop.opened), '\n');
    fault.remedy = said("the '{}' of line {} is not closed", text[stop.opened], line);
    return fault;
}

Fault unexpected_fault(std::string_view text, const JsonStop& stop, std::string_view essence) {
    essence.remove_prefix(std::string_view("unexpected ").size());
    const auto semicolon = essence.find("; expected ");
    const auto got = in_our_words(got_words, essence.substr(0, semicolon));
    const auto expected = semicolon == essence.npos ? std::string_view("a value")
                                                    : in_our_words(expected_words, essence.substr(semicolon + 11));
    if (got == "the end of the file") return end_of_file_fault(text, stop, expected);
    const std::size_t length = got.starts_with("'") ? 1 : stop.last_token.size();  // brackets leave the token alone
    const std::size_t begin = stop.position - std::min(stop.position, length);
    return {begin, length, said("expected {}, got {}", translated(expected, spoken()), translated(got, spoken())),
            comma_hint(text, begin, got, expected)};
}

/// The run of letters, digits and signs around a place, or the one character there.
std::string_view word_around(std::string_view text, std::size_t at) {
    if (at >= text.size()) return text.substr(text.size());
    const auto before = at == 0 ? text.npos : text.find_last_not_of(letters_of_words, at - 1);
    const std::size_t begin = at == 0 ? 0 : before == text.npos ? 0 : before + 1;
    const std::size_t end = std::min(text.find_first_not_of(letters_of_words, at), text.size());
    if (end == begin) return text.substr(at, std::max<std::size_t>(1, utf8_length(text, at)));
    return text.substr(begin, end - begin);
}

std::string word_hint(std::string_view word) {
    const auto unsigned_word = word.substr(std::min(word.find_first_not_of("+-"), word.size()));
    for (const std::string_view name : {"nan", "inf", "infinity", "none", "na"}) {
        if (equal_ignoring_case(unsigned_word, name)) return said("a missing value is null");
    }
    for (const std::string_view name : {"true", "false", "null"}) {
        if (equal_ignoring_case(word, name)) return said("did you mean {}?", name);
    }
    if (word.starts_with("/") || word.starts_with("#")) return said("JSON has no comments");
    if (word.starts_with("'")) return said("strings stand in double quotes");
    return {};
}

Fault word_fault(std::string_view text, const JsonStop& stop) {
    const auto word = word_around(text, stop.position == 0 ? 0 : stop.position - 1);
    const auto begin = static_cast<std::size_t>(word.data() - text.data());
    return {begin, word.size(), said("expected a JSON value, got '{}'", word), word_hint(word)};
}

std::string flaw_of_string(std::string_view essence) {
    constexpr std::string_view begin = "control character ", middle = " must be escaped to ";
    if (const auto at = essence.find(middle); at != essence.npos && essence.starts_with(begin)) {
        return said("control character {} must be escaped to {}", essence.substr(begin.size(), at - begin.size()),
                    essence.substr(at + middle.size()));
    }
    const auto known = std::find(flaws_of_strings.begin(), flaws_of_strings.end(), essence);
    return std::string(known == flaws_of_strings.end() ? essence : translated(*known, spoken()));
}

Fault string_fault(std::string_view text, const JsonStop& stop, std::string_view essence) {
    essence.remove_prefix(std::min(essence.size(), std::string_view("invalid string: ").size()));
    const std::size_t opening = std::min(text.find_first_not_of(" \t\r\n,:", stop.after), text.size());
    if (essence.starts_with("missing closing quote"))
        return {opening, 1, said("the string that begins here has no end"), {}};
    const bool line_end = essence.find("U+000A") != essence.npos || essence.find("U+000D") != essence.npos;
    if (line_end) return {opening, 1, said("the string that begins here does not end on its line"), {}};
    return {stop.position == 0 ? 0 : stop.position - 1, 1, flaw_of_string(essence), {}};
}

}  // namespace

Fault syntax_fault(std::string_view text, const JsonStop& stop) {
    const auto what = essence(stop.message);
    if (what.starts_with("unexpected ")) return unexpected_fault(text, stop, what);
    if (what.starts_with("invalid string")) return string_fault(text, stop, what);
    return word_fault(text, stop);
}

}  // namespace iiindex::detail
