#pragma once

#include <cstddef>
#include <vector>

#include <iiindex/chart.hpp>
#include <iiindex/result.hpp>

namespace iiindex::cli {

/// Where each unit's rank at a node lies in nine of ten replicates, its 5 % and 95 % quantiles: a run of
/// `iiindex robustness` as it is without options. The result has the scores of all nodes.
/// Throws InputError where the index cannot be varied.
std::vector<RankInterval> rank_intervals(const Result& result, std::size_t node, std::size_t period);

}  // namespace iiindex::cli
