#pragma once

#include <string>
#include <string_view>

namespace iiindex::detail {

/// The text as `printable` shows it, with U+FFFD for each character that XML 1.0 has no place for: control characters
/// but tabs and line ends, U+FFFE, U+FFFF.
std::string for_xml(std::string_view utf8);

/// The same as the content of an element or an attribute of XML or HTML.
std::string escape_xml(std::string_view utf8);

/// A text as JSON writes it, in quotes; what is no UTF-8 as U+FFFD.
std::string json_string(std::string_view text);

}  // namespace iiindex::detail
