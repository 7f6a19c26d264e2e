#pragma once

#include <string_view>
#include <vector>

#include "report/html.hpp"

namespace iiindex::detail {

/// The lines of a text, without their ends.
std::vector<std::string_view> lines_of(std::string_view text);

/// Writes a little Markdown: paragraphs, lists, ### headings, **strong**, *emphasis*, `code` and [links](https://...).
/// Whatever else stands there is text.
void put_markdown(Html& html, std::string_view markdown);

}  // namespace iiindex::detail
