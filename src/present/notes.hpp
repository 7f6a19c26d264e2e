#pragma once

#include <string>
#include <vector>

#include <iiindex/result.hpp>
#include <iiindex/view.hpp>

#include "present/missing.hpp"

namespace iiindex::detail {

/// What stands below a ranking: where values and weights come from, what was changed on the way, what was missing, and
/// who has no score.
///
/// lines   the gaps of the result
std::vector<std::string> ranking_notes(const Result& result, const View& view, const std::vector<MissingLine>& lines);

}  // namespace iiindex::detail
