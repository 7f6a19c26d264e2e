#include <algorithm>
#include <cmath>

#include <iiindex/chart.hpp>
#include <iiindex/named.hpp>
#include <iiindex/present.hpp>

#include "format/cell.hpp"
#include "ground/catalogue.hpp"
#include "report/sections.hpp"

namespace iiindex::detail {
namespace {

/// Whether the page's scores are computed with the panel's weights.
bool counts_here(const ReportInput& input, std::size_t period) {
    constexpr double tolerance = 1e-9;
    const Result& result = *input.result;
    const auto is_used = [&](const NodeWeights& node) {
        const auto& children = result.index.nodes[node.node].children;
        for (std::size_t i = 0; i < children.size(); ++i) {
            if (std::abs(result.weights[period][children[i]] - node.weights[i]) > tolerance) return false;
        }
        return true;
    };
    return std::all_of(input.experts->weights.begin(), input.experts->weights.end(), is_used);
}

/// Who the experts are, and what their weights do on this page.
std::string who_words(const ReportInput& input, const ReportOptions& options) {
    const std::size_t experts = input.experts->panel.experts.size();
    const std::string who =
        experts == 1 ? worded(options.language, "These weights are judged by experts: a panel of {} expert.", experts)
                     : worded(options.language, "These weights are judged by experts: a panel of {} experts.", experts);
    return counts_here(input, options.period)
               ? worded(options.language, "{} The scores on this page are computed with them.", who)
               : worded(options.language,
                        "{} The scores on this page are computed with the index's own weights, not with these.", who);
}

HtmlTable html_of(const Table& all, Language language) {
    const Table table = part_for(Audience::people, all);
    HtmlTable html;
    for (const Column& column : table.columns) html.columns.push_back({column.title, is_numeric(table, column)});
    for (std::size_t row = 0; row < table.rows; ++row) {
        std::vector<std::string>& cells = html.rows.emplace_back();
        for (const Column& column : table.columns)
            cells.push_back(shown(column, column.cell(row), {.language = language}));
    }
    return html;
}

}  // namespace

void write_experts(Html& html, const ReportInput& input, const ReportOptions& options) {
    const JudgedWeights& experts = *input.experts;
    const Index& index = input.result->index;
    const Document document =
        experts_document(index, experts.panel, experts.weights, experts.options, options.language);
    html.put("p", who_words(input, options), {{"class", "callout"}});
    html.open("ul", {{"class", "sentences"}});
    for (const std::string& note : document.notes) html.put("li", note);
    html.close("ul");
    html.open("figure", {{"class", "scroll"}});
    html.raw(experts_chart(index, experts.weights, options.language));
    html.close("figure");
    for (const std::string_view code : {"weights", "agreement", "rounds"}) {
        const auto table = std::find_if(document.tables.begin(), document.tables.end(),
                                        [&](const Table& one) { return one.code == code; });
        if (table == document.tables.end()) continue;
        html.put("h3", table->title);
        put_table(html, html_of(*table, options.language), "experts");
    }
}

}  // namespace iiindex::detail
