#include "load/table/grid.hpp"

#include <algorithm>

#include "load/table/rows.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {

Grid read_grid(std::string_view text, char separator, Faults& faults) {
    Grid grid;
    std::string scratch;
    for (std::size_t at = next_row(text, 0); at < text.size(); at = next_row(text, at)) {
        Grid::Row row;
        Field field{.next = at};
        do {
            field = scan_field(text, field.next, separator);
            if (field.flaw != Field::Flaw::none) faults.add(flaw_fault(field));
            row.push_back({std::string(trimmed(content(text, field, scratch))), field.begin, field.end - field.begin});
        } while (!field.ends_row);
        at = field.next;
        if (std::any_of(row.begin(), row.end(), [](const auto& cell) { return !cell.text.empty(); })) {
            grid.rows.push_back(std::move(row));
        }
    }
    return grid;
}

}  // namespace iiindex::detail
