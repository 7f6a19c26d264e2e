#pragma once

#include <string_view>

namespace iiindex::detail {

/// The digits of a place in a ranking ("第3名", "3rd", "=3", "T3", "No. 3", "3."); the text as it is where it is none.
std::string_view place_in(std::string_view text);

}  // namespace iiindex::detail
