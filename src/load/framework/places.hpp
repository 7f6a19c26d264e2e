#pragma once

#include <vector>

#include "load/table/grid.hpp"
#include "load/text.hpp"

namespace iiindex::detail {

/// `row 4, column C "权重"`: where a fault stands among the cells, told by the titles in `header`.
PlaceOf place_among(const std::vector<CellRow>& rows, const CellRow& header);

}  // namespace iiindex::detail
