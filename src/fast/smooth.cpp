#include "fast/smooth.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "ground/parallel.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t few_points = 1000;  ///< that are quick one by one

// Distances are in bandwidths, and a box is one wide. The terms of the series that are left out are below 1e-14 of the
// sum within reach; what is beyond reach weighs less than 1e-16.
constexpr std::size_t terms = 32;
constexpr double reach = 9;

/// The weighted sums that a line is fitted by.
struct Sums {
    double w0 = 0, w1 = 0, w2 = 0, y0 = 0, y1 = 0;

    void add(double distance, double y) {
        const double weight = std::exp(-distance * distance / 2);
        w0 += weight;
        w1 += weight * distance;
        w2 += weight * distance * distance;
        y0 += weight * y;
        y1 += weight * distance * y;
    }

    /// Where all the weight lies on one x there is no slope, only a mean.
    double fitted() const {
        const double determinant = w0 * w2 - w1 * w1;
        return determinant > 1e-12 * w0 * w0 ? (w2 * y0 - w1 * y1) / determinant : y0 / w0;
    }
};

/// The points within a bandwidth, in order.
struct Box {
    std::size_t first = 0, last = 0;
    double middle = 0;
    std::array<double, terms + 2> of_x{};  ///< the sums of exp(-v^2/2) v^k / k! over the distances v from the middle
    std::array<double, terms + 1> of_y{};  ///< the same times y
    bool is_few() const { return last - first <= terms; }
};

/// Points sorted by x.
struct Points {
    std::vector<double> x, y;
};

constexpr std::array<double, terms + 2> inverse_factorials() {
    std::array<double, terms + 2> inverse{1};
    for (std::size_t k = 1; k < inverse.size(); ++k) inverse[k] = inverse[k - 1] / static_cast<double>(k);
    return inverse;
}

void take_moments(Box& box, const Points& points) {
    static constexpr auto inverse = inverse_factorials();
    for (std::size_t i = box.first; i < box.last; ++i) {
        const double v = points.x[i] - box.middle;
        double power = std::exp(-v * v / 2);
        for (std::size_t k = 0; k < box.of_x.size(); ++k) {
            box.of_x[k] += power;
            if (k < box.of_y.size()) box.of_y[k] += power * points.y[i];
            power *= v;
        }
    }
    for (std::size_t k = 0; k < box.of_x.size(); ++k) box.of_x[k] *= inverse[k];
    for (std::size_t k = 0; k < box.of_y.size(); ++k) box.of_y[k] *= inverse[k];
}

std::vector<Box> boxes_of(const Points& points) {
    std::vector<Box> boxes;
    for (std::size_t i = 0; i < points.x.size();) {
        const double begin = std::floor(points.x[i]);
        Box box{.first = i, .last = i, .middle = begin + 0.5};
        while (box.last < points.x.size() && points.x[box.last] < begin + 1) ++box.last;
        // Beyond 2^53 bandwidths from zero no number lies between two whole ones: each x is a box of its own.
        while (box.last < points.x.size() && points.x[box.last] == points.x[i]) ++box.last;
        i = box.last;
        boxes.push_back(box);
    }
    for_each_number(boxes.size(), [&](std::size_t b) {
        if (!boxes[b].is_few()) take_moments(boxes[b], points);
    });
    return boxes;
}

/// exp(-(v-u)^2/2) = exp(-u^2/2) exp(-v^2/2) sum of (u v)^k / k!; a factor v more is the next moment, times k + 1.
void add_series(const Box& box, double at, Sums& sums) {
    const double u = at - box.middle;
    double w0 = 0, w1 = 0, w2 = 0, y0 = 0, y1 = 0, power = std::exp(-u * u / 2);
    for (std::size_t k = 0; k < terms; ++k) {
        const auto next = static_cast<double>(k + 1);
        w0 += power * box.of_x[k];
        w1 += power * next * box.of_x[k + 1];
        w2 += power * next * (next + 1) * box.of_x[k + 2];
        y0 += power * box.of_y[k];
        y1 += power * next * box.of_y[k + 1];
        power *= u;
    }
    sums.w0 += w0;
    sums.w1 += w1 - u * w0;
    sums.w2 += w2 - 2 * u * w1 + u * u * w0;
    sums.y0 += y0;
    sums.y1 += y1 - u * y0;
}

}  // namespace

std::vector<double> smoothed_one_by_one(std::span<const double> x, std::span<const double> y, double bandwidth) {
    std::vector<double> fitted(x.size());
    for_each_number(x.size(), [&](std::size_t at) {
        Sums sums;
        for (std::size_t i = 0; i < x.size(); ++i) sums.add((x[i] - x[at]) / bandwidth, y[i]);
        fitted[at] = sums.fitted();
    });
    return fitted;
}

std::vector<double> smoothed_by_boxes(std::span<const double> x, std::span<const double> y, double bandwidth) {
    std::vector<std::size_t> order(x.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return x[a] < x[b]; });
    Points points;
    for (const std::size_t i : order) {
        points.x.push_back((x[i] - x[order.front()]) / bandwidth);
        points.y.push_back(y[i]);
    }
    const std::vector<Box> boxes = boxes_of(points);
    std::vector<double> fitted(x.size());
    for_each_number(boxes.size(), [&](std::size_t own) {
        for (std::size_t at = boxes[own].first; at < boxes[own].last; ++at) {
            const double u = points.x[at];
            auto box = std::partition_point(boxes.begin(), boxes.end(),
                                            [&](const Box& one) { return one.middle + 0.5 < u - reach; });
            Sums sums;
            for (; box != boxes.end() && box->middle - 0.5 <= u + reach; ++box) {
                if (!box->is_few()) {
                    add_series(*box, u, sums);
                    continue;
                }
                for (std::size_t i = box->first; i < box->last; ++i) sums.add(points.x[i] - u, points.y[i]);
            }
            fitted[order[at]] = sums.fitted();
        }
    });
    return fitted;
}

std::vector<double> smoothed(std::span<const double> x, std::span<const double> y, double bandwidth) {
    return x.size() <= few_points ? smoothed_one_by_one(x, y, bandwidth) : smoothed_by_boxes(x, y, bandwidth);
}

}  // namespace iiindex::detail
