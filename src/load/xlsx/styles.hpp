#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "load/xlsx/package.hpp"

namespace iiindex::detail {

/// How a cell shows its number, as far as that says what the number is.
enum class Shown {
    number,
    percent,
    date,
    scaled,  ///< in another power of ten, or by words that change what it means: 0.0,, or 0.0"万"
    either,  ///< as percent or not, by how large it is
};

/// By the style that a cell names.
std::vector<Shown> read_styles(const Package& package, const std::string& part);

/// What a format of numbers shows: "0.0%" percent, "yyyy-mm-dd" a date.
Shown shown_by(std::string_view format);

/// A date, with the time if there is one, as ISO 8601 writes it; empty for what is none.
///
/// days        since the last day of 1899, a Saturday (the calendar of spreadsheets, which has a 29 February 1900), or
///             since the first day of 1904
std::string date_text(double days, bool from_1904);

/// A number times a hundred, by its digits: 0.123 is "12.3".
std::string percent_text(double number);

}  // namespace iiindex::detail
