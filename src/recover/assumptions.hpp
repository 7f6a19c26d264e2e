#pragma once

#include <string>
#include <vector>

#include "recover/requirements.hpp"

namespace iiindex::detail {

/// What recovered values take for granted beyond print, a sentence each.
std::vector<std::string> assumptions_of(const Input& input, const std::vector<Requirement>& requirements,
                                        const std::vector<KnownScore>& known);

}  // namespace iiindex::detail
