#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "load/table/dialect.hpp"
#include "load/table/grid.hpp"
#include "load/table/reshape.hpp"
#include "load/table/titles.hpp"
#include "load/text.hpp"

namespace iiindex::detail {

/// A table whose rows are indicators and whose columns are units, by what its rows and columns hold.
struct Transposed {
    std::size_t header = 0;            ///< the row that titles the units
    std::size_t naming = 0;            ///< the column that names the indicators
    std::vector<std::size_t> columns;  ///< measures, weights and directions, if there are any, then the units
    std::vector<std::size_t> passed_over;

    /// The rows the other way round: the titles of a column of names and of the indicators, then a row a unit.
    std::vector<CellRow> turned(const std::vector<CellRow>& rows) const;
};

/// How a table lies in which a column names indicators; nothing where none of its columns are units, with numbers
/// below a title, or some are years.
///
/// is_named   whether a row is that of an indicator
std::optional<Transposed> lies_transposed(const std::vector<CellRow>& rows, std::size_t naming,
                                          const std::function<bool(const CellRow&)>& is_named);

/// Whether the first rows of a table are named by indicators of an index, and its columns by units.
bool is_transposed(const Text& text, const Dialect& dialect, const TitleWords& words, const LoadOptions& options);

/// Makes such a table wide. Nothing where it is none or has titles as it lies. What is passed over is said in warnings.
/// Throws InputError: the options ask for this shape, and it is another.
std::optional<MadeTable> made_upright(const Text& text, const Dialect& dialect, const TitleWords& words,
                                      const LoadOptions& options, std::vector<Problem>& warnings);

}  // namespace iiindex::detail
