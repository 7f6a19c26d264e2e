#pragma once

#include <string_view>

namespace iiindex::detail {

/// Whether a text with characters beyond ASCII can be Chinese as people write it in tables: most of them common Han
/// characters, beside Chinese punctuation. Other encodings that are taken for GB18030 give rare characters, or a
/// mixture with other scripts.
bool is_plausible_chinese(std::string_view utf8);

}  // namespace iiindex::detail
