#pragma once

#include <algorithm>
#include <numeric>
#include <span>

namespace iiindex::detail {

/// Divides weights by their sum, so that they are shares of 1; where all are 0 they stay so. Returns the sum.
inline double share_out(std::span<double> weights) {
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (sum > 0) {
        for (double& weight : weights) weight /= sum;
    }
    return sum;
}

inline bool are_all_zero(std::span<const double> weights) {
    return std::all_of(weights.begin(), weights.end(), [](double weight) { return weight == 0; });
}

}  // namespace iiindex::detail
