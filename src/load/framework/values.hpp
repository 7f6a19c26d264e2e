#pragma once

#include <vector>

#include <iiindex/problem.hpp>

#include "load/json/json.hpp"
#include "load/table_text.hpp"

namespace iiindex::detail {

/// Of how many indicators nobody has said the direction or the weight.
struct Assumed {
    std::size_t of = 0, directions = 0, weights = 0;
};

struct ValuesTree {
    JsonNode json;
    Assumed assumed;
};

/// An index made from the titles of a table of values, as JSON would say it: below the total, which is called as what
/// stands above the titles or as the file, an indicator for each column of numbers, with the measure that stands in
/// brackets behind its name or in a row below the titles. Directions and weights are those of rows that are called so;
/// else directions are positive and weights equal, and a note of the index says that they are assumed. Of a table whose
/// rows are indicators and whose columns are units, an indicator for each row with numbers; rows without any group
/// those below them.
///
/// Throws InputError for a table without such a column.
ValuesTree tree_of_values(const TableText& table, const LoadOptions& reading, std::vector<Problem>& warnings);

}  // namespace iiindex::detail
