#pragma once

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

}  // namespace iiindex::detail
