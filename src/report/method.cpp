#include <algorithm>

#include <fmt/format.h>

#include <iiindex/number.hpp>
#include <iiindex/prepare.hpp>

#include "ground/catalogue.hpp"
#include "present/method.hpp"
#include "present/missing.hpp"
#include "report/sections.hpp"
#include "words/formula.hpp"
#include "words/labels.hpp"
#include "words/units.hpp"

namespace iiindex::detail {

void write_method(Html& html, const ReportInput& input, const ReportOptions& options) {
    const Index& index = input.result->index;
    const Language language = options.language;
    put_paragraph(html, index.note.in(language));
    HtmlTable table{.columns = {{worded_in(language, "of any level", "Node")},
                                {worded(language, "Level")},
                                {worded(language, "Weight"), true},
                                {worded(language, "Origin of the weight")},
                                {worded(language, "Method")}},
                    .rows = {}};
    for (const MethodLine& line : method_lines(*input.result, options.period, language)) {
        table.row_classes.push_back(fmt::format("level-{}", std::min<std::size_t>(line.level, 3)));
        table.rows.push_back({line.name, line.level_words, is_missing(line.weight) ? "" : brief(line.weight, 4),
                              line.weight_origin, line.method});
    }
    put_table(html, table, "method");
    html.put("p",
             worded(language, "A weight is a share among siblings; scores are combined level by level up the tree."),
             {{"class", "note"}});
    html.open("ul", {{"class", "note"}});
    for (const MethodUsed& method : methods_used(index, language)) {
        html.put("li", fmt::format("{}{}{}", method.name, language == Language::zh ? "：" : ": ", method.summary));
    }
    html.close("ul");
}

namespace {

/// Every gap of the period and what was done about it.
void put_missing(Html& html, const ReportInput& input, const ReportOptions& options) {
    const Language language = options.language;
    const auto lines = missing_lines(*input.result, {.node = 0, .period = options.period});
    if (lines.empty()) return;
    html.put("h3", label(Label::missing_values, language));
    HtmlTable table{.columns = {{worded(language, "Name")},
                                {worded(language, "Indicator")},
                                {worded(language, "Why")},
                                {worded(language, "Done")},
                                {worded(language, "At")},
                                {worded(language, "Method")}},
                    .rows = {}};
    for (const MissingLine& line : lines) {
        const auto& nodes = line.result->index.nodes;
        table.rows.push_back({std::string(line.result->data.units.name(line.gap->row, language)),
                              nodes[line.gap->node].name.in(language), std::string(missing_words(*line.gap, language)),
                              std::string(outcome_words(line.gap->outcome, language)),
                              nodes[line.gap->at].name.in(language),
                              line.gap->method ? std::string(line.gap->method->name) : std::string()});
    }
    put_table(html, table, "missing");
}

}  // namespace

void write_notes(Html& html, const ReportInput& input, const ReportOptions& options) {
    const Result& result = *input.result;
    const Language language = options.language;
    put_paragraph(html, result.data.note.in(language));
    const Period& period = result.data.periods[options.period];
    const auto lines = missing_lines(result, {.node = 0, .period = options.period});
    const auto gaps =
        std::count_if(lines.begin(), lines.end(), [](const MissingLine& line) { return !line.gap->reason; });
    html.open("ul");
    const std::string units = counted_units(result.index, period.count, language);
    const std::size_t indicators = result.index.indicators.size();
    html.put("li", gaps == 1 ? worded(language, "{}, {} indicators, {} value missing.", units, indicators, gaps)
                             : worded(language, "{}, {} indicators, {} values missing.", units, indicators, gaps));
    html.put(
        "li",
        worded(language, "Ties share the better rank and the next is skipped; the lower end of a tier belongs to it."));
    if (!result.changes.empty()) {
        html.put("li", worded(language, "{} numbers were imputed or treated.", result.changes.size()));
    }
    for (std::size_t row = period.first; row < period.end(); ++row) {
        if (!result.score(row, 0)) html.put("li", why_no_score(result, row, 0, language));
    }
    html.close("ul");
    put_missing(html, input, options);
}

}  // namespace iiindex::detail
