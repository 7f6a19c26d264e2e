#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace iiindex::detail {

/// The local linear regression of y on x at each x, with a normal kernel: each point against each other.
std::vector<double> smoothed_one_by_one(std::span<const double> x, std::span<const double> y, double bandwidth);

/// The same but for rounding, in time that grows with the points and no faster: x of one box count together, by what
/// they are away from its middle (the fast Gauss transform of Greengard and Strain, 1991). 10,000 points: 12 ms for 2
/// s.
std::vector<double> smoothed_by_boxes(std::span<const double> x, std::span<const double> y, double bandwidth);

/// One by one where that is quick, by boxes elsewhere.
std::vector<double> smoothed(std::span<const double> x, std::span<const double> y, double bandwidth);

}  // namespace iiindex::detail
