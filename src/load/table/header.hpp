#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/problem.hpp>

#include "load/table/dialect.hpp"
#include "load/table/rows.hpp"
#include "load/table/titles.hpp"
#include "load/text.hpp"

namespace iiindex::detail {

/// A column's title and where it stands.
struct Title {
    std::string text;
    std::size_t begin = 0;
    std::size_t length = 0;
};

/// Where the row with the titles begins, how many rows stand above it, and, where that is only likely, a hint.
struct HeaderPlace {
    std::size_t begin = 0;
    std::size_t above = 0;
    std::string hint;
};

/// Finds the row with the titles from `begin` on: the first, or the first further down that has all that an index
/// needs.
HeaderPlace find_header(const Text& text, std::size_t begin, const TitleWords& words, char separator);

/// The titles of the first row from `rows_begin` on, or of the first few together where titles stand in several; it
/// then says where the rows below begin.
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

}  // namespace iiindex::detail
