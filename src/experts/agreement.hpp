#pragma once

#include <span>
#include <vector>

#include <iiindex/experts.hpp>

namespace iiindex::detail {

/// How each child's weights lie: a row an expert, of at least one.
std::vector<Spread> spread_of(const std::vector<std::span<const double>>& weights);

/// As the public function of this name.
std::optional<Concordance> concordance_of(const std::vector<std::span<const double>>& weights);

}  // namespace iiindex::detail
