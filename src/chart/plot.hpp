#pragma once

#include <string>
#include <vector>

#include "chart/sheet.hpp"

namespace iiindex::detail {

/// The least and the greatest of some numbers; 0 to 1 of none.
Range range_of(const std::vector<double>& numbers);

/// A drawing with one axis across and one up, both named.
class Plot {
public:
    /// above     the room between title and plot
    /// up_step   what numbers on the axis that goes up are apart at least
    Plot(const ChartInput& input, const ChartOptions& options, std::string_view title, double above,
         const Range& across, const Range& up, double up_step = 0);

    Sheet& sheet() { return sheet_; }
    Svg& svg() { return sheet_.svg(); }
    double x(double number) const { return across_.at(number); }
    double y(double number) const { return up_.at(number); }
    double bottom() const { return bottom_; }
    const Axis& across() const { return across_; }
    /// With the axes' names; the one that goes up has its own so far above the plot.
    void draw_axes(const std::string& across, const std::string& up, double name_above = 8);

    std::string finish() && { return std::move(sheet_).finish(); }

private:
    double height_;
    Sheet sheet_;
    double top_, bottom_;
    Axis across_, up_;
};

}  // namespace iiindex::detail
