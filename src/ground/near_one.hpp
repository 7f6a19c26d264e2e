#pragma once

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace iiindex::detail {

/// The power of two, which costs no digit, that brings numbers up to `largest` from zero near 1 where their fourth
/// powers would be beyond a double; 1 where they would not.
inline double near_one(double largest) {
    constexpr int harmless = 200, most = 1000;
    if (!(largest > 0) || !std::isfinite(largest)) return 1;
    const int exponent = std::ilogb(largest);
    return std::abs(exponent) <= harmless ? 1 : std::ldexp(1.0, -std::clamp(exponent, -most, most));
}

}  // namespace iiindex::detail
