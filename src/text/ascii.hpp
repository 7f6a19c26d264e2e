#pragma once

namespace iiindex::detail {

/// Whether a byte is one of 0 to 9, whatever the locale says.
inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace iiindex::detail
