#pragma once

#include <string>
#include <string_view>

namespace iiindex::detail {

/// Whether a text is a year as such, of four digits.
bool is_year(std::string_view text);

/// The year that a title is ("2019", "2019年", "X2019", "2019 [YR2019]"), or the part of one ("2019Q1", "Mar 2020",
/// "2019年3月"); empty if it is none.
std::string date_of(std::string_view title);

/// What is left of a title without the year at its end or its beginning, or the part of one at its end ("GDP 2019Q1"),
/// and that date; both empty where it has none.
struct Dated {
    std::string name, date;
};

Dated dated(std::string_view title);

}  // namespace iiindex::detail
