#pragma once

#include <string>
#include <utility>

namespace iiindex::detail {

/// A number's text with the minus sign of print.
inline std::string with_minus(std::string number) {
    if (number.starts_with('-')) number.replace(0, 1, "−");
    return number;
}

/// The size of a number behind its sign.
inline std::string with_sign(double number, const std::string& size) { return (number < 0 ? "−" : "+") + size; }

}  // namespace iiindex::detail
