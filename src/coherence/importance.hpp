#pragma once

#include <vector>

#include <iiindex/coherence.hpp>

#include "ground/meter.hpp"

namespace iiindex::detail {

/// scores   of the period, by node: what arithmetic alone has parted is the same in them
std::vector<Importance> importance_of(const Result& result, std::size_t period,
                                      const std::vector<std::vector<double>>& scores, Meter& meter);

}  // namespace iiindex::detail
