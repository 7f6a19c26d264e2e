#include "load/framework/cells.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "load/table/places.hpp"
#include "load/table/rows.hpp"
#include "text/normal.hpp"

namespace iiindex::detail {
namespace {

/// The cells of the row that begins at `at`, which then says where the next one begins.
std::vector<Cell> read_row(std::string_view text, std::size_t& at, char separator, Faults& faults) {
    std::vector<Cell> cells;
    std::string scratch;
    for (bool ends_row = false; !ends_row;) {
        const Field field = scan_field(text, at, separator);
        if (field.flaw != Field::Flaw::none) {
            faults.add(flaw_fault(field));
            cells.push_back({{}, field.begin, field.end - field.begin});
        } else {
            cells.push_back({cleaned(content(text, field, scratch)), field.begin, field.end - field.begin});
        }
        at = field.next;
        ends_row = field.ends_row;
    }
    return cells;
}

}  // namespace

std::size_t CellRow::filled() const {
    return static_cast<std::size_t>(
        std::count_if(cells.begin(), cells.end(), [](const Cell& cell) { return !cell.text.empty(); }));
}

std::vector<CellRow> read_cells(const Text& text, char separator, std::size_t most, Faults& faults) {
    std::vector<CellRow> rows;
    std::size_t number = 0;
    for (std::size_t at = 0; at < text.characters().size();) {
        CellRow row{++number, read_row(text.characters(), at, separator, faults)};
        if (row.filled() == 0) continue;
        if (rows.size() == most) refuse(text.file(), fmt::format("more than {} rows, which is no index", most));
        rows.push_back(std::move(row));
    }
    return rows;
}

PlaceOf place_among(const std::vector<CellRow>& rows, const CellRow& header) {
    return [&rows, &header](const Fault& fault) -> std::string {
        const auto after =
            std::upper_bound(rows.begin(), rows.end(), fault.begin,
                             [](std::size_t begin, const CellRow& row) { return begin < row.cells.front().begin; });
        if (fault.begin == Fault::whole_file || after == rows.begin()) return {};
        const CellRow& row = *std::prev(after);
        const auto next = std::upper_bound(row.cells.begin(), row.cells.end(), fault.begin,
                                           [](std::size_t begin, const Cell& cell) { return begin < cell.begin; });
        const auto column = static_cast<std::size_t>(next - row.cells.begin()) - 1;
        const std::string place = fmt::format("row {}, column {}", row.number, column_letters(column));
        const std::string_view title = header.text(column);
        return title.empty() || row.number <= header.number ? place : fmt::format("{} \"{}\"", place, title);
    };
}

}  // namespace iiindex::detail
