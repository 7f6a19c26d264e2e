#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <iiindex/result.hpp>

namespace iiindex::detail {

/// The scores of a tier, 0 the best: "70 以上", "60–70", "55 以下". Empty where there is one tier for all.
std::string band_of(const Tiers& tiers, std::size_t tier, Language language);

/// What scores of a node must not fall below to reach its tiers; empty where it has none.
std::vector<double> cuts_to_reach(const Result& result, std::size_t node);

}  // namespace iiindex::detail
