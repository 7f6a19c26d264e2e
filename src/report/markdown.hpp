#pragma once

#include <string_view>
#include <vector>

#include "report/html.hpp"

namespace iiindex::detail {

/// A text without the blanks around it.
std::string_view trimmed(std::string_view text);

/// The lines of a text, without their ends.
std::vector<std::string_view> lines_of(std::string_view text);

/// Writes a little Markdown: paragraphs, lists, ### headings, **strong**, *emphasis*, `code` and [links](https://...).
/// Whatever else stands there is text.
void put_markdown(Html& html, std::string_view markdown);

}  // namespace iiindex::detail
