#include "ground/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

#include <iiindex/columns.hpp>

#include "ground/near_one.hpp"

namespace iiindex::detail {

std::vector<double> those_there(std::span<const double> numbers) {
    std::vector<double> there;
    std::copy_if(numbers.begin(), numbers.end(), std::back_inserter(there), [](double x) { return !is_missing(x); });
    return there;
}

double mean(std::span<const double> numbers) {
    const auto count = static_cast<double>(numbers.size());
    const double sum = std::accumulate(numbers.begin(), numbers.end(), 0.0);
    if (std::isfinite(sum)) return sum / count;
    return std::accumulate(numbers.begin(), numbers.end(), 0.0,
                           [&](double part, double x) { return part + x / count; });
}

double standard_deviation(std::span<const double> numbers) {
    const double centre = mean(numbers), times = near_one(farthest_from(centre, numbers));
    double squares = 0;
    for (const double x : numbers) squares += (x - centre) * times * ((x - centre) * times);
    return std::sqrt(squares / static_cast<double>(numbers.size() - 1)) / times;
}

double farthest_from(double centre, std::span<const double> numbers) {
    double most = 0;
    for (const double x : numbers) most = std::max(most, std::abs(x - centre));
    return most;
}

double median(std::vector<double> numbers) {
    const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2);
    std::nth_element(numbers.begin(), middle, numbers.end());
    if (numbers.size() % 2 == 1) return *middle;
    return std::midpoint(*std::max_element(numbers.begin(), middle), *middle);
}

double quantile(std::span<const double> sorted, double p) {
    const double place = static_cast<double>(sorted.size() - 1) * p;
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (place - std::floor(place)) * (sorted[above] - sorted[below]);
}

/// The sum that the incomplete gamma function is at halves: Abramowitz and Stegun (1964), 26.4.4 and 26.4.5.
double chi_squared_tail(double number, std::size_t degrees) {
    const double half = number / 2;
    const bool is_odd = degrees % 2 == 1;
    double term = is_odd ? std::exp(-half) * std::sqrt(half) / std::tgamma(1.5) : std::exp(-half);
    double sum = is_odd ? std::erfc(std::sqrt(half)) : 0;
    for (std::size_t i = 0; i < degrees / 2; ++i) {
        sum += term;
        term *= half / (static_cast<double>(i) + (is_odd ? 1.5 : 1.0));
    }
    return std::min(1.0, sum);
}

double correlation(std::span<const double> a, std::span<const double> b) {
    std::vector<double> x, y;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (is_missing(a[i]) || is_missing(b[i])) continue;
        x.push_back(a[i]);
        y.push_back(b[i]);
    }
    if (x.size() < 2) return missing;
    const double mean_x = mean(x), mean_y = mean(y);
    const double times_x = near_one(farthest_from(mean_x, x)), times_y = near_one(farthest_from(mean_y, y));
    double xx = 0, yy = 0, xy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double dx = (x[i] - mean_x) * times_x, dy = (y[i] - mean_y) * times_y;
        xx += dx * dx;
        yy += dy * dy;
        xy += dx * dy;
    }
    if (xx == 0 || yy == 0) return missing;
    return std::clamp(xy / std::sqrt(xx) / std::sqrt(yy), -1.0, 1.0);
}

}  // namespace iiindex::detail
