#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include <iiindex/named.hpp>
#include <iiindex/normalise.hpp>

#include "chart/kinds.hpp"
#include "chart/sheet.hpp"
#include "ground/catalogue.hpp"
#include "words/labels.hpp"
#include "words/scores.hpp"

namespace iiindex::detail {
namespace {

constexpr double table_row = 22;

/// How the lines of units tell apart without colour: by dash and by mark.
struct Pen {
    std::string_view stroke, dash, fill;
};
constexpr std::array<Pen, 6> pens = {{{deep, "none", deep},
                                      {"#b4562a", "7 4", paper},
                                      {"#4d7c4d", "2 3", "#4d7c4d"},
                                      {"#5c5c5c", "10 3 2 3", paper},
                                      {"#7b5aa6", "4 2", "#7b5aa6"},
                                      {ink, "1 2", paper}}};
const Pen& pen_of(std::size_t i) { return pens[i % pens.size()]; }

/// The places of a radar: axes from its centre, the first one upwards.
struct Web {
    double x, y, radius;
    std::size_t axes;

    double angle(std::size_t axis) const {
        return 2 * std::numbers::pi * static_cast<double>(axis) / static_cast<double>(axes) - std::numbers::pi / 2;
    }
    double x_at(std::size_t axis, double share) const { return x + radius * share * std::cos(angle(axis)); }
    double y_at(std::size_t axis, double share) const { return y + radius * share * std::sin(angle(axis)); }
};

/// Scores as shares of the way from the centre, with as many rings as there is room for.
class Shares {
public:
    Shares(double low, double high, double radius)
        : axis_(low, high, 0, 3.5 * radius, Axis::Ends::kept), length_(3.5 * radius) {}

    double at(double score) const { return axis_.at(score) / length_; }
    double low() const { return axis_.low(); }
    double high() const { return axis_.high(); }
    const std::vector<double>& ticks() const { return axis_.ticks(); }

private:
    Axis axis_;
    double length_;
};

std::string ring(const Web& web, double share) {
    std::string points;
    for (std::size_t axis = 0; axis < web.axes; ++axis) {
        points += fmt::format("{}{},{}", axis == 0 ? "" : " ", coordinate(web.x_at(axis, share)),
                              coordinate(web.y_at(axis, share)));
    }
    return points;
}

void draw_web(Svg& svg, const Web& web, const Shares& shares, const std::vector<std::string>& names) {
    // A page's script draws other units on the same web by what is said here.
    svg.open("g", {{"class", "web"},
                   {"data-x", web.x},
                   {"data-y", web.y},
                   {"data-radius", web.radius},
                   {"data-low", shares.low()},
                   {"data-high", shares.high()}});
    for (const double tick : shares.ticks()) {
        svg.draw("polygon", {{"points", ring(web, shares.at(tick))}, {"fill", "none"}, {"stroke", faint}});
    }
    for (std::size_t axis = 0; axis < web.axes; ++axis) {
        svg.line(web.x, web.y, web.x_at(axis, 1), web.y_at(axis, 1), {{"stroke", faint}});
        const double cosine = std::cos(web.angle(axis));
        const std::string_view anchor = std::abs(cosine) < 0.2 ? "middle" : cosine > 0 ? "start" : "end";
        const double room = std::abs(cosine) < 0.2 ? 1.6 * web.x : web.x - web.radius * std::abs(cosine) - 10;
        const auto lines = broken(names[axis], room, 12);
        const double top = web.y_at(axis, 1) + 8 * std::sin(web.angle(axis)) + 4 -
                           (std::sin(web.angle(axis)) + 1 < 0.9 ? 14 * static_cast<double>(lines.size() - 1) : 0);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            svg.text(web.x_at(axis, 1) + 8 * cosine, top + 14 * static_cast<double>(i), lines[i],
                     {{"font-size", 12.0}, {"text-anchor", anchor}});
        }
    }
    for (const double tick : shares.ticks()) {
        svg.text(web.x + 3, web.y_at(0, shares.at(tick)) + 10, tick_words(tick), {{"font-size", 9.0}, {"fill", muted}});
    }
    svg.close("g");
}

void draw_mark(Svg& svg, std::size_t i, double x, double y, std::string_view css_class, bool visible = true) {
    const Pen& pen = pen_of(i);
    const Svg::Attributes attributes = {{"class", css_class},
                                        {"fill", pen.fill},
                                        {"stroke", pen.stroke},
                                        {"stroke-width", 1.5},
                                        {"visibility", visible ? "visible" : "hidden"}};
    if (i % 2 == 0) {
        svg.circle(x, y, 3.5, attributes);
    } else {
        svg.rectangle(x - 3.5, y - 3.5, 7, 7, attributes);
    }
}

/// A unit's scores at the axes, as a closed line with marks; broken where a score is missing.
void draw_unit(Svg& svg, const Web& web, const Shares& shares, const std::vector<std::optional<double>>& scores,
               std::size_t i) {
    const Pen& pen = pen_of(i);
    std::string points;
    bool whole = true;
    for (std::size_t axis = 0; axis < web.axes; ++axis) {
        whole = whole && scores[axis];
        if (!scores[axis]) continue;
        const double share = shares.at(*scores[axis]);
        points += fmt::format("{}{},{}", points.empty() ? "" : " ", coordinate(web.x_at(axis, share)),
                              coordinate(web.y_at(axis, share)));
    }
    svg.draw(whole ? "polygon" : "polyline", {{"class", "line-" + std::to_string(i)},
                                              {"points", points},
                                              {"fill", whole ? pen.stroke : "none"},
                                              {"fill-opacity", 0.08},
                                              {"stroke", pen.stroke},
                                              {"stroke-width", 2.0},
                                              {"stroke-dasharray", pen.dash},
                                              {"stroke-linejoin", "round"}});
    for (std::size_t axis = 0; axis < web.axes; ++axis) {
        const double share = shares.at(scores[axis].value_or(shares.low()));
        draw_mark(svg, i, web.x_at(axis, share), web.y_at(axis, share), "mark-" + std::to_string(i),
                  scores[axis].has_value());
    }
}

using ScoreRows = std::vector<std::vector<std::optional<double>>>;  ///< by unit, by axis

/// The same numbers below the drawing: a row an axis, a column a unit.
void draw_table(Svg& svg, const Sheet& sheet, double top, const std::vector<std::string>& names,
                const std::vector<int>& digits, const std::vector<DrawnUnit>& units, const ScoreRows& scores) {
    const double width = sheet.right() - sheet.left();
    const double column = std::min(width > 500 ? 110.0 : 66.0, 0.6 * width / static_cast<double>(units.size()));
    const double first = sheet.right() - column * static_cast<double>(units.size());
    const auto put = [&](double y, std::size_t unit, const std::string& text, std::string_view weight,
                         std::string_view css_class) {
        svg.text(first + column * static_cast<double>(unit + 1) - 4, y, text,
                 {{"class", fmt::format("{}-{}", css_class, unit)},
                  {"font-size", 12.0},
                  {"text-anchor", "end"},
                  {"font-weight", weight}});
    };
    const std::vector<std::string> heads = shortened_names(units, column - 10, 13);
    for (std::size_t unit = 0; unit < units.size(); ++unit) put(top + 15, unit, heads[unit], "bold", "name");
    for (std::size_t axis = 0; axis < names.size(); ++axis) {
        const double y = top + table_row * static_cast<double>(axis + 1);
        svg.line(sheet.left(), y, sheet.right(), y, {{"stroke", faint}});
        svg.text(sheet.left(), y + 15, shortened(names[axis], first - sheet.left() - 6, 12), {{"font-size", 12.0}});
        for (std::size_t unit = 0; unit < units.size(); ++unit) {
            const auto& score = scores[unit][axis];
            put(y + 15, unit, score ? shown_number(*score, digits[axis]) : "–", "normal", "cell");
        }
    }
}

std::string title_of(const std::vector<DrawnUnit>& units, const ChartInput& input, const ChartOptions& options) {
    std::vector<std::string_view> names;
    for (const DrawnUnit& unit : units) names.push_back(unit.name);
    const std::string all = versus(names, options.language);
    const std::string& label = input.result->data.periods[options.period].label;
    const std::string& node = input.result->index.nodes[options.node].name.in(options.language);
    return label.empty() ? worded(options.language, "{0}: {1}", all, node)
                         : worded(options.language, "{0}: {1} {2}", all, node, label);
}

}  // namespace

