#pragma once

#include <vector>

#include <iiindex/coherence.hpp>

namespace iiindex::detail {

std::vector<Importance> importance_of(const Result& result, std::size_t period);

}  // namespace iiindex::detail
