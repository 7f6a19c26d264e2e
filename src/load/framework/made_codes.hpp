#pragma once

#include <string>
#include <string_view>

namespace iiindex::detail {

/// A code for a node that has none, from its name alone, so that it is the same every time: the letters and digits of a
/// name in ASCII ("GDP per head" is gdp_per_head); of another what it has of them, and a number found from all of it.
std::string code_from_name(std::string_view name);

/// The same with a number found from `path` behind it, for names that several nodes have.
std::string code_from_name(std::string_view name, std::string_view path);

}  // namespace iiindex::detail
