#pragma once

#include <cstddef>
#include <vector>

#include <iiindex/chart.hpp>
#include <iiindex/result.hpp>
#include <iiindex/robustness.hpp>

namespace iiindex::cli {

/// A run of `iiindex robustness` as it is without options. The result has the scores of all nodes.
/// Throws InputError where the index cannot be varied.
Robustness usual_robustness(const Result& result, std::size_t node, std::size_t period);

/// Where each unit's rank lies in nine of ten of its replicates: the 5 % and 95 % quantiles.
std::vector<RankInterval> rank_intervals(const Result& result, std::size_t period, const Robustness& robustness);

}  // namespace iiindex::cli
