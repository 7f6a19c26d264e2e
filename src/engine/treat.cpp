#include <algorithm>
#include <cmath>

#include <iiindex/columns.hpp>
#include <iiindex/prepare.hpp>

#include "engine/precision.hpp"
#include "ground/near_one.hpp"
#include "ground/statistics.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// Values of a column that is treated have been divided or put in as likely as not.
bool are_same(double a, double b) { return is_same(a, b, Lost::by_reckoning); }

struct Shape {
    double skewness;
    double kurtosis;
};

/// The central moments of order 2 to 4, divisor n, of numbers times a power of two: for what does not depend on scale.
struct CentralMoments {
    double second = 0, third = 0, fourth = 0;
};

CentralMoments central_moments(std::span<const double> numbers) {
    const double centre = mean(numbers), times = near_one(farthest_from(centre, numbers));
    CentralMoments moments;
    for (const double x : numbers) {
        const double d = (x - centre) * times;
        moments.second += d * d;
        moments.third += d * d * d;
        moments.fourth += d * d * d * d;
    }
    const auto n = static_cast<double>(numbers.size());
    return {moments.second / n, moments.third / n, moments.fourth / n};
}

/// Nothing where there are too few values, or only one, for a shape, or where no number can hold it.
std::optional<Shape> shape_of(std::span<const double> column) {
    const std::vector<double> there = those_there(column);
    if (there.size() < 4 || are_same(std::ranges::min(there), std::ranges::max(there))) return std::nullopt;
    const Shape shape{skewness(there), kurtosis(there)};
    return std::isfinite(shape.skewness) && std::isfinite(shape.kurtosis) ? std::optional(shape) : std::nullopt;
}

bool passes(const Shape& shape, const Treatment& treatment) {
    return std::abs(shape.skewness) < treatment.skewness || shape.kurtosis < treatment.kurtosis;
}

/// Moves all values at the extreme to the next distinct one and marks them. Returns whether there was another.
bool winsorise_extreme(std::span<double> column, bool high, std::vector<bool>& moved) {
    const std::vector<double> there = those_there(column);
    const auto beyond = [high](double a, double b) { return high ? a < b : a > b; };
    const double extreme = *std::max_element(there.begin(), there.end(), beyond);
    double next = missing;
    for (const double x : there) {
        if (!are_same(x, extreme) && (is_missing(next) || beyond(next, x))) next = x;
    }
    if (is_missing(next)) return false;
    for (std::size_t i = 0; i < column.size(); ++i) {
        if (is_missing(column[i]) || !are_same(column[i], extreme)) continue;
        column[i] = next;
        moved[i] = true;
    }
    return true;
}

}  // namespace

double skewness(std::span<const double> numbers) {
    const auto n = static_cast<double>(numbers.size());
    const CentralMoments m = central_moments(numbers);
    return m.third / std::pow(m.second, 1.5) * std::sqrt(n * (n - 1)) / (n - 2);
}

double kurtosis(std::span<const double> numbers) {
    const auto n = static_cast<double>(numbers.size());
    const CentralMoments m = central_moments(numbers);
    const double excess = m.fourth / (m.second * m.second) - 3;
    return ((n + 1) * excess + 6) * (n - 1) / ((n - 2) * (n - 3));
}

TreatmentReport treat(std::span<double> column, const Treatment& treatment) {
    TreatmentReport report;
    auto shape = shape_of(column);
    if (!shape) return report;
    report.skewness = shape->skewness;
    report.kurtosis = shape->kurtosis;
    if (passes(*shape, treatment)) return report;

    const std::vector<double> original(column.begin(), column.end());
    std::vector<bool> moved(column.size());
    while (shape && !passes(*shape, treatment) && report.winsorised < treatment.winsorise) {
        if (!winsorise_extreme(column, shape->skewness >= 0, moved)) break;
        report.winsorised = static_cast<std::size_t>(std::count(moved.begin(), moved.end(), true));
        shape = shape_of(column);
    }
    if (report.winsorised > 0 && shape) {
        report.winsorised_skewness = shape->skewness;
        report.winsorised_kurtosis = shape->kurtosis;
    }
    if ((shape && passes(*shape, treatment)) || treatment.then == nullptr) return report;

    std::copy(original.begin(), original.end(), column.begin());
    treatment.then->reshape(column, report.skewness);
    if (std::any_of(column.begin(), column.end(), [](double x) { return std::isinf(x); })) {
        std::copy(original.begin(), original.end(), column.begin());  // no number holds what it would become
        return report;
    }
    if (const auto reshaped = shape_of(column)) {
        report.reshaped_skewness = reshaped->skewness;
        report.reshaped_kurtosis = reshaped->kurtosis;
    }
    return report;
}

}  // namespace iiindex
