#include <algorithm>
#include <cmath>

#include <iiindex/contributions.hpp>
#include <iiindex/named.hpp>
#include <iiindex/number.hpp>

#include "chart/kinds.hpp"
#include "chart/sheet.hpp"
#include "ground/catalogue.hpp"
#include "words/labels.hpp"
#include "words/scores.hpp"

namespace iiindex::detail {
namespace {

constexpr double natural_bar = 26;

using Parts = std::vector<double>;  ///< by child of the node; last, if any unit has it, the node's own part

/// Whether parts are shown as they are, or as the differences of their means over all units.
enum class Against { zero, mean };

std::vector<Parts> parts_of(const ChartInput& input, const ChartOptions& options, const std::vector<DrawnUnit>& units) {
    std::vector<Parts> all;
    bool any_own = false;
    const double least_shown = 0.5 * std::pow(10, -digits_of(input.result->index, options.node));
    for (const DrawnUnit& unit : units) {
        const Contributions found = contributions({input.result, unit.row}, options.node);
        Parts parts;
        for (const std::size_t child : input.result->index.nodes[options.node].children)
            parts.push_back(found.of[child]);
        parts.push_back(found.own[options.node]);
        any_own = any_own || std::abs(parts.back()) >= least_shown;
        all.push_back(std::move(parts));
    }
    if (!any_own) {
        for (Parts& parts : all) parts.pop_back();
    }
    return all;
}

/// Takes from each part its mean over all units of the period that have a score.
void take_means(const ChartInput& input, const ChartOptions& options, std::vector<Parts>& parts) {
    const Period& period = input.result->data.periods[options.period];
    const auto& children = input.result->index.nodes[options.node].children;
    Parts sums(children.size() + 1, 0);
    double count = 0;
    for (std::size_t row = period.first; row < period.end(); ++row) {
        if (!input.result->score(row, options.node)) continue;
        const Contributions found = contributions({input.result, row}, options.node);
        for (std::size_t i = 0; i < children.size(); ++i) sums[i] += found.of[children[i]];
        sums.back() += found.own[options.node];
        ++count;
    }
    for (Parts& row : parts) {
        for (std::size_t i = 0; i < row.size(); ++i) row[i] -= sums[i] / count;
    }
}

double sum_of(const Parts& parts) {
    double sum = 0;
    for (const double part : parts) sum += part;
    return sum;
}

void draw_row(Svg& svg, const Parts& parts, const Axis& axis, double top, double row, int digits) {
    double up = 0, down = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        double& from = parts[i] < 0 ? down : up;
        const double x1 = axis.at(from), x2 = axis.at(from + parts[i]);
        from += parts[i];
        const double width = std::abs(x2 - x1);
        svg.rectangle(std::min(x1, x2), top + 3, width, row - 6,
                      {{"fill", fill_of(i)}, {"stroke", paper}, {"stroke-width", 1.0}});
        const std::string text = parts[i] < 0 ? shown_difference(parts[i], digits) : fixed(parts[i], digits);
        if (text_width(text, small_size) + 2 > width) continue;
        svg.text((x1 + x2) / 2, top + row / 2 + 4, text,
                 {{"font-size", small_size}, {"fill", ink_on(i)}, {"text-anchor", "middle"}});
    }
}

std::string draw(const ChartInput& input, const ChartOptions& options, Against against) {
    const Index& index = input.result->index;
    const std::vector<DrawnUnit> units = drawn_units(input, options);
    std::vector<Parts> parts = parts_of(input, options, units);
    if (against == Against::mean) take_means(input, options, parts);
    std::vector<std::string> series;
    for (const std::size_t child : index.nodes[options.node].children) {
        series.push_back(index.nodes[child].name.in(options.language));
    }
    if (!parts.empty() && parts.front().size() > series.size()) {
        series.push_back(worded(options.language, "own part"));
    }
    double low = 0, high = 0;
    for (const Parts& row : parts) {
        double up = 0, down = 0;
        for (const double part : row) (part < 0 ? down : up) += part;
        low = std::min(low, down);
        high = std::max(high, up);
    }
    const Legend legend(series, options.width - 2 * margin);
    const std::string title =
        title_of(input, options, units.size()) +
        (against == Against::mean ? worded(options.language, ": what makes the distance from the mean")
                                  : worded(options.language, ": contributions"));
    const double row = row_height(input, options, title, units.size(), legend.height() + 22, natural_bar);
    const double rows = row * static_cast<double>(units.size());
    Sheet sheet(input, options, title, legend.height() + rows + 22);
    Svg& svg = sheet.svg();
    legend.draw(svg, sheet.left(), sheet.top(), [&](std::size_t i, double x, double y) {
        svg.rectangle(x, y + 1, 14, 13, {{"fill", fill_of(i)}, {"stroke", deep}, {"stroke-width", 0.5}});
    });
    const double names = name_column(units, options.width);
    const std::vector<std::string> cut_names = shortened_names(units, names);
    const Axis axis(low, high, sheet.left() + 28 + names + 6, sheet.right() - 40);
    const double top = sheet.top() + legend.height();
    const int digits = digits_of(index, options.node);
    for (const double tick : axis.ticks()) {
        svg.line(axis.at(tick), top, axis.at(tick), top + rows, {{"stroke", faint}});
        svg.text(axis.at(tick), top + rows + 15, tick_words(tick),
                 {{"font-size", small_size}, {"fill", muted}, {"text-anchor", "middle"}});
    }
    for (std::size_t i = 0; i < units.size(); ++i) {
        const double y = top + row * static_cast<double>(i);
        svg.text(sheet.left() + 20, y + row / 2 + 4.5, std::to_string(units[i].rank),
                 {{"text-anchor", "end"}, {"fill", muted}, {"font-size", small_size}});
        svg.text(sheet.left() + 28, y + row / 2 + 4.5, cut_names[i]);
        draw_row(svg, parts[i], axis, y, row, digits);
        double end = 0;
        for (const double part : parts[i]) end += std::max(part, 0.0);
        svg.text(axis.at(end) + 5, y + row / 2 + 4.5,
                 against == Against::mean ? shown_difference(sum_of(parts[i]), digits)
                                          : shown_number(units[i].score, digits),
                 {{"font-size", 12.0}, {"font-weight", "bold"}});
    }
    return std::move(sheet).finish();
}

}  // namespace

std::string draw_contributions(const ChartInput& input, const ChartOptions& options) {
    return draw(input, options, Against::zero);
}

std::string draw_differences(const ChartInput& input, const ChartOptions& options) {
    return draw(input, options, Against::mean);
}

}  // namespace iiindex::detail
