#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

#include <iiindex/formula.hpp>

namespace iiindex::detail {

/// The operator or function of a name; null if there is none.
const FormulaFunction* find_function(std::string_view name, FormulaFunction::Form form);

/// The sign at the beginning of a text, as it is written and as the table of functions has it; null if there is none.
const std::pair<std::string_view, std::string_view>* sign_at(std::string_view text);

/// How many bytes of a name begin at a place: of an ASCII letter, a digit, '_', '.' or what is no sign beyond ASCII. 0
/// if none do.
std::size_t is_name_part(std::string_view text, std::size_t at);

/// How many bytes a blank takes at a place; 0 if there is none.
std::size_t blank_at(std::string_view text, std::size_t at);

}  // namespace iiindex::detail
