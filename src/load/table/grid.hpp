#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "load/text.hpp"

namespace iiindex::detail {

/// A cell of a small table that is read whole: its text, and where it stands.
struct GridCell {
    std::string text;
    std::size_t begin = 0;  ///< in the text of the table
    std::size_t length = 0;
};

/// A row with something in it.
struct CellRow {
    std::size_t number = 0;  ///< as a spreadsheet counts, from 1
    std::vector<GridCell> cells;

    /// The text of a cell; empty beyond the last one.
    std::string_view text(std::size_t column) const {
        return column < cells.size() ? std::string_view(cells[column].text) : std::string_view();
    }
    /// The first cell that is not empty; the first of all where all are.
    const GridCell& first_filled() const;
    /// How many cells are not empty.
    std::size_t filled() const;
};

/// The rows that are not empty, RFC 4180. Flaws of quoting become faults, and their cells empty.
///
/// shown   makes the text of a cell of what stands in it
/// most    how many rows are read at most
std::vector<CellRow> read_cells(std::string_view text, char separator, std::string (*shown)(std::string_view),
                                Faults& faults, std::size_t most = std::numeric_limits<std::size_t>::max());

/// Whether rows would take far more room turned round than they do, as most are much shorter than the longest.
bool are_ragged(const std::vector<CellRow>& rows);

}  // namespace iiindex::detail
