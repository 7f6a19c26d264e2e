#pragma once

#include <cstddef>
#include <vector>

#include <iiindex/rank.hpp>

#include "engine/replicate/plan.hpp"

namespace iiindex::detail {

/// The units with a score at the plan's node, best first: places in the period. Throws InputError for fewer than two.
std::vector<std::size_t> scored_units(const Plan& plan);

/// Their ranks by the index as it is.
std::vector<Rank> nominal_ranks(const Plan& plan, const std::vector<std::size_t>& units);

}  // namespace iiindex::detail
