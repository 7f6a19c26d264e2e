#pragma once

#include <vector>

#include <iiindex/coherence.hpp>

namespace iiindex::detail {

std::vector<Removal> removals_of(const Result& result, std::size_t period);

}  // namespace iiindex::detail
