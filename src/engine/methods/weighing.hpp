#pragma once

#include <vector>

#include <Eigen/Core>

#include <iiindex/weigh.hpp>

#include "ground/statistics.hpp"

namespace iiindex::detail {

// What the ways to find weights have in common.

using Weights = std::vector<double>;

/// The children's scores of the units that have all of them, each child brought to 0-1, or their values as they are;
/// empty if fewer than three units do or a child is constant.
std::vector<std::vector<double>> complete_columns(const Children& children, Weighting::Of of = Weighting::Of::scores);

Eigen::MatrixXd correlations_of(const std::vector<std::vector<double>>& columns);

/// The weights, unless one of them is none.
FoundWeights above_zero(Weights weights);

}  // namespace iiindex::detail
