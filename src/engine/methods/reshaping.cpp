#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include <iiindex/columns.hpp>
#include <iiindex/prepare.hpp>

#include "ground/catalogue.hpp"
#include "ground/statistics.hpp"

namespace iiindex {

using namespace detail;

namespace {

struct Ends {
    double low, high;
    double margin() const { return 0.01 * (high - low); }
};

Ends ends_of(std::span<const double> column) {
    const std::vector<double> there = those_there(column);
    return {std::ranges::min(there), std::ranges::max(there)};
}

void take_log(std::span<double> column, bool from_below) {
    const Ends ends = ends_of(column);
    for (double& x : column) {
        x = from_below ? std::log(x - ends.low + ends.margin()) : -std::log(ends.high + ends.margin() - x);
    }
}

double box_cox(double x, double lambda) {
    return std::abs(lambda) < 1e-8 ? std::log(x) : (std::pow(x, lambda) - 1) / lambda;
}

/// The log-likelihood of a normal distribution after a Box-Cox transformation, up to a constant.
double likelihood(std::span<const double> numbers, double lambda) {
    double sum = 0, squares = 0, logs = 0;
    for (const double x : numbers) sum += box_cox(x, lambda);
    const auto n = static_cast<double>(numbers.size());
    for (const double x : numbers) {
        squares += std::pow(box_cox(x, lambda) - sum / n, 2);
        logs += std::log(x);
    }
    return -n / 2 * std::log(squares / n) + (lambda - 1) * logs;
}

/// The most likely lambda in [-2, 2], by golden section.
double most_likely_lambda(std::span<const double> numbers) {
    const double golden = (std::sqrt(5.0) - 1) / 2;
    double low = -2, high = 2;
    while (high - low > 1e-10) {
        const double a = high - golden * (high - low), b = low + golden * (high - low);
        if (likelihood(numbers, a) < likelihood(numbers, b))
            low = a;
        else
            high = b;
    }
    return (low + high) / 2;
}

/// Numbers times a power of two, which leaves lambda as it is, where they are so large or small that powers of them
/// would differ in their last digits alone.
std::vector<double> near_one_on_average(std::vector<double> numbers) {
    constexpr double harmless = 12;
    double logs = 0;
    for (const double x : numbers) logs += std::log2(x);
    const double average = logs / static_cast<double>(numbers.size());
    if (!std::isfinite(average) || std::abs(average) <= harmless) return numbers;
    const int exponent = static_cast<int>(average);
    for (double& x : numbers) x = std::ldexp(x, -exponent);
    return numbers;
}

/// Box-Cox of the values moved to begin at 1 % of their spread, as the logarithm's are.
void take_box_cox(std::span<double> column) {
    const Ends ends = ends_of(column);
    for (double& x : column) x = x - ends.low + ends.margin();
    const Ends moved{ends.margin(), ends.high - ends.low + ends.margin()};
    const double lambda = most_likely_lambda(near_one_on_average(those_there(column)));
    const double largest_power = std::pow(lambda < 0 ? moved.low : moved.high, lambda);
    for (double& x : column) {
        if (is_missing(x)) continue;
        // Where all powers are next to nothing, the -1/lambda that all have would leave nothing of them.
        x = largest_power < 1e-6 ? std::pow(x, lambda) / lambda : box_cox(x, lambda);
    }
}

void log_from_below(std::span<double> column, double) { take_log(column, true); }
void log_by_skewness(std::span<double> column, double skewness) { take_log(column, skewness >= 0); }
void box_cox_from_below(std::span<double> column, double) { take_box_cox(column); }

constexpr std::array reshaping_rows = {
    ReshapingMethod{"log", marked("logarithm of the distance from the least value"), log_from_below},
    ReshapingMethod{"log-both", marked("the same, or from the greatest value where skewed to the left"),
                    log_by_skewness},
    ReshapingMethod{"box-cox", marked("Box-Cox transformation with the most likely exponent"), box_cox_from_below},
};

}  // namespace

std::span<const ReshapingMethod> reshaping_methods() { return reshaping_rows; }

}  // namespace iiindex
