#include <algorithm>

#include <iiindex/number.hpp>

#include "chart/kinds.hpp"
#include "chart/sheet.hpp"
#include "ground/catalogue.hpp"
#include "words/labels.hpp"

namespace iiindex::detail {
namespace {

constexpr double axis_title = 14;

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

void draw_bar(Svg& svg, double low, double high, double middle) {
    svg.line(low, middle, high, middle, {{"stroke", "#7fa7c4"}, {"stroke-width", 6.0}});
    for (const double end : {low, high}) {
        svg.line(end, middle - 5, end, middle + 5, {{"stroke", deep}, {"stroke-width", 1.5}});
    }
}

void draw_dot(Svg& svg, double x, double middle) { svg.circle(x, middle, 4, {{"fill", deep}, {"stroke", paper}}); }

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
    const std::string title = title_of(input, options, shown.size()) + worded(options.language, ": rank intervals");
    const Legend legend(
        {worded(options.language, "ranks from 5 % to 95 %"), worded(options.language, "rank as published")},
        options.width - 2 * margin);
    const double row = row_height(input, options, title, shown.size(), legend.height() + 26 + axis_title, natural_row);
    const double rows = row * static_cast<double>(shown.size());
    Sheet sheet(input, options, title, legend.height() + rows + 26 + axis_title);
    Svg& svg = sheet.svg();
    legend.draw(svg, sheet.left(), sheet.top(), [&](std::size_t i, double x, double y) {
        if (i == 0)
            draw_bar(svg, x, x + 14, y + 7);
        else
            draw_dot(svg, x + 7, y + 7);
    });
    const double top = sheet.top() + legend.height();
    const double names = name_column(units, options.width);
    const std::vector<std::string> cut_names = shortened_names(units, names);
    const Axis axis(1, last, sheet.left() + names + 40, sheet.right() - 10, Axis::Ends::kept, 1);
    std::vector<double> ticks{1};
    for (const double tick : axis.ticks()) {
        if (tick > 1.5) ticks.push_back(tick);
    }
    for (const double tick : ticks) {
        const double x = axis.at(tick);
        svg.line(x, top, x, top + rows, {{"stroke", faint}});
        svg.text(x, top + rows + 16, tick_words(tick),
                 {{"font-size", small_size}, {"fill", muted}, {"text-anchor", "middle"}});
    }
    svg.text((axis.at(1) + axis.at(last)) / 2, top + rows + 26 + 8, worded(options.language, "rank (1 is best)"),
             {{"font-size", small_size}, {"fill", muted}, {"text-anchor", "middle"}});
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const double middle = top + row * (static_cast<double>(i) + 0.5);
        svg.text(sheet.left() + 20, middle + 4.5, shortest(shown[i].nominal),
                 {{"text-anchor", "end"}, {"fill", muted}, {"font-size", small_size}});
        svg.text(sheet.left() + 28, middle + 4.5, cut_names[i]);
        draw_bar(svg, axis.at(shown[i].low), axis.at(shown[i].high), middle);
        draw_dot(svg, axis.at(shown[i].nominal), middle);
    }
    return std::move(sheet).finish();
}

}  // namespace iiindex::detail
