#pragma once

#include <cstddef>
#include <vector>

#include <iiindex/exact.hpp>

namespace iiindex::detail {

/// By node: the score of `a` less that of `b` at each indicator below `node`, 0 where it is no more than arithmetic
/// loses, and of the other sign where an inner node between turns it; 0 elsewhere. Empty where one of the two lacks a
/// score that counts.
std::vector<double> leads_at_indicators(const Result& result, std::size_t node, std::size_t a, std::size_t b);

/// How far apart two units may be at a node that are level.
double level_within(const Result& result, std::size_t node, std::size_t row);

}  // namespace iiindex::detail
