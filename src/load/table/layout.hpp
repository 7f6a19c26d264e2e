#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <iiindex/index.hpp>
#include <iiindex/problem.hpp>

#include "load/table/dialect.hpp"
#include "load/table/header.hpp"
#include "load/table/titles.hpp"
#include "load/text.hpp"

namespace iiindex::detail {

/// What a column of a delimited table holds.
struct ColumnRole {
    enum class Kind { ignored, code, name, name_english, period, origin, group, indicator, input };

    Kind kind = Kind::ignored;
    std::size_t number = 0;  ///< which group, indicator or input
};

/// The columns of a table, in its order.
struct Layout {
    std::vector<ColumnRole> columns;
    std::vector<Title> titles;
    std::vector<std::string> groups;
    std::vector<std::size_t> indicator_columns;  ///< by indicator
    std::size_t rows_begin = 0;                  ///< in the text

    /// The column of a kind, or the number of columns if there is none.
    std::size_t find(ColumnRole::Kind kind) const;
    bool has(ColumnRole::Kind kind) const { return find(kind) < columns.size(); }
};

/// Finds out which row holds the titles and which column is which. Unknown columns become warnings, absent and
/// doubled ones faults.
///
/// The titles stand in the first row, unless it has no column that is known and a row further down has all of them:
/// then those above are passed over with a warning.
///
/// skipped   how many rows are passed over unread
Layout read_layout(const Text& text, const Dialect& dialect, const TitleWords& words, std::size_t skipped,
                   Faults& faults, std::vector<Problem>& warnings);

}  // namespace iiindex::detail
