#pragma once

#include <vector>

#include <iiindex/dataset.hpp>
#include <iiindex/problem.hpp>

#include "load/table/cells.hpp"
#include "load/table/labels.hpp"
#include "load/text.hpp"

namespace iiindex::detail {

/// The units of all runs; says which groups were taken for others.
Units join_units(const Text& text, const LaidOutTable& table, std::vector<Block>& blocks, Cells& cells,
                 std::vector<Problem>& warnings);

/// The labels of the periods of all runs; says which were taken for others.
AlikeLabels join_periods(const Text& text, const LaidOutTable& table, const std::vector<Block>& blocks, Cells& cells,
                         std::vector<Problem>& warnings);

}  // namespace iiindex::detail
