#pragma once

#include <string>
#include <vector>

#include "recover/requirements.hpp"

namespace iiindex::detail {

/// What recovered values take for granted beyond print, a sentence each, in Chinese and in English.
std::vector<Name> assumptions_of(const Input& input, const std::vector<Requirement>& requirements,
                                 const std::vector<KnownScore>& known);

}  // namespace iiindex::detail
