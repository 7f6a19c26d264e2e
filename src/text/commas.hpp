#pragma once

#include <string_view>

#include <iiindex/language.hpp>

namespace iiindex::detail {

/// Between the items of a list: "、", ", ".
std::string_view list_comma(Language language);

/// Between the parts of a sentence: "，", ", ".
std::string_view clause_comma(Language language);

}  // namespace iiindex::detail
