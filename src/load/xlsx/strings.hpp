#pragma once

#include <string>
#include <vector>

#include <pugixml.hpp>

#include "load/xlsx/package.hpp"

namespace iiindex::detail {

/// The text of a shared or an inline string: of its runs too, but not how they are pronounced.
std::string string_text(const pugi::xml_node& string);

/// The strings that the cells of a workbook share, in their order.
std::vector<std::string> read_strings(const Package& package, const std::string& part);

}  // namespace iiindex::detail
