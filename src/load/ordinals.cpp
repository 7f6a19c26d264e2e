#include "load/ordinals.hpp"

#include <algorithm>

#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {

std::string_view place_in(std::string_view text) {
    std::string_view place = trimmed(text);
    for (const std::string_view before : {"第", "No.", "no.", "NO.", "Nr.", "№", "#", "=", "T"}) {
        if (!place.starts_with(before)) continue;
        place = trimmed(place.substr(before.size()));
        break;
    }
    for (const std::string_view behind : {"名", "位", "st", "nd", "rd", "th", "=", "."}) {
        if (!place.ends_with(behind)) continue;
        place = trimmed(place.substr(0, place.size() - behind.size()));
        break;
    }
    return !place.empty() && std::all_of(place.begin(), place.end(), is_digit) ? place : text;
}

}  // namespace iiindex::detail
