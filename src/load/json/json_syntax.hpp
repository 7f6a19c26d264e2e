#pragma once

#include <cstddef>
#include <string_view>

#include "load/text.hpp"

namespace iiindex::detail {

/// Where the reading of a JSON text ended early, as the library tells it.
struct JsonStop {
    std::size_t position = 0;  ///< bytes read, the offending one included
    std::string_view last_token;
    std::string_view message;
    std::size_t after = 0;   ///< the end of the last token that was understood
    std::size_t opened = 0;  ///< where the innermost open bracket stands
    bool is_open = false;
};

/// Puts a syntax error into our words and at the place where a person would look for it.
Fault syntax_fault(std::string_view text, const JsonStop& stop);

}  // namespace iiindex::detail
