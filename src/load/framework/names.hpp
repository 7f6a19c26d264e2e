#pragma once

#include <vector>

#include "load/framework/tree.hpp"

namespace iiindex::detail {

/// Takes what stands in brackets behind the names of nodes, or as an arrow, and is no part of them: directions, and
/// weights of all children of a node where none has one otherwise: by a word (权重0.4), as points (40分), or as numbers
/// or percentages that make a whole or what their parent has. Percentages that do not are left, with a warning. Names
/// in two languages are parted.
void take_from_names(std::vector<FrameworkNode>& nodes, const Text& text, Faults& faults,
                     std::vector<Problem>& warnings);

}  // namespace iiindex::detail
