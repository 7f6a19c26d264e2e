#pragma once

#include <iiindex/weigh.hpp>

namespace iiindex::detail {

/// Several sets of weights as one: their product, their mean, or the sum of them that lies nearest to each.
FoundWeights combined(const Children& children, const Weighting& weighting, const Aggregation& aggregation);

}  // namespace iiindex::detail
