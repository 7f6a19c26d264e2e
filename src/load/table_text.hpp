#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/load.hpp>

#include "load/table/dialect.hpp"
#include "load/table/encoding.hpp"
#include "load/table/grid.hpp"
#include "load/table/reshape.hpp"
#include "load/text.hpp"
#include "load/xlsx/workbook.hpp"

namespace iiindex::detail {

/// A small table, whatever it stands in: its characters, and how they are parted into cells.
class TableText {
public:
    /// A text, read as values in text are. Throws InputError for what is empty or no table.
    TableText(const Source& source, const LoadOptions& options, char separator_by_format,
              std::vector<Problem>& warnings);
    /// A sheet of a workbook.
    TableText(const std::string& file, SheetText sheet);
    /// Records of a JSON text, which must outlive it.
    TableText(const Text& json, MadeTable records);
    TableText(const TableText&) = delete;
    TableText& operator=(const TableText&) = delete;

    const Text& text() const { return text_; }
    const Dialect& dialect() const { return dialect_; }

    /// The rows that are not empty, as read_cells() has them.
    std::vector<CellRow> rows(std::string (*shown)(std::string_view), Faults& faults,
                              std::size_t most = std::numeric_limits<std::size_t>::max()) const;
    /// Finds out the decimal mark of a table that is parted by semicolons, from any of its cells.
    void find_decimal(std::vector<Problem>& warnings);

private:
    Decoded decoded_;
    SheetText sheet_;
    Bytes records_;
    Text text_;
    Dialect dialect_;
    bool says_decimal_ = false;
};

/// What a cell of an index or of its values says: without blanks around it, a guard against formulas, what is not seen.
std::string text_of_cell(std::string_view content);

}  // namespace iiindex::detail
