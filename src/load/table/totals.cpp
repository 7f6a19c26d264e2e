#include "load/table/totals.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include <iiindex/number.hpp>

namespace iiindex::detail {

std::size_t significant_digits(double number) {
    std::string digits;
    for (const char c : shortest(std::abs(number))) {
        if (c == 'e') break;
        if (c != '.') digits += c;
    }
    const std::size_t first = digits.find_first_not_of('0');
    return first == digits.npos ? 0 : digits.find_last_not_of('0') - first + 1;
}

int last_place(double number) {
    const std::string text = shortest(std::abs(number));
    const std::size_t exponent_at = text.find('e'), point = text.find('.');
    const std::string digits = text.substr(0, exponent_at);
    const int exponent = exponent_at == text.npos ? 0 : std::stoi(text.substr(exponent_at + 1));
    if (point != text.npos) return exponent - static_cast<int>(digits.size() - point - 1);
    return exponent + static_cast<int>(digits.size() - 1 - std::min(digits.find_last_not_of('0'), digits.size() - 1));
}

}  // namespace iiindex::detail
