#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace iiindex::detail {

/// What the values of some rows in a column come to.
struct Totals {
    double sum = 0, size = 0, least = INFINITY, most = -INFINITY;
    std::size_t count = 0;

    void add(double value) {
        sum += value;
        size += std::abs(value);
        least = std::min(least, value);
        most = std::max(most, value);
        ++count;
    }
    void add(const Totals& more) {
        sum += more.sum;
        size += more.size;
        least = std::min(least, more.least);
        most = std::max(most, more.most);
        count += more.count;
    }
};

/// The digits that say something in a number as it is written: the more, the less it is a sum by chance.
std::size_t significant_digits(double number);

/// The exponent of the last digit that a number is written with: 0 of 54, -1 of 5.1, 2 of 300.
int last_place(double number);

}  // namespace iiindex::detail
