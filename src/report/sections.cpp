#include "report/sections.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <iiindex/named.hpp>
#include <iiindex/rank.hpp>

#include "ground/catalogue.hpp"
#include "report/words.hpp"
#include "text/commas.hpp"
#include "words/bands.hpp"
#include "words/labels.hpp"
#include "words/units.hpp"

namespace iiindex::detail {
namespace {

constexpr double wide = 920;
constexpr double narrow = 350;
constexpr std::size_t top_total = 20;
constexpr std::size_t top_primary = 15;

/// The least and the greatest score of a node's children, so that their charts have one axis.
Range range_of_children(const Result& result, const Period& period, std::size_t node) {
    Range range{0, 0};
    for (const std::size_t child : result.index.nodes[node].children) {
        for (const double score : result.scores_in(child, period)) {
            if (is_missing(score)) continue;
            range = {std::min(range.low, score), std::max(range.high, score)};
        }
    }
    return range;
}

}  // namespace

void put_chart(Html& html, std::string_view kind, const ReportInput& input, const ReportOptions& options,
               ChartOptions drawing) {
    drawing.language = options.language;
    drawing.with_note = false;
    ChartInput chart{.result = input.result, .changes = input.changes, .intervals = input.intervals};
    if (kind == "change") chart.result = &input.changes->after;
    html.open("figure");
    for (const bool is_wide : {true, false}) {
        drawing.width = is_wide ? wide : narrow;
        html.open("div", {{"class", is_wide ? "wide" : "narrow"}});
        html.raw(find_named(chart_kinds(), kind)->draw(chart, drawing));
        html.close("div");
    }
    html.close("figure");
}

namespace {

void put_tier_table(Html& html, const ReportInput& input, const ReportOptions& options) {
    const Node& root = input.result->index.root();
    const Ranked units = ranked(*input.result, options.period, 0);
    HtmlTable table{.columns = {{worded(options.language, "Tier")},
                                {worded(options.language, "Scores")},
                                {units_title(input.result->index, options.language), true},
                                {worded(options.language, "In order of rank")}},
                    .rows = {}};
    for (std::size_t tier = 0; tier < root.tiers->names.size(); ++tier) {
        std::vector<std::string_view> names;
        for (const std::size_t row : units.rows) {
            if (tier_of(*input.result, 0, row) == tier + 1) {
                names.push_back(input.result->data.units.name(row, options.language));
            }
        }
        table.rows.push_back({root.tiers->names[tier].in(options.language),
                              band_of(*root.tiers, tier, options.language), std::to_string(names.size()),
                              fmt::format("{}", fmt::join(names, list_comma(options.language)))});
    }
    put_table(html, table, "tiers");
}

}  // namespace

void write_total(Html& html, const ReportInput& input, const ReportOptions& options) {
    html.put("p", describe(*input.result, options.period, 0, options.language));
    if (input.result->index.root().tiers) put_tier_table(html, input, options);
    put_chart(html, "bars", input, options, {.period = options.period, .top = top_total, .rows = {}, .title = {}});
}

void write_primary(Html& html, const ReportInput& input, const ReportOptions& options) {
    const Index& index = input.result->index;
    const Range axis = range_of_children(*input.result, input.result->data.periods[options.period], 0);
    for (const std::size_t child : index.root().children) {
        const std::string id = "node-" + index.nodes[child].code;
        html.open("div", {{"class", "part"}});
        html.put("h3", index.nodes[child].name.in(options.language), {{"id", id}});
        put_author(html, input, id, AuthorText::Where::before);
        html.put("p", describe(*input.result, options.period, child, options.language));
        put_chart(html, "bars", input, options,
                  {.node = child, .period = options.period, .top = top_primary, .rows = {}, .title = {}, .axis = axis});
        put_author(html, input, id, AuthorText::Where::after);
        html.close("div");
    }
}

void write_structure(Html& html, const ReportInput& input, const ReportOptions& options) {
    put_chart(html, "differences", input, options,
              {.period = options.period, .top = top_total, .rows = {}, .title = {}});
    put_chart(html, "heatmap", input, options, {.period = options.period, .top = {}, .rows = {}, .title = {}});
}

void write_intervals(Html& html, const ReportInput& input, const ReportOptions& options) {
    html.put("p",
             worded(options.language,
                    "A bar goes from the 5 % to the 95 % quantile of a unit's ranks in {}: nine of ten lie there. The "
                    "dot is the published rank. The shorter the bar, the surer the rank; of two whose bars overlap, "
                    "either may be ahead.",
                    input.intervals_words));
    put_chart(html, "ranks", input, options, {.period = options.period, .top = {}, .rows = {}, .title = {}});
}

}  // namespace iiindex::detail
