#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sql/draft.hpp"

namespace iiindex::detail::sql {

/// A column of the units with gaps that are filled.
struct Filled {
    std::string code;    ///< whose it is
    std::string is;      ///< its number of a row `r_`, missing or not
    std::string column;  ///< where it stands once filled
};

/// Puts the centre of a period's units, or of a unit's group, in for what is missing.
void fill_gaps(Draft& draft, const Imputation& imputation, std::string_view of, std::vector<Filled>& gaps);

}  // namespace iiindex::detail::sql
