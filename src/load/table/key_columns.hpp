#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include <iiindex/load.hpp>

#include "load/table/dialect.hpp"
#include "load/table/header.hpp"
#include "load/table/titles.hpp"
#include "load/text.hpp"

namespace iiindex::detail {

/// A column that names the units although its title is not known to say so.
struct UnitColumn {
    Title title;
    std::size_t column = 0;
    std::string place;  ///< the title of a column of places that goes by its title, but has the same in several rows
};

/// Which columns are keys although no title says so.
struct KeyColumns {
    std::optional<UnitColumn> unit;
    std::optional<Title> period;
    std::optional<Title> indicator_code, indicator;  ///< codes are found beside names alone
};

/// Finds them among the columns that stand left of the values, under titles that mean nothing else.
///
/// unit     where no title is known to be that of the units, the one of texts alone with the most different ones,
///          unless most rows have the same text, or else one that numbers the rows; where one is, of cities or the
///          like, but does not tell the units apart, the first that does
/// period   where no title is known to be that of the periods and units stand in several rows, the first of dates alone
///          that tells these apart, if most units have most of the dates
/// indicator where values stand below titles that do not say of which indicator they are, nor does a column by its
///          title: the one whose cells name the most inputs of the index; without an index, the first of texts that
///          tells the rows of units apart, if most units have most of the texts, and where those are codes (NGDPD),
///          the first that has a name for each
KeyColumns find_key_columns(const Text& text, const Dialect& dialect, const TitleWords& words,
                            const LoadOptions& options);

}  // namespace iiindex::detail
