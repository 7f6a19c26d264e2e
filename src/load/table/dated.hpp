#pragma once

#include <string>
#include <string_view>

namespace iiindex::detail {

/// The year that a title is: "2019", "2019年", "X2019", "2019 [YR2019]"; empty if it is none.
std::string year_of(std::string_view title);

/// What is left of a title without the year at its end or its beginning, and that year; both empty where it has none.
struct Dated {
    std::string name, year;
};

Dated dated(std::string_view title);

}  // namespace iiindex::detail
