#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "load/table/header.hpp"
#include "load/table/titles.hpp"
#include "load/text.hpp"

namespace iiindex::detail {

/// A column of names by its title, and how plainly that says so.
struct PlaceColumn {
    std::size_t column = 0, rank = 0;
};

/// What the titles of a row say of their columns.
struct TitleRow {
    std::vector<Title> titles;
    std::unordered_map<std::string, std::size_t> counts;  ///< of columns by what their titles are matched by
    std::size_t rows_begin = 0;
    std::vector<std::size_t> values;   ///< columns of values
    std::set<std::string> years;       ///< that title some of them
    std::vector<std::size_t> unknown;  ///< columns left of them whose titles mean nothing, or a node that is computed
    std::vector<std::size_t> numbers;  ///< columns left of them that number the rows
    std::vector<std::size_t> keys;     ///< columns of periods and indicators
    std::vector<PlaceColumn> places;
    std::vector<std::size_t> units;  ///< columns titled code, name or the like
    bool has_period = false;         ///< a column titled so
    bool has_indicators = false;     ///< likewise: of names of indicators
    bool has_value = false;          ///< likewise: of values of any
    std::set<std::size_t> inputs;    ///< that titles name: nodes, and behind them what they are computed from
};

/// Whether values stand below titles of which none says of which indicators they are.
bool lacks_indicators(const TitleRow& row);

/// What the columns of a row are if one more is a key.
TitleRow with_key(TitleRow row, std::size_t column);

/// The row, among the first ones, that titles the units, or both indicators and their values, or else the most columns
/// of values; but a row below titles of values or of years that names one indicator is of a value. Without an index,
/// the first row of several cells where none titles the units.
TitleRow find_title_row(const Text& text, std::size_t begin, char separator, const TitleWords& words);

}  // namespace iiindex::detail
