#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/index.hpp>
#include <iiindex/problem.hpp>

#include "load/table/dialect.hpp"
#include "load/table/rows.hpp"
#include "load/table/titles.hpp"
#include "load/text.hpp"

namespace iiindex::detail {

/// What a column of a delimited table holds.
struct ColumnRole {
    enum class Kind { ignored, code, name, name_english, period, origin, group, indicator, input };

    Kind kind = Kind::ignored;
    std::size_t number = 0;  ///< which group, indicator or input
};

/// A column's title and where it stands.
struct Title {
    std::string text;
    std::size_t begin = 0;
    std::size_t length = 0;
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

/// The titles of the first row from `rows_begin` on, or of the first two together where titles stand in two; it then
/// says where the rows below begin.
std::vector<Title> read_titles(std::string_view text, char separator, std::size_t& rows_begin, Faults& faults);

/// Whether some row near the top of a table titles a column of units and all that an index needs.
bool has_titles(const Text& text, const Dialect& dialect, const TitleWords& words);

/// Where the rows begin that the options do not skip.
std::size_t behind_skipped(const Text& text, const Dialect& dialect, std::size_t rows);

/// Refuses columns that the options say to have titles that are none of these.
void refuse_absent(const Text& text, const std::vector<Title>& titles, const TitleWords& words);

/// Says which rows above the titles were passed over.
void quote_rows_above(const Text& text, std::size_t begin, std::size_t end, std::vector<Problem>& warnings);

/// Refuses what is HTML or XML, whatever its name says.
void refuse_markup(const Text& text);

/// Refuses a table whose first row was plainly parted by something else.
void refuse_wrong_separator(const Text& text, const std::vector<Title>& titles, char separator);

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
