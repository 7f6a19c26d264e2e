#pragma once

#include <iiindex/aggregate.hpp>

namespace iiindex::detail {

/// The weights that bring each child's influence on its parent nearest to its share of the given weights: the greatest
/// difference is the least that was found from many beginnings. The influence of a child is the square of its
/// correlation with the parent, a share of all squares. Empty where a child or the parent is constant.
FoundWeights optimised(const Children& children, const Weighting& weighting, const Aggregation& aggregation);

}  // namespace iiindex::detail
