#pragma once

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
    std::string place;  ///< the title of a column of places that goes by its title, but has the same in several rows
};

/// Finds it among those that stand left of the values: where no title is known to be that of the units, the one of
/// texts alone with the most different ones, under a title that means nothing else, unless most rows have the same
/// text, or else one that numbers the rows; where one is, of cities or the like, but does not tell the units apart, the
/// first that does.
std::optional<UnitColumn> find_unit_column(const Text& text, const Dialect& dialect, const TitleWords& words,
                                           const LoadOptions& options);

}  // namespace iiindex::detail
