#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include <iiindex/document.hpp>
#include <iiindex/format.hpp>

namespace iiindex::detail {

/// How a table stands on a terminal.
struct TableLayout {
    std::vector<std::size_t> columns;   ///< those that are shown, by their places in the table
    std::vector<std::size_t> widths;    ///< of these, as all that follows
    std::vector<bool> numeric;          ///< which stand to the right
    std::size_t gap = 2;                ///< blanks between two columns
    std::vector<std::size_t> left_out;  ///< the others, by their places

    std::size_t width() const;
};

/// The blanks at the beginning of a text, which all its lines get where it is folded.
std::size_t indent_of(std::string_view text);

/// Fits a table into the presentation's width, if that has one: titles and texts are folded, then the gaps narrowed,
/// then columns left out, spare ones first and then from the right, but never what says whose row it is and the first
/// column after it; where these alone are too wide, words are broken.
TableLayout lay_out(const Table& table, const Presentation& presentation);

}  // namespace iiindex::detail
