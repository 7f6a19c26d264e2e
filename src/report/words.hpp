#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <iiindex/result.hpp>

namespace iiindex::detail {

/// A node in sentences: what it is made of, its first three units, and who is in which tier.
std::string describe(const Result& result, std::size_t period, std::size_t node, Language language);

}  // namespace iiindex::detail
