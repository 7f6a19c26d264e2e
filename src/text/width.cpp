#include <iiindex/text.hpp>

#include <algorithm>
#include <array>

#include <utf8proc.h>

#include "text/utf8.hpp"

namespace iiindex {

using namespace detail;

namespace {

bool is_plain_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

bool is_bidi_control(std::int32_t code) {
    return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

/// What a character is shown as; itself, if it is harmless.
std::int32_t stand_in(std::int32_t code) {
    if (code < 0x20) return 0x2400 + code;
    if (code == 0x7F) return 0x2421;
    if ((code >= 0x80 && code < 0xA0) || is_bidi_control(code)) return replacement;
    return code;
}

void append_character(std::string& out, std::int32_t code) {
    std::array<utf8proc_uint8_t, 4> bytes{};
    const auto count = utf8proc_encode_char(code, bytes.data());
    out.append(bytes.begin(), bytes.begin() + count);
}

}  // namespace

std::size_t display_width(std::string_view utf8) {
    if (is_plain_ascii(utf8)) return utf8.size();
    std::size_t width = 0;
    while (!utf8.empty()) {
        const Character character = first_character(utf8);
        width += static_cast<std::size_t>(utf8proc_charwidth(character.code));
        utf8.remove_prefix(character.bytes);
    }
    return width;
}

std::string printable(std::string_view utf8) {
    std::string text;
    if (is_plain_ascii(utf8)) {
        text = utf8;
        return text;
    }
    while (!utf8.empty()) {
        const Character character = first_character(utf8);
        append_character(text, stand_in(character.code));
        utf8.remove_prefix(character.bytes);
    }
    return text;
}

}  // namespace iiindex
