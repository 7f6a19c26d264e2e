#pragma once

#include <vector>

#include <iiindex/load.hpp>

#include "load/framework/titles.hpp"
#include "load/framework/tree.hpp"

namespace iiindex::detail {

/// The nodes of a table with a row a node.
///
/// keeps_targets   of COINr's tables, whose targets say what could be measured against, not what is
std::vector<FrameworkNode> nodes_of_rows(const std::vector<CellRow>& rows, const FrameworkLayout& layout,
                                         bool keeps_targets, const Text& text, Faults& faults,
                                         std::vector<Problem>& warnings);

/// The nodes of a table with a column a level. The first is the total, of this name.
std::vector<FrameworkNode> nodes_of_levels(const std::vector<CellRow>& rows, const FrameworkLayout& layout,
                                           const GridCell& total, const Text& text, Faults& faults,
                                           std::vector<Problem>& warnings);

}  // namespace iiindex::detail
