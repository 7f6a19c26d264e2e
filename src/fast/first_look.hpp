#pragma once

// Saves 0.19 s of a million rows on one thread (docs/performance.md, "What keeps it fast", has how).

#include <cstddef>
#include <string_view>
#include <vector>

#include <iiindex/bytes.hpp>

namespace iiindex::detail {

/// What a first look at a part of a text finds. A part ends behind a line end or with the text.
struct PartLook {
    std::size_t end = 0;  ///< in the text
    std::size_t line_ends = 0;
    bool is_plain = true;  ///< nothing but ASCII, without zero bytes
    bool has_odd = false;  ///< a quote, a carriage return or an empty line
};

inline constexpr std::size_t part_bytes = std::size_t{1} << 19;

/// Looks once at every byte of a text, at parts side by side.
///
/// bytes    how long a part is, up to the next line end
/// of       what the text is of, if the memory of each part is to be given back
std::vector<PartLook> look_at_parts(std::string_view text, std::size_t bytes = part_bytes, const Bytes* of = nullptr);

}  // namespace iiindex::detail
