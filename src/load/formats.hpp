#pragma once

#include <iiindex/load.hpp>

namespace iiindex::detail {

/// The format of an input: what the options say, else its name's extension, else its first character.
InputFormat format_of(const Source& source, const LoadOptions& options);

/// What parts the columns of a table in text, by its format.
char separator_of(InputFormat format);

/// The "format" that the outermost object of a JSON text states; empty where it states none, as records.
std::string stated_format(const Source& source);

}  // namespace iiindex::detail
