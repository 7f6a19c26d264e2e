#pragma once

#include <cstddef>
#include <string>

#include <iiindex/contributions.hpp>
#include <iiindex/index.hpp>

namespace iiindex::detail {

/// How a unit's score at a node came about, with the numbers in it: "(455 − 0) / (979 − 0) × 50 + 50 = 73.2". Empty
/// where there is no score.
std::string formula(const Standing& unit, std::size_t node, Language language);

/// A number to at most `digits` decimals, without trailing zeros.
std::string brief(double number, int digits = 3);

}  // namespace iiindex::detail
