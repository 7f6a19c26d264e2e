#pragma once

#include <vector>

#include <iiindex/experts.hpp>

namespace iiindex::detail {

/// Weights, sum 1, of ranks (1 is first); equal ranks share what the places that they take count together.
std::vector<double> weights_of_ranks(const std::vector<double>& ranks, RankWeights how);

/// The numbers as ranks, the largest first; equal ones have the mean of theirs.
std::vector<double> mean_ranks(const std::vector<double>& numbers);

}  // namespace iiindex::detail
