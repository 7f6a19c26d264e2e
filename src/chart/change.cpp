#include <algorithm>
#include <cmath>
#include <limits>

#include "chart/kinds.hpp"
#include "chart/sheet.hpp"
#include "ground/catalogue.hpp"
#include "words/labels.hpp"
#include "words/scores.hpp"

namespace iiindex::detail {
namespace {

/// A unit's scores of the two years: on one common scale where there is one.
struct Scores {
    std::optional<double> then, now;
};
Scores scores_of(const UnitChange& unit, const Changes& changes) {
    if (changes.has_common_scale) return {unit.old_common, unit.new_common};
    return {unit.old_score, unit.new_score};
}

std::vector<const UnitChange*> shown_units(const ChartInput& input, const ChartOptions& options) {
    std::vector<const UnitChange*> shown;
    for (const UnitChange& unit : input.changes->units) {
        const Scores scores = scores_of(unit, *input.changes);
        if (!scores.then && !scores.now) continue;
        const bool asked = options.rows.empty() || (unit.new_row && std::find(options.rows.begin(), options.rows.end(),
                                                                              *unit.new_row) != options.rows.end());
        if (asked && (!options.top || (unit.new_rank != 0 && unit.new_rank <= *options.top))) shown.push_back(&unit);
    }
    return shown;
}

/// "▲2": places gained or lost.
std::string change_of_rank(const UnitChange& unit) {
    if (unit.new_rank < unit.old_rank) return "▲" + std::to_string(unit.old_rank - unit.new_rank);
    if (unit.new_rank > unit.old_rank) return "▼" + std::to_string(unit.new_rank - unit.old_rank);
    return {};
}

/// What changed, in two columns that end at `right`.
void write_change(Svg& svg, const UnitChange& unit, const Scores& scores, double right, double y, int digits,
                  Language language) {
    constexpr double rank_column = 36;
    const Svg::Attributes attributes = {{"font-size", 12.0}, {"text-anchor", "end"}};
    if (!scores.then) return svg.text(right, y, worded(language, "new"), attributes);
    if (!scores.now) return svg.text(right, y, worded(language, "left"), attributes);
    svg.text(right - rank_column, y, shown_difference(*scores.now - *scores.then, digits), attributes);
    if (const std::string places = change_of_rank(unit); !places.empty()) svg.text(right, y, places, attributes);
}

void draw_arrow(Svg& svg, double from, double to, double y) {
    const double sign = to < from ? -1 : 1;
    if (std::abs(to - from) < 16) return;
    svg.line(from + sign * 4, y, to - sign * 7, y, {{"stroke", deep}, {"stroke-width", 1.5}});
    const std::string points = coordinate(to - sign * 4) + "," + coordinate(y) + " " + coordinate(to - sign * 10) +
                               "," + coordinate(y - 4) + " " + coordinate(to - sign * 10) + "," + coordinate(y + 4);
    svg.draw("polygon", {{"points", points}, {"fill", deep}});
}

/// The old score is a ring that shows around the new one where nothing moved.
void draw_row(Svg& svg, const Scores& scores, const Axis& axis, double y) {
    if (scores.then) {
        svg.circle(axis.at(*scores.then), y, 5.5, {{"fill", paper}, {"stroke", deep}, {"stroke-width", 1.5}});
    }
    if (scores.then && scores.now) draw_arrow(svg, axis.at(*scores.then), axis.at(*scores.now), y);
    if (scores.now) svg.circle(axis.at(*scores.now), y, 3.5, {{"fill", deep}});
}

Axis axis_of(const std::vector<Scores>& rows, double from, double to) {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const Scores& scores : rows) {
        for (const auto& score : {scores.then, scores.now}) {
            low = std::min(low, score.value_or(low));
            high = std::max(high, score.value_or(high));
        }
    }
    return rows.empty() ? Axis(0, 1, from, to) : Axis(low, high, from, to);
}

std::string year(const Result& result, std::string_view otherwise) {
    const std::string& label = result.data.periods.front().label;
    return label.empty() ? std::string(otherwise) : label;
}

}  // namespace

std::string draw_change(const ChartInput& input, const ChartOptions& options) {
    const Changes& changes = *input.changes;
    const auto shown = shown_units(input, options);
    std::vector<DrawnUnit> names;
    std::vector<Scores> scores;
    for (const UnitChange* unit : shown) {
        scores.push_back(scores_of(*unit, changes));
        const Result& result = unit->new_row ? changes.after : changes.before;
        const std::size_t row = unit->new_row ? *unit->new_row : *unit->old_row;
        names.push_back(
            {.row = row, .rank = unit->new_rank, .name = std::string(result.data.units.name(row, options.language))});
    }
    const Legend legend({year(changes.before, worded(options.language, "old score")),
                         year(changes.after, worded(options.language, "new score"))},
                        options.width - 2 * margin);
    const std::string title =
        changes.after.index.nodes[changes.new_node].name.in(options.language) +
        (changes.has_common_scale ? worded(options.language, ": changes of score, on one scale, and of rank")
                                  : worded(options.language, ": changes of score and rank"));
    const double row = row_height(input, options, title, shown.size(), legend.height() + 22);
    const double rows = row * static_cast<double>(shown.size());
    Sheet sheet(input, options, title, legend.height() + rows + 22);
    Svg& svg = sheet.svg();
    legend.draw(svg, sheet.left(), sheet.top(), [&](std::size_t i, double x, double y) {
        svg.circle(x + 7, y + 7, i == 0 ? 5.5 : 3.5,
                   {{"fill", i == 0 ? paper : deep}, {"stroke", deep}, {"stroke-width", 1.5}});
    });
    const double name_width = name_column(names, options.width);
    const std::vector<std::string> cut_names = shortened_names(names, name_width);
    const double words = std::min(90.0, 0.2 * options.width);
    const Axis axis = axis_of(scores, sheet.left() + 28 + name_width + 10, sheet.right() - words);
    const double top = sheet.top() + legend.height();
    const int digits = digits_of(changes.after.index, changes.new_node);
    for (const double tick : axis.ticks()) {
        svg.line(axis.at(tick), top, axis.at(tick), top + rows, {{"stroke", faint}});
        svg.text(axis.at(tick), top + rows + 15, tick_words(tick),
                 {{"font-size", small_size}, {"fill", muted}, {"text-anchor", "middle"}});
    }
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const double y = top + row * (static_cast<double>(i) + 0.5);
        svg.text(sheet.left() + 20, y + 4.5, names[i].rank == 0 ? "–" : std::to_string(names[i].rank),
                 {{"text-anchor", "end"}, {"fill", muted}, {"font-size", small_size}});
        svg.text(sheet.left() + 28, y + 4.5, cut_names[i]);
        draw_row(svg, scores[i], axis, y);
        write_change(svg, *shown[i], scores[i], sheet.right(), y + 4.5, digits, options.language);
    }
    return std::move(sheet).finish();
}

}  // namespace iiindex::detail
