#pragma once

#include <vector>

#include <iiindex/coherence.hpp>

namespace iiindex::detail {

/// What the statistics, the pairs and the importance give reason to look at.
std::vector<Flag> flags_of(const Index& index, const Coherence& found);

}  // namespace iiindex::detail
