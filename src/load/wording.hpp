#pragma once

#include <string>
#include <string_view>

#include "ground/catalogue.hpp"
#include "text/commas.hpp"

namespace iiindex::detail {

/// A text in quotes, as messages quote what an input says.
inline std::string quoted(std::string_view text) { return said("'{}'", text); }

}  // namespace iiindex::detail
