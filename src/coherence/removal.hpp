#pragma once

#include <vector>

#include <iiindex/coherence.hpp>

#include "ground/meter.hpp"

namespace iiindex::detail {

std::vector<Removal> removals_of(const Result& result, std::size_t period, Meter& meter);

}  // namespace iiindex::detail
