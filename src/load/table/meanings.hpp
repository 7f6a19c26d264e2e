#pragma once

#include <vector>

#include <iiindex/load.hpp>

#include "load/table/dialect.hpp"
#include "load/table/titles.hpp"
#include "load/text.hpp"

namespace iiindex::detail {

/// What the titles of a table mean: as the options and the index say, and by what stands in the columns where that does
/// not tell which are keys, which warnings say. The index must outlive it.
TitleWords words_of(const Text& text, const Dialect& dialect, const LoadOptions& options, const Index& index,
                    std::vector<Problem>& warnings);

}  // namespace iiindex::detail
