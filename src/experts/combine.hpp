#pragma once

#include <span>
#include <vector>

#include <iiindex/experts.hpp>

namespace iiindex::detail {

/// The group's weights, sum 1, from experts' weights: a row an expert, and what each expert counts.
std::vector<double> combined(const std::vector<std::span<const double>>& weights, const std::vector<double>& counts,
                             Combining how, double trim);

/// The weighted geometric mean of each judgement over the experts who gave it; the pairs nobody judged stay missing.
std::vector<PairComparison> combined_judgements(const std::vector<const Judgement*>& judgements,
                                                const std::vector<double>& counts);

}  // namespace iiindex::detail
