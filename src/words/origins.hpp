#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <iiindex/origins.hpp>
#include <iiindex/result.hpp>

namespace iiindex::detail {

/// "Values: recovered from published results, not measured. Weights: assumed (secondary, indicator)." Empty where
/// neither values nor weights state an origin.
std::string origins_note(const Origins& origins, Language language);
std::string origins_note(const Result& result, Language language);

/// The one origin of values for programs: "several" where there are more.
std::string_view overall_origin(const std::vector<Origin>& values);
std::string_view overall_origin(const Origins& origins);

}  // namespace iiindex::detail
