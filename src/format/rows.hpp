#pragma once

#include <cstddef>
#include <functional>
#include <iosfwd>
#include <string_view>

#include <fmt/format.h>

#include <iiindex/progress.hpp>

namespace iiindex::detail {

inline std::string_view view(const fmt::memory_buffer& text) { return {text.data(), text.size()}; }

/// Appends the text of the rows [first, last). Called for several runs of rows at once.
using AppendRows = std::function<void(fmt::memory_buffer& out, std::size_t first, std::size_t last)>;

/// Writes the rows in order. Many of them are made into text in parallel, a few blocks at a time, so that
/// memory stays small however many there are. Stops when the stream fails.
void write_rows(std::ostream& out, std::size_t rows, const Progress& progress, const AppendRows& append);

}  // namespace iiindex::detail
