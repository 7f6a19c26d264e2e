#pragma once

#include <optional>

#include <iiindex/index.hpp>

namespace iiindex::detail {

/// A straight line, and the way back along it.
struct Line {
    double slope = 1;
    double offset = 0;

    double at(double x) const { return slope * x + offset; }
    double back(double y) const { return (y - offset) / slope; }

    friend bool operator==(const Line&, const Line&) = default;
};

/// How scores are mapped before a node's mean: reversed where it is inverted, onto its range where it has one.
inline std::optional<Line> mapping(const Aggregation& aggregation, const Range& scale) {
    if (aggregation.is_plain()) return std::nullopt;
    const Range to = aggregation.on.value_or(scale);
    const double slope = (to.high - to.low) / (scale.high - scale.low);
    if (aggregation.inverted) return Line{-slope, to.low + slope * scale.high};
    return Line{slope, to.low - slope * scale.low};
}

}  // namespace iiindex::detail
