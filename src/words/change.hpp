#pragma once

#include <string>
#include <vector>

#include <iiindex/change.hpp>

namespace iiindex::detail {

/// What moved between two years, in sentences: who rose and fell most, who changed tier, who came and went.
std::vector<std::string> change_sentences(const Changes& changes, Language language);

}  // namespace iiindex::detail
