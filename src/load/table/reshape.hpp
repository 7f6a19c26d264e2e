#pragma once

#include <optional>
#include <vector>

#include "load/table/dialect.hpp"
#include "load/table/made_table.hpp"
#include "load/table/titles.hpp"
#include "load/text.hpp"

namespace iiindex::detail {

/// Whether the titles of a table are those of a shape that made_wide() takes.
bool is_in_other_shape(const Text& text, const Dialect& dialect, const TitleWords& words, const LoadOptions& options);

/// Makes a table wide whose rows name indicators (`unit, period, indicator, value`), whose columns are periods
/// (`unit, indicator, 2019, 2020`) or both (`unit, gdp_2019, gdp_2020`). Nothing where the table is wide, or titles no
/// such shape. What is left out is said in warnings. Throws InputError: the shape that the options ask for is not that
/// of the titles, a value stands twice, an indicator nowhere.
std::optional<MadeTable> made_wide(const Text& text, const Dialect& dialect, const TitleWords& words,
                                   const LoadOptions& options, std::vector<Problem>& warnings);

}  // namespace iiindex::detail
