#pragma once

#include <string>
#include <string_view>

namespace iiindex::detail {

/// Whether a text has nothing in it that its forms below take away: the quick answer for most.
bool is_plain(std::string_view utf8);

/// Whether some character of a text is invisible: of no width, a mark of direction, a soft hyphen.
bool has_invisible(std::string_view utf8);

/// The text as it is shown: composed (NFC), without invisible characters, every run of blanks one space, none around.
std::string cleaned(std::string_view utf8);

/// What a person tells texts apart by: cleaned, in characters of common width, without blanks beside Chinese.
/// Letters are not folded: 'Aa' and 'AA' differ.
std::string normal_form(std::string_view utf8);

/// What titles are matched by: the normal form in lower case, without any blanks and stand-ins for what cannot be
/// shown.
std::string title_form(std::string_view utf8);

/// Whether some character of a text is Chinese.
bool has_chinese(std::string_view utf8);

/// The text with what cannot be seen written out: "Togo\u200B".
std::string with_invisible_shown(std::string_view utf8);

}  // namespace iiindex::detail
