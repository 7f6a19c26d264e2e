#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include <iiindex/number.hpp>

#include "chart/kinds.hpp"
#include "chart/plot.hpp"
#include "ground/catalogue.hpp"
#include "ground/statistics.hpp"
#include "words/formula.hpp"
#include "words/labels.hpp"
#include "words/scores.hpp"
#include "words/units.hpp"

namespace iiindex::detail {
namespace {

/// What is counted: an indicator's values in their own measure, a node's scores.
std::vector<double> numbers_of(const Result& result, const ChartOptions& options) {
    const Node& node = result.index.nodes[options.node];
    const Period& period = result.data.periods[options.period];
    return those_there(node.is_indicator() ? result.data.values_in(*node.indicator, period)
                                           : result.scores_in(options.node, period));
}

/// The ends of the bins: between the round numbers of an axis, halved once where that leaves few of them.
std::vector<double> bins_of(const Axis& axis, std::size_t count) {
    const auto& ticks = axis.ticks();
    if (ticks.size() < 2) return {axis.low(), axis.high()};
    const double wanted = std::clamp(std::ceil(std::log2(static_cast<double>(count))) + 1, 4.0, 20.0);
    const int parts = static_cast<double>(ticks.size() - 1) < wanted ? 2 : 1;
    std::vector<double> ends;
    for (std::size_t i = 0; i + 1 < ticks.size(); ++i) {
        for (int part = 0; part < parts; ++part) ends.push_back(ticks[i] + (ticks[i + 1] - ticks[i]) * part / parts);
    }
    ends.push_back(ticks.back());
    return ends;
}

/// How many numbers lie in each bin; the last one's upper end belongs to it.
std::vector<double> counts_of(const std::vector<double>& numbers, const std::vector<double>& ends) {
    std::vector<double> counts(ends.size() - 1, 0);
    for (const double number : numbers) {
        const auto end = std::upper_bound(ends.begin() + 1, ends.end() - 1, number);
        ++counts[static_cast<std::size_t>(end - ends.begin() - 1)];
    }
    return counts;
}

}  // namespace

std::string draw_distribution(const ChartInput& input, const ChartOptions& options) {
    const Node& node = input.result->index.nodes[options.node];
    std::vector<double> numbers = numbers_of(*input.result, options);
    std::sort(numbers.begin(), numbers.end());
    const Range range = range_of(numbers);
    const std::vector<double> ends =
        bins_of(Axis(range.low, range.high, 0, options.width), std::max<std::size_t>(numbers.size(), 1));
    const std::vector<double> counts = counts_of(numbers, ends);
    const std::string title = title_of(input, options, input.result->data.periods[options.period].count) +
                              worded(options.language, ": distribution");
    constexpr double words_above = 46;
    Plot plot(input, options, title, words_above, {ends.front(), ends.back()},
              {0, std::max(1.0, range_of(counts).high)}, 1);
    Svg& svg = plot.svg();
    const std::string what = !node.is_indicator() ? worded(options.language, "score")
                             : node.measure.empty()
                                 ? worded(options.language, "value")
                                 : worded(options.language, "{} ({})", worded(options.language, "value"), node.measure);
    // Above the words of the quartiles, whose lines would cross it.
    plot.draw_axes(what, number_of_units(input.result->index, options.language), words_above + 8);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const double left = plot.x(ends[i]), right = plot.x(ends[i + 1]);
        if (counts[i] == 0) continue;
        svg.rectangle(left, plot.y(counts[i]), right - left, plot.bottom() - plot.y(counts[i]),
                      {{"fill", "#8fb3cc"}, {"stroke", paper}});
    }
    // Each number as a stroke below the bars, and the quartiles.
    for (const double number : numbers)
        svg.line(plot.x(number), plot.bottom() - 6, plot.x(number), plot.bottom(),
                 {{"stroke", deep}, {"stroke-opacity", 0.6}});
    if (numbers.empty()) return std::move(plot).finish();
    struct Quartile {
        double number;
        std::string word;
    };
    const std::array quartiles = {Quartile{quantile(numbers, 0.25), worded(options.language, "lower quartile")},
                                  Quartile{quantile(numbers, 0.5), worded(options.language, "median")},
                                  Quartile{quantile(numbers, 0.75), worded(options.language, "upper quartile")}};
    const double words = plot.sheet().top() + 18;
    constexpr double word_line = 15;
    for (std::size_t i = 0; i < quartiles.size(); ++i) {
        const double at = plot.x(quartiles[i].number);
        svg.line(at, words + word_line * static_cast<double>(i), at, plot.bottom(),
                 {{"stroke", deep}, {"stroke-width", i == 1 ? 2.0 : 1.0}, {"stroke-dasharray", "5 3"}});
    }
    for (std::size_t i = 0; i < quartiles.size(); ++i) {
        const auto& [number, word] = quartiles[i];
        const double at = plot.x(number);
        const std::string text =
            fmt::format("{} {}", word,
                        node.is_indicator() ? brief(number, 1)
                                            : shown_number(number, digits_of(input.result->index, options.node)));
        const bool fits = at + 4 + text_width(text, small_size) < plot.sheet().right();
        // Clear of the lines that it may have to cross.
        svg.text(fits ? at + 4 : at - 4, words + word_line * static_cast<double>(i) + 10, text,
                 {{"font-size", small_size},
                  {"text-anchor", fits ? std::string_view("start") : std::string_view("end")},
                  {"paint-order", "stroke"},
                  {"stroke", paper},
                  {"stroke-width", 3.0}});
    }
    return std::move(plot).finish();
}

}  // namespace iiindex::detail
