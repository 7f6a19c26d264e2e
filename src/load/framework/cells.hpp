#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "load/text.hpp"

namespace iiindex::detail {

/// A cell of a small table: its text as it is shown, and where it stands.
struct Cell {
    std::string text;
    std::size_t begin = 0;  ///< in the text
    std::size_t length = 0;
};

/// A row with something in it.
struct CellRow {
    std::size_t number = 0;  ///< as a spreadsheet counts, from 1
    std::vector<Cell> cells;

    /// The text of a cell; empty beyond the last one.
    std::string_view text(std::size_t column) const {
        return column < cells.size() ? std::string_view(cells[column].text) : std::string_view();
    }
    /// How many cells are not empty.
    std::size_t filled() const;
};

/// The rows that are not empty. Flaws of quoting become faults.
///
/// most   refuses a table of more rows
std::vector<CellRow> read_cells(const Text& text, char separator, std::size_t most, Faults& faults);

/// `row 4, column C "权重"`: where a fault stands among the cells, told by the titles in `header`.
PlaceOf place_among(const std::vector<CellRow>& rows, const CellRow& header);

}  // namespace iiindex::detail
