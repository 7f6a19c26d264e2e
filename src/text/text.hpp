#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace iiindex::detail {

/// A code point and the bytes that it takes.
struct Character {
    std::int32_t code = 0;
    std::size_t bytes = 0;
};

/// U+FFFD, which stands for what cannot be shown.
inline constexpr std::int32_t replacement = 0xFFFD;

/// The first character of a text that is not empty; a byte that is no UTF-8 is a `replacement`.
Character first_character(std::string_view utf8);

/// The text in lines of at most `width` terminal columns, at least one line; 0: unlimited.
///
/// Lines end between words or beside wide characters (Chinese); no line begins with a closing mark
/// (、，。）) or ends with an opening one. Only what is wider than a line by itself is cut. Blanks at a break
/// are dropped.
std::vector<std::string_view> wrap(std::string_view utf8, std::size_t width);

/// The width of the widest part that `wrap` keeps together if it can.
std::size_t widest_part(std::string_view utf8);

}  // namespace iiindex::detail
