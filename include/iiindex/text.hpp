#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace [[gnu::visibility("default")]] iiindex {

/// The columns that a text takes on a terminal: wide characters (Chinese) two, combining ones none.
std::size_t display_width(std::string_view utf8);

/// The text with control characters (and bytes that are no UTF-8) as visible stand-ins, safe for a terminal.
std::string printable(std::string_view utf8);

}  // namespace iiindex
