#pragma once

#include <vector>

#include <iiindex/coherence.hpp>

namespace iiindex::detail {

std::vector<UnitAvailability> availability_of(const Index& index, const Columns& values, const Period& period);

}  // namespace iiindex::detail
