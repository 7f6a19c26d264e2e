#include <algorithm>
#include <set>

#include <iiindex/named.hpp>
#include <iiindex/number.hpp>

#include "chart/kinds.hpp"
#include "chart/sheet.hpp"
#include "words/bands.hpp"

namespace iiindex::detail {
namespace {

constexpr double row_height = 24;
constexpr double axis_height = 22;

/// The tiers that are drawn, best first.
std::vector<std::size_t> tiers_of(const std::vector<DrawnUnit>& units) {
    std::set<std::size_t> tiers;
    for (const DrawnUnit& unit : units) {
        if (unit.tier) tiers.insert(*unit.tier);
    }
    return {tiers.begin(), tiers.end()};
}

std::vector<std::string> names_of(const std::vector<std::size_t>& tiers, const Node& node, Language language) {
    std::vector<std::string> names;
    for (const std::size_t tier : tiers) names.push_back(node.tiers->names[tier - 1].in(language));
    return names;
}

void draw_grid(Svg& svg, const Axis& axis, double top, double bottom) {
    for (const double tick : axis.ticks()) {
        const double x = axis.at(tick);
        svg.line(x, top, x, bottom, {{"stroke", faint}});
        svg.text(x, bottom + 15, shortest(tick),
                 {{"font-size", small_size}, {"fill", muted}, {"text-anchor", "middle"}});
    }
}

void draw_row(Svg& svg, const DrawnUnit& unit, const Axis& axis, double left, double names, double top,
              const std::string& score) {
    const double middle = top + row_height / 2;
    const double base = axis.at(std::clamp(0.0, axis.low(), axis.high()));
    const double end = axis.at(unit.score);
    svg.text(left + 20, middle + 4.5, std::to_string(unit.rank),
             {{"text-anchor", "end"}, {"fill", muted}, {"font-size", small_size}});
    svg.text(left + 28, middle + 4.5, shortened(unit.name, names));
    svg.rectangle(std::min(base, end), top + 4, std::abs(end - base), row_height - 8,
                  {{"fill", tier_fill(unit.tier.value_or(1) - 1)}, {"stroke", deep}, {"stroke-width", 0.5}});
    svg.text(std::max(base, end) + 5, middle + 4.5, score, {{"font-size", 12.0}});
}

}  // namespace

std::string draw_bars(const ChartInput& input, const ChartOptions& options) {
    const std::vector<DrawnUnit> units = drawn_units(input, options);
    const Node& node = input.result->index.nodes[options.node];
    const auto tiers = tiers_of(units);
    const Legend legend(node.tiers ? names_of(tiers, node, options.language) : std::vector<std::string>{},
                        options.width - 2 * margin);
    const double rows = row_height * static_cast<double>(units.size());
    Sheet sheet(input, options, title_of(input, options, units.size()), legend.height() + rows + axis_height);
    Svg& svg = sheet.svg();
    legend.draw(svg, sheet.left(), sheet.top(), [&](std::size_t i, double x, double y) {
        svg.rectangle(x, y + 1, 14, 13, {{"fill", tier_fill(tiers[i] - 1)}, {"stroke", deep}, {"stroke-width", 0.5}});
    });
    double low = 0, high = 0;
    for (const DrawnUnit& unit : units) {
        low = std::min(low, unit.score);
        high = std::max(high, unit.score);
    }
    const double names = name_column(units, options.width);
    const Axis axis(low, high, sheet.left() + 28 + names + 6, sheet.right() - 40);
    const double top = sheet.top() + legend.height();
    const std::vector<double> cuts = cuts_to_reach(*input.result, options.node);
    draw_grid(svg, axis, top, top + rows);
    for (std::size_t i = 0; i < units.size(); ++i) {
        draw_row(svg, units[i], axis, sheet.left(), names, top + row_height * static_cast<double>(i),
                 fixed(units[i].score, node.round.value_or(1), cuts));
    }
    return std::move(sheet).finish();
}

}  // namespace iiindex::detail
