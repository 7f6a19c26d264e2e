#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "load/judgements/node_names.hpp"
#include "load/table/grid.hpp"

namespace iiindex::detail {

/// Whether a row is the head of a square matrix: nodes but for its first cell and what is found from the judgements
/// behind them, and the next row begins with one of them. Below a title "expert" stand experts, whatever they are
/// called.
bool begins_matrix(const std::vector<CellRow>& rows, const NodeNames& names, std::size_t place);

/// Whether a title beside or below a matrix says that something is found from the judgements: "Sum", "Priority", CR.
bool is_found_from_judgements(std::string_view title);

}  // namespace iiindex::detail
