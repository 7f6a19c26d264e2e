#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

namespace iiindex::detail {

/// Scales weights so that their sums, and products with scores, stay numbers: by a power of two, which
/// changes no digit of them.
inline void bring_into_range(std::vector<double>& weights) {
    int exponent = 0;
    std::frexp(*std::max_element(weights.begin(), weights.end()), &exponent);
    for (double& weight : weights) weight = std::ldexp(weight, -exponent);
}

}  // namespace iiindex::detail
