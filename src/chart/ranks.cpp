#include <algorithm>

#include <iiindex/number.hpp>

#include "chart/kinds.hpp"
#include "chart/sheet.hpp"
#include "words/labels.hpp"

namespace iiindex::detail {
namespace {

constexpr double row_height = 22;

std::vector<RankInterval> shown_intervals(const ChartInput& input, const ChartOptions& options) {
    std::vector<RankInterval> shown;
    for (const RankInterval& interval : input.intervals) {
        const bool asked = options.rows.empty() ||
                           std::find(options.rows.begin(), options.rows.end(), interval.row) != options.rows.end();
        if (asked && (!options.top || interval.nominal <= static_cast<double>(*options.top))) shown.push_back(interval);
    }
    std::stable_sort(shown.begin(), shown.end(),
                     [](const RankInterval& a, const RankInterval& b) { return a.nominal < b.nominal; });
    return shown;
}

void draw_interval(Svg& svg, const RankInterval& interval, const Axis& axis, double middle) {
    const double low = axis.at(interval.low);
    const double high = axis.at(interval.high);
    svg.line(low, middle, high, middle, {{"stroke", "#7fa7c4"}, {"stroke-width", 6.0}});
    for (const double end : {low, high}) {
        svg.line(end, middle - 5, end, middle + 5, {{"stroke", deep}, {"stroke-width", 1.5}});
    }
    svg.circle(axis.at(interval.nominal), middle, 4, {{"fill", deep}, {"stroke", paper}});
}

}  // namespace

std::string draw_ranks(const ChartInput& input, const ChartOptions& options) {
    const std::vector<RankInterval> shown = shown_intervals(input, options);
    std::vector<DrawnUnit> units;
    double last = 2;
    for (const RankInterval& interval : shown) {
        units.push_back(
            {.row = interval.row, .name = std::string(input.result->data.units.name(interval.row, options.language))});
        last = std::max(last, interval.high);
    }
    const double rows = row_height * static_cast<double>(shown.size());
    const std::string title =
        title_of(input, options, shown.size()) + phrase(options.language, "：名次区间", ": rank intervals");
    Sheet sheet(input, options, title, rows + 26);
    Svg& svg = sheet.svg();
    const double names = name_column(units, options.width);
    const Axis axis(1, last, sheet.left() + names + 40, sheet.right() - 10, Axis::Ends::kept);
    std::vector<double> ticks{1};
    for (const double tick : axis.ticks()) {
        if (tick > 1.5) ticks.push_back(tick);
    }
    for (const double tick : ticks) {
        const double x = axis.at(tick);
        svg.line(x, sheet.top(), x, sheet.top() + rows, {{"stroke", faint}});
        svg.text(x, sheet.top() + rows + 16, shortest(tick),
                 {{"font-size", small_size}, {"fill", muted}, {"text-anchor", "middle"}});
    }
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const double middle = sheet.top() + row_height * (static_cast<double>(i) + 0.5);
        svg.text(sheet.left() + 20, middle + 4.5, shortest(shown[i].nominal),
                 {{"text-anchor", "end"}, {"fill", muted}, {"font-size", small_size}});
        svg.text(sheet.left() + 28, middle + 4.5, shortened(units[i].name, names));
        draw_interval(svg, shown[i], axis, middle);
    }
    return std::move(sheet).finish();
}

}  // namespace iiindex::detail
