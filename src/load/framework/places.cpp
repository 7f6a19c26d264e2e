#include "load/framework/places.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

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
                                           [](std::size_t begin, const Cell& cell) { return begin < cell.begin; });
        const auto column = static_cast<std::size_t>(next - row.cells.begin()) - 1;
        const std::string place = fmt::format("row {}, column {}", row.number, column_letters(column));
        const std::string_view title = header.text(column);
        return title.empty() || row.number <= header.number ? place : fmt::format("{} \"{}\"", place, title);
    };
}

}  // namespace iiindex::detail
