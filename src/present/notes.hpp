#pragma once

#include <string>
#include <vector>

#include <iiindex/result.hpp>
#include <iiindex/view.hpp>

namespace iiindex::detail {

/// What stands below a ranking: where values and weights come from, what was changed on the way, and who has no score.
std::vector<std::string> ranking_notes(const Result& result, const View& view);

}  // namespace iiindex::detail
