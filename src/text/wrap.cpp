#include "text/wrap.hpp"

#include <algorithm>

#include <utf8proc.h>

#include <iiindex/text.hpp>

#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

constexpr std::int32_t ideographic_blank = 0x3000;

bool is_blank(std::int32_t code) { return code == ' ' || code == ideographic_blank; }

std::size_t columns_of(std::int32_t code) { return static_cast<std::size_t>(utf8proc_charwidth(code)); }

bool opens(std::int32_t code) {
    const auto category = utf8proc_category(code);
    return category == UTF8PROC_CATEGORY_PS || category == UTF8PROC_CATEGORY_PI;
}

/// Closing brackets and quotes, and the marks that belong to what they follow: 、，。！％…
bool closes(std::int32_t code) {
    const auto category = utf8proc_category(code);
    return category == UTF8PROC_CATEGORY_PE || category == UTF8PROC_CATEGORY_PF || category == UTF8PROC_CATEGORY_PO;
}

bool may_break(std::int32_t before, std::int32_t after) {
    if (is_blank(before)) return true;
    if (opens(before) || closes(after) || columns_of(after) == 0) return false;
    return columns_of(before) == 2 || columns_of(after) == 2;
}

/// A stretch of the text, by byte offsets, and its width.
struct Stretch {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t width = 0;

    bool empty() const { return begin == end; }
};

/// What stands between the places where a line may end, without the blanks there.
std::vector<Stretch> parts(std::string_view utf8) {
    std::vector<Stretch> found;
    std::int32_t previous = 0;
    for (std::size_t at = 0; at < utf8.size();) {
        const Character character = first_character(utf8.substr(at));
        if (!is_blank(character.code)) {
            if (found.empty() || may_break(previous, character.code)) found.push_back({at, at, 0});
            found.back().end = at + character.bytes;
            found.back().width += columns_of(character.code);
        }
        previous = character.code;
        at += character.bytes;
    }
    return found;
}

/// Takes off the beginning of a part that fits into the width, one character at least.
Stretch cut_off(Stretch& part, std::string_view utf8, std::size_t width) {
    Stretch head{part.begin, part.begin, 0};
    while (head.end < part.end) {
        const Character character = first_character(utf8.substr(head.end));
        if (!head.empty() && head.width + columns_of(character.code) > width) break;
        head.end += character.bytes;
        head.width += columns_of(character.code);
    }
    part.begin = head.end;
    part.width -= head.width;
    return head;
}

}  // namespace

std::vector<std::string_view> wrap(std::string_view utf8, std::size_t width) {
    if (width == 0 || display_width(utf8) <= width) return {utf8};
    std::vector<std::string_view> lines;
    const auto end_line = [&](const Stretch& line) { lines.push_back(utf8.substr(line.begin, line.end - line.begin)); };
    Stretch line;
    for (Stretch part : parts(utf8)) {
        const std::size_t between = display_width(utf8.substr(line.end, part.begin - line.end));
        if (!line.empty() && line.width + between + part.width <= width) {
            line = {line.begin, part.end, line.width + between + part.width};
            continue;
        }
        if (!line.empty()) end_line(line);
        while (part.width > width) end_line(cut_off(part, utf8, width));
        line = part;
    }
    if (!line.empty() || lines.empty()) end_line(line);
    return lines;
}

std::size_t balanced_width(std::string_view utf8, std::size_t width) {
    const std::size_t lines = wrap(utf8, width).size();
    const std::size_t least = std::max<std::size_t>(widest_part(utf8), 1);
    while (width > least && wrap(utf8, width - 1).size() == lines) --width;
    return width;
}

std::size_t widest_part(std::string_view utf8) {
    std::size_t widest = 0;
    for (const Stretch& part : parts(utf8)) widest = std::max(widest, part.width);
    return widest;
}

}  // namespace iiindex::detail
