#pragma once

// Saves 0.35 s of a million rows on one thread (docs/performance.md, "What keeps it fast", has how).

#include <cstddef>
#include <string_view>
#include <vector>

namespace iiindex::detail {

/// What a first look at a part of a text finds. A part ends behind a line end or with the text.
struct PartLook {
    std::size_t end = 0;  ///< in the text
    std::size_t line_ends = 0;
    bool is_plain = true;  ///< nothing but ASCII, without zero bytes
    bool has_odd = false;  ///< a quote, a carriage return or an empty line
};

/// Looks once at every byte of a text, at parts side by side.
///
/// bytes    how long a part is, up to the next line end
std::vector<PartLook> look_at_parts(std::string_view text, std::size_t bytes = std::size_t{1} << 19);

}  // namespace iiindex::detail
