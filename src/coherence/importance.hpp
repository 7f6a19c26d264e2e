#pragma once

#include <vector>

#include <iiindex/coherence.hpp>

#include "ground/meter.hpp"

namespace iiindex::detail {

std::vector<Importance> importance_of(const Result& result, std::size_t period, Meter& meter);

}  // namespace iiindex::detail
