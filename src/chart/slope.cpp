#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include <iiindex/rank.hpp>

#include "chart/kinds.hpp"
#include "chart/sheet.hpp"
#include "ground/catalogue.hpp"
#include "words/labels.hpp"

namespace iiindex::detail {
namespace {

/// A unit's ranks, a year each; 0 where it has none.
struct Line {
    std::string code, name;
    std::vector<Rank> ranks;
};

/// The years and the ranks in them: of a dataset with several periods, or of two datasets.
struct Years {
    std::vector<std::string> labels;
    std::vector<Line> lines;  ///< by the last year's rank, those without one last
};

Years years_of(const ChartInput& input, const ChartOptions& options) {
    Years years;
    std::map<std::string, std::size_t, std::less<>> places;
    const auto add = [&](const Result& result, std::size_t number, std::size_t node) {
        const Period& period = result.data.periods[number];
        const std::vector<Rank> ranks = ranks_of(result, node, period);
        years.labels.push_back(period.label);
        for (std::size_t unit = 0; unit < period.count; ++unit) {
            const std::size_t row = period.first + unit;
            const auto [place, is_new] = places.emplace(std::string(result.data.units.codes[row]), years.lines.size());
            if (is_new) years.lines.emplace_back();
            Line& line = years.lines[place->second];
            line.code = result.data.units.codes[row];
            line.name = result.data.units.name(row, options.language);
            line.ranks.resize(years.labels.size(), 0);
            line.ranks.back() = ranks[unit];
        }
    };
    if (input.changes != nullptr) {
        add(input.changes->before, 0, input.changes->old_node);
        add(input.changes->after, 0, input.changes->new_node);
    } else {
        for (std::size_t period = 0; period < input.result->data.periods.size(); ++period)
            add(*input.result, period, options.node);
    }
    for (Line& line : years.lines) line.ranks.resize(years.labels.size(), 0);
    std::stable_sort(years.lines.begin(), years.lines.end(), [](const Line& a, const Line& b) {
        return a.ranks.back() - 1 < b.ranks.back() - 1;  // 0 comes last
    });
    return years;
}

void keep_asked(Years& years, const ChartInput& input, const ChartOptions& options) {
    if (!options.rows.empty()) {
        std::erase_if(years.lines, [&](const Line& line) {
            return std::none_of(options.rows.begin(), options.rows.end(),
                                [&](std::size_t row) { return input.result->data.units.codes[row] == line.code; });
        });
    } else if (options.top) {
        std::erase_if(years.lines,
                      [&](const Line& line) { return line.ranks.back() == 0 || line.ranks.back() > *options.top; });
    }
}

/// Where names stand at the right, by rank: those of a tie below each other, in the rows that it leaves free.
std::vector<Rank> places_of_names(const std::vector<Line>& lines) {
    std::vector<Rank> places;
    Rank free = 1;
    for (const Line& line : lines) {
        const Rank now = line.ranks.back();
        places.push_back(now == 0 ? 0 : std::max(now, free));
        free = std::max(free, places.back() + 1);
    }
    return places;
}

enum class Way : std::size_t { up, down, level };
Way way_of(const Line& line) {
    const Rank first = line.ranks.front(), now = line.ranks.back();
    if (first == 0 || now == 0 || first == now) return Way::level;
    return now < first ? Way::up : Way::down;
}
std::string_view stroke_of(Way way) { return way == Way::up ? blue : way == Way::down ? "#b4562a" : muted; }

}  // namespace

std::string draw_slope(const ChartInput& input, const ChartOptions& options) {
    Years years = years_of(input, options);
    keep_asked(years, input, options);
    Rank last = 1;
    double widest = 0;
    const std::vector<Rank> places = places_of_names(years.lines);
    std::vector<std::string> names;
    for (std::size_t i = 0; i < years.lines.size(); ++i) {
        const Line& line = years.lines[i];
        last = std::max({last, *std::max_element(line.ranks.begin(), line.ranks.end()), places[i]});
        names.push_back(line.name);
        widest = std::max(widest, text_width(line.name, 12));
    }
    const Result& result = input.changes ? input.changes->after : *input.result;
    const std::size_t node = input.changes ? input.changes->new_node : options.node;
    const std::string title =
        result.index.nodes[node].name.in(options.language) + worded(options.language, ": ranks over the years");
    const Legend legend({worded(options.language, "better than at first"), worded(options.language, "worse"),
                         worded(options.language, "as at first, or not in both years")},
                        options.width - 2 * margin);
    const double above = legend.height() + 30;
    const double row = row_height(input, options, title, last, above, natural_row);
    Sheet sheet(input, options, title, above + row * static_cast<double>(last));
    Svg& svg = sheet.svg();
    legend.draw(svg, sheet.left(), sheet.top(), [&](std::size_t i, double x, double y) {
        const std::string_view stroke = stroke_of(static_cast<Way>(i));
        svg.line(x - 2, y + 7, x + 16, y + 7, {{"stroke", stroke}, {"stroke-width", 1.8}});
        svg.circle(x + 7, y + 7, 3.5, {{"fill", stroke}});
    });
    const double names_width = std::min(widest, 0.28 * options.width);
    const std::vector<std::string> cut_names = shortened_apart(names, names_width, 12);
    const double left = sheet.left() + 28, right = sheet.right() - names_width - 34;
    const double top = sheet.top() + above;
    const auto x = [&](std::size_t year) {
        return left + (right - left) * static_cast<double>(year) /
                          static_cast<double>(std::max<std::size_t>(years.labels.size() - 1, 1));
    };
    const auto y = [&](Rank rank) { return top + row * (static_cast<double>(rank) - 0.5); };
    for (std::size_t year = 0; year < years.labels.size(); ++year) {
        svg.line(x(year), top - 6, x(year), top + row * static_cast<double>(last), {{"stroke", faint}});
        svg.text(x(year), top - 14, years.labels[year],
                 {{"font-size", 12.0}, {"font-weight", "bold"}, {"text-anchor", "middle"}});
    }
    std::set<Rank> written;
    for (std::size_t i = 0; i < years.lines.size(); ++i) {
        const Line& line = years.lines[i];
        const Rank first = line.ranks.front(), now = line.ranks.back();
        const std::string_view stroke = stroke_of(way_of(line));
        for (std::size_t year = 0; year < line.ranks.size(); ++year) {
            if (line.ranks[year] == 0) continue;
            if (year > 0 && line.ranks[year - 1] != 0)
                svg.line(x(year - 1), y(line.ranks[year - 1]), x(year), y(line.ranks[year]),
                         {{"stroke", stroke}, {"stroke-width", 1.8}});
            svg.circle(x(year), y(line.ranks[year]), 3.5, {{"fill", stroke}});
        }
        if (first != 0 && written.insert(first).second)
            svg.text(x(0) - 8, y(first) + 4, std::to_string(first),
                     {{"font-size", small_size}, {"fill", muted}, {"text-anchor", "end"}});
        if (now != 0)
            svg.text(right + 8, y(places[i]) + 4, fmt::format("{} {}", now, cut_names[i]), {{"font-size", 12.0}});
    }
    return std::move(sheet).finish();
}

}  // namespace iiindex::detail
