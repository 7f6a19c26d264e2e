#pragma once

#include <string>
#include <vector>

#include "chart/sheet.hpp"

namespace iiindex::detail {

/// A drawing with a row a unit: rank and name on the left, an axis below. With a height in the options rows are as high
/// as it leaves room for.
class UnitRows {
public:
    /// above   the room between title and first row
    UnitRows(const ChartInput& input, const ChartOptions& options, const std::vector<DrawnUnit>& units,
             std::string_view title, double above);

    Sheet& sheet() { return sheet_; }
    Svg& svg() { return sheet_.svg(); }
    double left() const { return left_; }
    double right() const { return sheet_.right(); }
    double top() const { return sheet_.top() + above_; }
    double bottom() const { return top() + row_ * static_cast<double>(count_); }
    double row() const { return row_; }
    double middle(std::size_t i) const { return top() + row_ * (static_cast<double>(i) + 0.5); }
    /// Rank and name at the left of a row.
    void draw_name(const DrawnUnit& unit, std::size_t i);
    /// Lines and numbers of an axis behind the rows.
    void draw_axis(const Axis& axis);

    std::string finish() && { return std::move(sheet_).finish(); }

private:
    std::size_t count_;
    double above_, row_, left_;
    std::vector<std::string> names_;
    Sheet sheet_;
};

/// The tiers of units, best first, and their names.
std::vector<std::size_t> tiers_of(const std::vector<DrawnUnit>& units);
std::vector<std::string> tier_names(const std::vector<std::size_t>& tiers, const Node& node, Language language);

}  // namespace iiindex::detail
