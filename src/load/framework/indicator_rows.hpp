#pragma once

#include <cstddef>
#include <vector>

#include "load/framework/indicators.hpp"
#include "load/table/grid.hpp"
#include "load/table/titles.hpp"

namespace iiindex::detail {

/// Whether the titles are of a table whose rows name indicators, each with a value or a value a year.
bool names_in_rows(const CellRow& titles, const TitleWords& words);

/// The indicators of such a table, in the order of its rows, and what they are counted in where that is one for each.
///
/// rows     all of the table
std::vector<NamedIndicator> indicators_in_rows(const std::vector<CellRow>& rows, std::size_t header,
                                               const TitleWords& words);

}  // namespace iiindex::detail
