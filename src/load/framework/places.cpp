#include "load/framework/places.hpp"

#include <algorithm>
#include <iterator>

#include "ground/catalogue.hpp"
#include "load/table/places.hpp"

namespace iiindex::detail {

PlaceOf place_among(const std::vector<CellRow>& rows, const CellRow& header) {
    return [&rows, &header](const Fault& fault) -> std::string {
        const auto after =
            std::upper_bound(rows.begin(), rows.end(), fault.begin,
                             [](std::size_t begin, const CellRow& row) { return begin < row.cells.front().begin; });
        if (fault.begin == Fault::whole_file || after == rows.begin()) return {};
        const CellRow& row = *std::prev(after);
        const auto next = std::upper_bound(row.cells.begin(), row.cells.end(), fault.begin,
                                           [](std::size_t begin, const GridCell& cell) { return begin < cell.begin; });
        const auto column = static_cast<std::size_t>(next - row.cells.begin()) - 1;
        const std::string_view title = header.text(column);
        if (title.empty() || row.number <= header.number)
            return said("row {}, column {}", row.number, column_letters(column));
        return said("row {}, column {} \"{}\"", row.number, column_letters(column), title);
    };
}

}  // namespace iiindex::detail
