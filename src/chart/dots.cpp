#include <algorithm>
#include <limits>

#include "chart/kinds.hpp"
#include "chart/rows.hpp"
#include "words/scores.hpp"

namespace iiindex::detail {

std::string draw_dots(const ChartInput& input, const ChartOptions& options) {
    const std::vector<DrawnUnit> units = drawn_units(input, options);
    const Node& node = input.result->index.nodes[options.node];
    const std::vector<std::size_t> tiers = tiers_of(units);
    const Legend legend(node.tiers ? tier_names(tiers, node, options.language) : std::vector<std::string>{},
                        options.width - 2 * margin);
    UnitRows rows(input, options, units, title_of(input, options, units.size()), legend.height());
    Svg& svg = rows.svg();
    const auto draw_dot = [&](double x, double y, std::size_t tier) {
        svg.circle(x, y, 5, {{"fill", tier_fill(tier)}, {"stroke", deep}});
    };
    legend.draw(svg, rows.sheet().left(), rows.sheet().top(),
                [&](std::size_t i, double x, double y) { draw_dot(x + 7, y + 7, tiers[i] - 1); });
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const DrawnUnit& unit : units) {
        low = std::min(low, unit.score);
        high = std::max(high, unit.score);
    }
    if (units.empty()) low = 0, high = 1;
    const Axis axis(low, high, rows.left(), rows.right() - 40);
    rows.draw_axis(axis);
    for (std::size_t i = 0; i < units.size(); ++i) {
        const double x = axis.at(units[i].score), y = rows.middle(i);
        rows.draw_name(units[i], i);
        svg.line(rows.left(), y, x, y, {{"stroke", faint}, {"stroke-dasharray", "2 3"}});
        draw_dot(x, y, units[i].tier.value_or(1) - 1);
        svg.text(x + 10, y + 4.5, shown_score(*input.result, options.node, units[i].score), {{"font-size", 12.0}});
    }
    return std::move(rows).finish();
}

}  // namespace iiindex::detail
