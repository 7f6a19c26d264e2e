#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace iiindex::detail {

/// The bytes of the well-formed UTF-8 character that begins at `at`; 0 where none does.
inline std::size_t utf8_length(std::string_view text, std::size_t at) {
    const auto within = [&](std::size_t ahead, unsigned low, unsigned high) {
        if (at + ahead >= text.size()) return false;
        const auto byte = static_cast<unsigned char>(text[at + ahead]);
        return low <= byte && byte <= high;
    };
    const unsigned lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x80) return 1;
    if (lead < 0xC2) return 0;
    if (lead < 0xE0) return within(1, 0x80, 0xBF) ? 2 : 0;
    const unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;   // refuses overlong forms
    const unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;  // surrogates, > U+10FFFF
    if (lead > 0xF4 || !within(1, low, high) || !within(2, 0x80, 0xBF)) return 0;
    if (lead < 0xF0) return 3;
    return within(3, 0x80, 0xBF) ? 4 : 0;
}

/// U+FFFD, which stands for what cannot be shown.
inline constexpr std::int32_t replacement = 0xFFFD;

/// A code point and the bytes that it takes.
struct Character {
    std::int32_t code = 0;
    std::size_t bytes = 0;
};

/// The first character of a text that is not empty; a byte that is no UTF-8 is a `replacement`.
Character first_character(std::string_view utf8);

/// The characters of a well-formed text.
inline std::size_t count_characters(std::string_view text) {
    const auto begins = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; };
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins));
}

inline char ascii_lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

/// A text with the letters of ASCII in lower case and all else as it is.
inline std::string ascii_lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return ascii_lower(c); });
    return text;
}

inline bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return ascii_lower(x) == ascii_lower(y); });
}

inline bool is_printing_ascii(char byte) { return byte > ' ' && byte < '\x7F'; }

/// The text without blanks around it, some of which there are.
std::string_view trimmed_of_blanks(std::string_view text);

/// The text without blanks around it: ASCII ones, no-break (U+00A0), figure (U+2007), thin (U+2009, U+202F) and
/// ideographic (U+3000) spaces.
inline std::string_view trimmed(std::string_view text) {
    const bool is_bare = !text.empty() && is_printing_ascii(text.front()) && is_printing_ascii(text.back());
    return is_bare ? text : trimmed_of_blanks(text);
}

}  // namespace iiindex::detail
