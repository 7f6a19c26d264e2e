#include "chart/rows.hpp"

#include <algorithm>
#include <set>

namespace iiindex::detail {
namespace {

constexpr double axis_height = 22;

}  // namespace

UnitRows::UnitRows(const ChartInput& input, const ChartOptions& options, const std::vector<DrawnUnit>& units,
                   std::string_view title, double above)
    : count_(units.size()),
      above_(above),
      row_(row_height(input, options, title, units.size(), above + axis_height)),
      left_(margin + 28 + name_column(units, options.width) + 10),
      names_(shortened_names(units, left_ - margin - 38)),
      sheet_(input, options, title, above + row_ * static_cast<double>(count_) + axis_height) {}

void UnitRows::draw_name(const DrawnUnit& unit, std::size_t i) {
    svg().text(sheet_.left() + 20, middle(i) + 4.5, unit.rank == 0 ? "–" : std::to_string(unit.rank),
               {{"text-anchor", "end"}, {"fill", muted}, {"font-size", small_size}});
    svg().text(sheet_.left() + 28, middle(i) + 4.5, names_[i]);
}

void UnitRows::draw_axis(const Axis& axis) {
    for (const double tick : axis.ticks()) {
        const double x = axis.at(tick);
        svg().line(x, top(), x, bottom(), {{"stroke", faint}});
        svg().text(x, bottom() + 15, tick_words(tick),
                   {{"font-size", small_size}, {"fill", muted}, {"text-anchor", "middle"}});
    }
}

std::vector<std::size_t> tiers_of(const std::vector<DrawnUnit>& units) {
    std::set<std::size_t> tiers;
    for (const DrawnUnit& unit : units) {
        if (unit.tier) tiers.insert(*unit.tier);
    }
    return {tiers.begin(), tiers.end()};
}

std::vector<std::string> tier_names(const std::vector<std::size_t>& tiers, const Node& node, Language language) {
    std::vector<std::string> names;
    for (const std::size_t tier : tiers) names.push_back(node.tiers->names[tier - 1].in(language));
    return names;
}

}  // namespace iiindex::detail
