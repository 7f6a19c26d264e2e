#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace iiindex::detail {

/// The text in lines of at most `width` terminal columns, at least one line; 0: unlimited.
///
/// Lines end between words or beside wide characters (Chinese); no line begins with a closing mark
/// (、，。）) or ends with an opening one. Only what is wider than a line by itself is cut. Blanks at a break
/// are dropped.
std::vector<std::string_view> wrap(std::string_view utf8, std::size_t width);

/// The least width in which the text takes no more lines than in `width`, its words whole: 发展 over 环境, not 发展环
/// over 境.
std::size_t balanced_width(std::string_view utf8, std::size_t width);

/// The width of the widest part that `wrap` keeps together if it can.
std::size_t widest_part(std::string_view utf8);

}  // namespace iiindex::detail
