#pragma once

#include <cstddef>
#include <string>

#include <iiindex/index.hpp>

namespace iiindex::detail {

/// The scores of a tier, 0 the best: "70 以上", "60–70", "55 以下". Empty where there is one tier for all.
std::string band_of(const Tiers& tiers, std::size_t tier, Language language);

}  // namespace iiindex::detail
