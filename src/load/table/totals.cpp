#include "load/table/totals.hpp"

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

}  // namespace iiindex::detail
