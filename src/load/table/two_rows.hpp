#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace iiindex::detail {

struct JoinedTitle {
    std::string text;
    bool is_lower = false;  ///< it stands in the lower row
};

/// The titles of a table that has them in two rows, names of groups of columns above (one cell, often merged, over
/// several): what the lower row says, behind its group where it says the same twice or a year; what the upper one says
/// where nothing stands below. None where the lower row is no row of titles: it then titles a unit, holds a number, or
/// adds no column.
std::optional<std::vector<JoinedTitle>> joined_titles(const std::vector<std::string_view>& upper,
                                                      const std::vector<std::string_view>& lower);

}  // namespace iiindex::detail
