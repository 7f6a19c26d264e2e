#include "text/normal.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <memory>

#include <fmt/format.h>
#include <utf8proc.h>

#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

constexpr std::int32_t space = ' ';
constexpr std::int32_t visible_controls = 0x2400;  // U+2400 to U+2421 show control characters

void append(std::string& out, std::int32_t code) {
    std::array<utf8proc_uint8_t, 4> bytes{};
    const auto count = utf8proc_encode_char(code, bytes.data());
    out.append(bytes.begin(), bytes.begin() + count);
}

bool is_white_space(std::int32_t code) {
    const auto category = utf8proc_category(code);
    return (code >= '\t' && code <= '\r') || category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP;
}

/// Zero-width and formatting characters, marks of direction, soft hyphens, variation selectors.
bool is_invisible(std::int32_t code) {
    return code >= 0x80 && (utf8proc_category(code) == UTF8PROC_CATEGORY_CF || utf8proc_get_property(code)->ignorable);
}

/// Whether a character is another one in a different width or form of print.
bool is_variant(std::int32_t code) {
    switch (utf8proc_get_property(code)->decomp_type) {
        case UTF8PROC_DECOMP_TYPE_WIDE:
        case UTF8PROC_DECOMP_TYPE_NARROW:
        case UTF8PROC_DECOMP_TYPE_NOBREAK:
        case UTF8PROC_DECOMP_TYPE_FONT:
        case UTF8PROC_DECOMP_TYPE_VERTICAL:
        case UTF8PROC_DECOMP_TYPE_COMPAT: return true;
        default: return false;
    }
}

/// Appends the character that a variant is one of.
void append_common(std::string& out, std::int32_t code) {
    std::array<utf8proc_int32_t, 32> parts{};
    int last_class = 0;
    const auto count =
        utf8proc_decompose_char(code, parts.data(), static_cast<utf8proc_ssize_t>(parts.size()),
                                static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT), &last_class);
    if (count <= 0 || count > static_cast<utf8proc_ssize_t>(parts.size())) return append(out, code);
    for (utf8proc_ssize_t i = 0; i < count; ++i) append(out, parts[static_cast<std::size_t>(i)]);
}

std::string composed(const std::string& utf8, int options = 0) {
    utf8proc_uint8_t* bytes = nullptr;
    const auto count =
        utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(utf8.data()), static_cast<utf8proc_ssize_t>(utf8.size()),
                     &bytes, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | options));
    const std::unique_ptr<utf8proc_uint8_t, void (*)(void*)> owned(bytes, std::free);
    return count < 0 ? utf8 : std::string(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(count));
}

bool is_wide(std::int32_t code) { return code >= 0x2E80 && utf8proc_charwidth(code) == 2; }

enum class Blanks { single, between_letters, none };

/// Takes invisible characters away and makes a run of blanks one space, or none.
std::string without_unseen(std::string_view utf8, Blanks blanks, bool common_width) {
    std::string out;
    bool waits = false;  // a blank that is written once something follows
    std::int32_t before = 0;
    while (!utf8.empty()) {
        const Character character = first_character(utf8);
        utf8.remove_prefix(character.bytes);
        const std::int32_t code = character.code;
        if (is_white_space(code)) {
            waits = true;
            continue;
        }
        if (is_invisible(code)) continue;
        const bool shows =
            blanks == Blanks::single || (blanks == Blanks::between_letters && !is_wide(before) && !is_wide(code));
        if (waits && shows && !out.empty()) append(out, space);
        waits = false;
        before = code;
        common_width&& is_variant(code) ? append_common(out, code) : append(out, code);
    }
    return out;
}

}  // namespace

bool is_plain(std::string_view utf8) {
    if (is_alphanumeric(utf8)) return true;
    bool blank_before = true;
    for (std::size_t at = 0; at < utf8.size();) {
        const auto byte = static_cast<unsigned char>(utf8[at]);
        if (byte > ' ' && byte < 0x7F) {
            blank_before = false;
            ++at;
        } else if (byte == ' ' && !blank_before) {
            blank_before = true;
            ++at;
        } else if (byte >= 0xE5 && byte <= 0xE9 && !(blank_before && at > 0)) {  // Chinese, U+5000 to U+9FFF
            blank_before = false;
            at += 3;
            if (at < utf8.size() && utf8[at] == ' ') return false;
        } else {
            return false;
        }
    }
    return utf8.empty() || !blank_before;
}

bool has_invisible(std::string_view utf8) {
    while (!utf8.empty()) {
        const Character character = first_character(utf8);
        if (is_invisible(character.code)) return true;
        utf8.remove_prefix(character.bytes);
    }
    return false;
}

std::string cleaned(std::string_view utf8) {
    if (is_plain(utf8)) return std::string(utf8);
    return composed(without_unseen(utf8, Blanks::single, false));
}

std::string normal_form(std::string_view utf8) {
    if (is_plain(utf8)) return std::string(utf8);
    // Twice: what a wide character stands for may be a blank or composed with its neighbour.
    return composed(without_unseen(without_unseen(utf8, Blanks::single, true), Blanks::between_letters, false));
}

std::string title_form(std::string_view utf8) {
    std::string kept;
    if (std::all_of(utf8.begin(), utf8.end(), [](char c) { return c == ' ' || is_printing_ascii(c); })) {
        for (const char c : utf8) {
            if (c != ' ') kept += ascii_lower(c);
        }
        return kept;
    }
    for (std::string_view left = utf8; !left.empty();) {
        const Character character = first_character(left);
        const bool stands_in = character.code == replacement || character.code == 0x7F ||
                               (character.code >= visible_controls && character.code <= visible_controls + 0x21) ||
                               (character.code < ' ' && !is_white_space(character.code));
        if (!stands_in) kept.append(left.substr(0, character.bytes));
        left.remove_prefix(character.bytes);
    }
    return composed(without_unseen(without_unseen(kept, Blanks::none, true), Blanks::none, false), UTF8PROC_CASEFOLD);
}

std::string with_invisible_shown(std::string_view utf8) {
    std::string out;
    while (!utf8.empty()) {
        const Character character = first_character(utf8);
        const bool shows =
            character.code == space || (!is_white_space(character.code) && !is_invisible(character.code) &&
                                        utf8proc_category(character.code) != UTF8PROC_CATEGORY_MN);
        if (shows)
            out.append(utf8.substr(0, character.bytes));
        else
            out += fmt::format("\\u{:04X}", character.code);
        utf8.remove_prefix(character.bytes);
    }
    return out;
}

bool has_chinese(std::string_view utf8) {
    // U+4E00 to U+9FFF, the unified ideographs, are E4 B8 80 to E9 BF BF in UTF-8.
    return std::any_of(utf8.begin(), utf8.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0xe4 && byte <= 0xe9;
    });
}

}  // namespace iiindex::detail
