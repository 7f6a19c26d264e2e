#pragma once

#include <iiindex/load.hpp>

namespace iiindex::detail {

/// The format of an input: what the options say, else its name's extension, else its first character.
InputFormat format_of(const Source& source, const LoadOptions& options);

}  // namespace iiindex::detail
