#pragma once

#include <vector>

#include <iiindex/problem.hpp>

#include "load/json/json.hpp"
#include "load/table_text.hpp"

namespace iiindex::detail {

/// An index made from the titles of a table of values, as JSON would say it: below the total, which is called as what
/// stands above the titles or as the file, an indicator for each column of numbers, with the measure that stands in
/// brackets behind its name or in a row below the titles. Directions are positive and weights equal; a note of the
/// index says that they are assumed. Of a table whose rows are indicators and whose columns are units, an indicator for
/// each row with numbers; rows without any group those below them.
///
/// Throws InputError for a table without such a column.
JsonNode tree_of_values(const TableText& table, const LoadOptions& reading, std::vector<Problem>& warnings);

}  // namespace iiindex::detail
