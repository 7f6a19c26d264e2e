#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "ground/catalogue.hpp"
#include "text/commas.hpp"

namespace iiindex::detail {

/// A text in quotes, as messages quote what an input says.
inline std::string in_quotes(std::string_view text) { return said("'{}'", text); }

/// Whether a word is one of those of a list.
template <class Words>
bool is_among(const Words& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace iiindex::detail
