#pragma once

#include <optional>
#include <vector>

#include <iiindex/load.hpp>

#include "load/table/dialect.hpp"
#include "load/table/reshape.hpp"
#include "load/table/titles.hpp"
#include "load/text.hpp"

namespace iiindex::detail {

/// Puts a period together that a table has in two columns, the year and its month or quarter, where only both tell the
/// rows of a unit apart; parted by the same character, with a warning. Nothing where that is not so.
std::optional<MadeTable> with_joined_periods(const Text& text, const Dialect& dialect, const TitleWords& words,
                                             const LoadOptions& options, std::vector<Problem>& warnings);

}  // namespace iiindex::detail
