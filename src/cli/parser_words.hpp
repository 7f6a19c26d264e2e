#pragma once

#include <string>
#include <string_view>

namespace iiindex::cli {

/// What the parser of the command line says of a wrong one, in the language of what is said; as it is where the
/// parser is not known to say it.
std::string parser_words(std::string_view message);

}  // namespace iiindex::cli
