#pragma once

#include <string>

#include <iiindex/result.hpp>

namespace iiindex::detail {

/// "Values: recovered from published results, not measured. Weights: assumed (secondary, indicator)." Empty where
/// neither values nor weights state an origin.
std::string origins_note(const Result& result, Language language);

}  // namespace iiindex::detail