std::string draw_radar(const ChartInput& input, const ChartOptions& options) {
    const Result& result = *input.result;
    const std::vector<DrawnUnit> units = drawn_units(input, options);
    const auto& axes = result.index.nodes[options.node].children;
    std::vector<std::string> names;
    std::vector<int> digits;
    const Range scale = scale_of(result.index, options.node);
    double low = scale.low, high = scale.high;
    const Period& period = result.data.periods[options.period];
    for (const std::size_t axis : axes) {
        names.push_back(result.index.nodes[axis].name.in(options.language));
        digits.push_back(digits_of(result.index, axis));
        // The same axes whoever is drawn, so that two radars compare.
        for (const double score : result.scores_in(axis, period)) {
            if (is_missing(score)) continue;
            low = std::min(low, score);
            high = std::max(high, score);
        }
    }
    ScoreRows scores;
    for (const DrawnUnit& unit : units) {
        scores.emplace_back();
        for (const std::size_t axis : axes) {
            scores.back().push_back(result.score(unit.row, axis));
        }
    }
    std::vector<std::string> unit_names;
    for (const DrawnUnit& unit : units) unit_names.push_back(unit.name);
    const Legend legend(unit_names, options.width - 2 * margin);
    const double radius = std::min(190.0, 0.24 * options.width);
    const double web_height = 1.9 * radius + 76;
    const double table_height = table_row * static_cast<double>(axes.size() + 1) + 6;
    Sheet sheet(input, options, title_of(units, input, options), legend.height() + web_height + table_height);
    Svg& svg = sheet.svg();
    legend.draw(svg, sheet.left(), sheet.top(), [&](std::size_t i, double x, double y) {
        svg.line(x - 2, y + 7, x + 16, y + 7,
                 {{"stroke", pen_of(i).stroke}, {"stroke-width", 2.0}, {"stroke-dasharray", pen_of(i).dash}});
        draw_mark(svg, i, x + 7, y + 7, "");
    });
    const Web web{options.width / 2, sheet.top() + legend.height() + radius + 36, radius, axes.size()};
    const Shares shares(low, high, radius);
    draw_web(svg, web, shares, names);
    for (std::size_t i = 0; i < units.size(); ++i) draw_unit(svg, web, shares, scores[i], i);
    draw_table(svg, sheet, sheet.top() + legend.height() + web_height, names, digits, units, scores);
    return std::move(sheet).finish();
}

}  // namespace iiindex::detail
