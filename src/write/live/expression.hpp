#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include <iiindex/formula.hpp>

namespace iiindex::detail::live {

/// Where a formula's names stand on the sheets, for one row.
struct NamedCells {
    std::function<std::string(std::size_t place)> cell;    ///< an empty text: never a number; none: nobody was there
    std::function<std::string(std::size_t place)> column;  ///< of all units of the period
    /// The same for the row of the unit so many periods earlier, whose cells are empty where the unit is not there;
    /// nothing where that period is in no sheet.
    std::function<std::optional<NamedCells>(std::size_t back)> earlier;
};

/// A formula of the index as one of a spreadsheet, empty text where the index's has no number. Nothing where a
/// spreadsheet cannot state it.
std::optional<std::string> spreadsheet_formula(const Expression& formula, const NamedCells& cells);

}  // namespace iiindex::detail::live
