#pragma once

#include <vector>

#include <iiindex/problem.hpp>

#include "load/framework/tree.hpp"
#include "load/text.hpp"

namespace iiindex::detail {

/// Whether weights with this sum are shares, of 1 or of 100.
bool makes_whole(double sum);

/// Where indicators alone have weights, and these make a whole (1 or 100) of all but of no group, they are shares of
/// the total: gives each group the sum of what is in it, and says so in a warning.
void weigh_groups_by_leaves(std::vector<FrameworkNode>& nodes, const Text& text, std::vector<Problem>& warnings);

}  // namespace iiindex::detail
