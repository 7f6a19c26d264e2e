#include "load/table/grid.hpp"

#include <algorithm>

#include "load/table/rows.hpp"

namespace iiindex::detail {

const GridCell& CellRow::first_filled() const {
    const auto first =
        std::find_if(cells.begin(), cells.end(), [](const GridCell& cell) { return !cell.text.empty(); });
    return first == cells.end() ? cells.front() : *first;
}

std::size_t CellRow::filled() const {
    return static_cast<std::size_t>(
        std::count_if(cells.begin(), cells.end(), [](const GridCell& cell) { return !cell.text.empty(); }));
}

std::vector<CellRow> read_cells(std::string_view text, char separator, std::string (*shown)(std::string_view),
                                Faults& faults, std::size_t most) {
    std::vector<CellRow> rows;
    std::string scratch;
    std::size_t number = 0;
    for (std::size_t at = 0; at < text.size() && rows.size() < most;) {
        CellRow row{.number = ++number, .cells = {}};
        for (const Field& field : scan_row(text, at, separator)) {
            const bool is_flawed = field.flaw != Field::Flaw::none;
            if (is_flawed) faults.add(flaw_fault(field));
            row.cells.push_back({is_flawed ? std::string() : shown(content(text, field, scratch)), field.begin,
                                 field.end - field.begin});
            at = field.next;
        }
        if (row.filled() > 0) rows.push_back(std::move(row));
    }
    return rows;
}

bool are_ragged(const std::vector<CellRow>& rows) {
    constexpr std::size_t much = 16, always = 100'000;  // cells that are not there, for each one that is; and at least
    std::size_t cells = 0, widest = 0;
    for (const CellRow& row : rows) {
        cells += row.cells.size();
        widest = std::max(widest, row.cells.size());
    }
    return widest > (much * cells + always) / std::max<std::size_t>(1, rows.size());
}

}  // namespace iiindex::detail
