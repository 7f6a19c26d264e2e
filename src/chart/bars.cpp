#include <algorithm>
#include <cmath>

#include "chart/kinds.hpp"
#include "chart/rows.hpp"
#include "words/scores.hpp"

namespace iiindex::detail {
namespace {

void draw_bar(UnitRows& rows, const DrawnUnit& unit, const Axis& axis, std::size_t i, const std::string& score) {
    Svg& svg = rows.svg();
    const double base = axis.at(std::clamp(0.0, axis.low(), axis.high()));
    const double end = axis.at(unit.score);
    const double height = rows.row() * 2 / 3;
    rows.draw_name(unit, i);
    svg.rectangle(std::min(base, end), rows.middle(i) - height / 2, std::abs(end - base), height,
                  {{"fill", tier_fill(unit.tier.value_or(1) - 1)}, {"stroke", deep}, {"stroke-width", 0.5}});
    svg.text(std::max(base, end) + 5, rows.middle(i) + 4.5, score, {{"font-size", 12.0}});
}

}  // namespace

std::string draw_bars(const ChartInput& input, const ChartOptions& options) {
    const std::vector<DrawnUnit> units = drawn_units(input, options);
    const Node& node = input.result->index.nodes[options.node];
    const auto tiers = tiers_of(units);
    const Legend legend(node.tiers ? tier_names(tiers, node, options.language) : std::vector<std::string>{},
                        options.width - 2 * margin);
    UnitRows rows(input, options, units, title_of(input, options, units.size()), legend.height());
    Svg& svg = rows.svg();
    legend.draw(svg, rows.sheet().left(), rows.sheet().top(), [&](std::size_t i, double x, double y) {
        svg.rectangle(x, y + 1, 14, 13, {{"fill", tier_fill(tiers[i] - 1)}, {"stroke", deep}, {"stroke-width", 0.5}});
    });
    double low = options.axis ? options.axis->low : 0, high = options.axis ? options.axis->high : 0;
    for (const DrawnUnit& unit : units) {
        low = std::min(low, unit.score);
        high = std::max(high, unit.score);
    }
    const Axis axis(low, high, rows.left() - 4, rows.right() - 40);
    rows.draw_axis(axis);
    for (std::size_t i = 0; i < units.size(); ++i)
        draw_bar(rows, units[i], axis, i, shown_score(*input.result, options.node, units[i].score));
    return std::move(rows).finish();
}

}  // namespace iiindex::detail
