#include <algorithm>

#include "ground/catalogue.hpp"
#include "present/missing.hpp"
#include "report/sections.hpp"
#include "words/labels.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t top_of_appendix = 20;

void put_controls(Html& html, const ReportOptions& options, std::size_t depth) {
    const Language language = options.language;
    html.open("div", {{"class", "controls"}, {"hidden", ""}});
    html.open("label");
    html.put("span", worded(language, "Search"));
    html.open("input", {{"id", "search"}, {"type", "search"}, {"autocomplete", "off"}});
    html.close("label");
    html.put("output", "", {{"id", "count"}});
    html.open("label");
    html.put("span", worded(language, "Show"));
    html.open("select", {{"id", "depth"}});
    html.put("option", worded(language, "primary"), {{"value", "1"}});
    if (depth >= 2) html.put("option", worded(language, "secondary"), {{"value", "2"}});
    if (depth >= 3) html.put("option", worded(language, "indicators"), {{"value", "3"}});
    html.close("select");
    html.close("label");
    html.put("button", worded(language, "Download as CSV"), {{"id", "save"}, {"type", "button"}});
    html.close("div");
}

/// The total and the primary indices, then all below in tree order.
std::vector<std::size_t> nodes_in_order(const Index& index) {
    std::vector<std::size_t> nodes;
    for (std::size_t node = 0; node < index.nodes.size(); ++node) nodes.push_back(node);
    std::stable_sort(nodes.begin(), nodes.end(), [&](std::size_t a, std::size_t b) {
        return std::min<std::size_t>(index.nodes[a].level, 2) < std::min<std::size_t>(index.nodes[b].level, 2);
    });
    return nodes;
}

std::string class_of(const Node& node) {
    if (node.level == 0) return "total";
    return node.level == 1 ? "axis" : node.level == 2 ? "d2" : "d3";
}

}  // namespace

void write_all(Html& html, const ReportInput& input, const ReportOptions& options) {
    const Result& result = *input.result;
    const Language language = options.language;
    const Ranked units = ranked(result, options.period, 0);
    const std::vector<std::size_t> nodes = nodes_in_order(result.index);
    put_controls(html, options, result.index.depth());
    const bool has_tiers = result.index.root().tiers.has_value();
    HtmlTable table{.columns = {{worded(language, "Rank"), true}, {worded(language, "Name"), false, "unit"}},
                    .rows = {}};
    if (has_tiers) table.columns.push_back({worded(language, "Tier")});
    for (const std::size_t node : nodes) {
        table.columns.push_back({column_title(result.index, node, language), true, class_of(result.index.nodes[node])});
    }
    for (std::size_t i = 0; i < units.rows.size(); ++i) {
        const std::size_t row = units.rows[i];
        std::vector<std::string> cells{units.ranks[i] == 0 ? "–" : std::to_string(units.ranks[i]),
                                       std::string(result.data.units.name(row, language))};
        if (has_tiers) cells.push_back(tier_name(result.index.root(), tier_of(result, 0, row), language));
        std::vector<std::string> remarks(cells.size());
        for (const std::size_t node : nodes) {
            cells.push_back(score_text(result, row, node));
            remarks.push_back(missing_remark(result, row, node, language));
        }
        table.rows.push_back(std::move(cells));
        table.remarks.push_back(std::move(remarks));
    }
    put_table(html, table, "all");
    if (!missing_lines(result, {.node = 0, .period = options.period}).empty()) {
        html.put("p", worded(language, "° Something is missing here or below; see the notes on the data."),
                 {{"class", "note"}});
    }
}

void write_appendix(Html& html, const ReportInput& input, const ReportOptions& options) {
    const Result& result = *input.result;
    const Ranked units = ranked(result, options.period, 0);
    HtmlTable table{.columns = {{worded(options.language, "Name")}}, .rows = {}};
    std::vector<std::size_t> nodes = result.index.root().children;
    nodes.push_back(0);
    for (const std::size_t node : nodes)
        table.columns.push_back({column_title(result.index, node, options.language), true});
    for (std::size_t i = 0; i < units.rows.size() && units.ranks[i] != 0 && units.ranks[i] <= top_of_appendix; ++i) {
        std::vector<std::string> cells{std::string(result.data.units.name(units.rows[i], options.language))};
        for (const std::size_t node : nodes) cells.push_back(score_text(result, units.rows[i], node));
        table.rows.push_back(std::move(cells));
    }
    html.put("h3",
             worded(options.language, "{}, top {}", result.index.root().name.in(options.language), table.rows.size()));
    put_table(html, table, "appendix");
}

}  // namespace iiindex::detail
