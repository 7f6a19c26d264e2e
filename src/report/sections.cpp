#include "report/sections.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include <iiindex/named.hpp>
#include <iiindex/number.hpp>
#include <iiindex/prepare.hpp>
#include <iiindex/present.hpp>
#include <iiindex/rank.hpp>

#include "present/method.hpp"
#include "present/missing.hpp"
#include "report/words.hpp"
#include "words/bands.hpp"
#include "words/formula.hpp"
#include "words/labels.hpp"

namespace iiindex::detail {
namespace {

constexpr double wide = 920;
constexpr double narrow = 350;
constexpr std::size_t top_total = 20;
constexpr std::size_t top_primary = 15;

std::string decimal(const std::optional<double>& number, const std::vector<double>& cuts = {}) {
    return number ? fixed(*number, 1, cuts) : "–";
}

std::string signed_decimal(const std::optional<double>& number, int digits) {
    if (!number) return "–";
    const std::string text = fixed(std::abs(*number), digits);
    return (*number < 0 ? "−" : "+") + text;
}

/// The rows of a period in order of rank at a node, with their ranks; those without a score last.
struct Ranked {
    std::vector<std::size_t> rows;
    std::vector<Rank> ranks;  ///< by place in `rows`
};

Ranked ranked(const Result& result, std::size_t number, std::size_t node) {
    const Period& period = result.data.periods[number];
    const Ranking ranking = rank(result, node, period);
    Ranked all;
    for (const std::uint32_t unit : ranking.order) all.rows.push_back(period.first + unit);
    all.ranks.assign(ranking.ranks_in_order.begin(), ranking.ranks_in_order.end());
    return all;
}

/// What a column is called: the whole index's name would be too long for one.
std::string column_title(const Index& index, std::size_t node, Language language) {
    return node == 0 ? phrase(language, "总指数", "Total") : index.nodes[node].name.in(language);
}

std::string tier_name(const Result& result, std::size_t node, std::size_t row, Language language) {
    const auto tier = tier_of(result, node, row);
    return tier ? result.index.nodes[node].tiers->names[*tier - 1].in(language) : std::string();
}

void put_paragraph(Html& html, const std::string& text) {
    if (!text.empty()) html.put("p", text);
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

void write_method(Html& html, const ReportInput& input, const ReportOptions& options) {
    const Index& index = input.result->index;
    const Language language = options.language;
    put_paragraph(html, index.note.in(language));
    HtmlTable table{.columns = {{phrase(language, "指标", "Node")},
                                {phrase(language, "级别", "Level")},
                                {phrase(language, "权重", "Weight"), true},
                                {phrase(language, "权重来源", "Origin of the weight")},
                                {phrase(language, "方法", "Method")}},
                    .rows = {}};
    for (const MethodLine& line : method_lines(*input.result, options.period, language)) {
        table.row_classes.push_back(fmt::format("level-{}", std::min<std::size_t>(line.level, 3)));
        table.rows.push_back({line.name, line.level_words, is_missing(line.weight) ? "" : brief(line.weight, 4),
                              line.weight_origin, line.method});
    }
    put_table(html, table, "method");
    html.put("p",
             phrase(language, "权重为同级中的份额；得分由下级加权合成，逐级向上。",
                    "A weight is a share among siblings; scores are combined level by level up the tree."),
             {{"class", "note"}});
}

namespace {

void put_tier_table(Html& html, const ReportInput& input, const ReportOptions& options) {
    const Node& root = input.result->index.root();
    const Ranked units = ranked(*input.result, options.period, 0);
    HtmlTable table{.columns = {{phrase(options.language, "梯队", "Tier")},
                                {phrase(options.language, "得分", "Scores")},
                                {phrase(options.language, "个数", "Units"), true},
                                {phrase(options.language, "名单", "In order of rank")}},
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
                              fmt::format("{}", fmt::join(names, options.language == Language::zh ? "、" : ", "))});
    }
    put_table(html, table, "tiers");
}

}  // namespace

void write_total(Html& html, const ReportInput& input, const ReportOptions& options) {
    html.put("p", describe(*input.result, options.period, 0, options.language));
    if (input.result->index.root().tiers) {
        put_tier_table(html, input, options);
        put_chart(html, "tiers", input, options, {.period = options.period, .top = {}, .rows = {}, .title = {}});
    }
    put_chart(html, "bars", input, options, {.period = options.period, .top = top_total, .rows = {}, .title = {}});
}

void write_primary(Html& html, const ReportInput& input, const ReportOptions& options) {
    const Index& index = input.result->index;
    for (const std::size_t child : index.root().children) {
        html.put("h3", index.nodes[child].name.in(options.language), {{"id", "node-" + index.nodes[child].code}});
        html.put("p", describe(*input.result, options.period, child, options.language));
        put_chart(html, "bars", input, options,
                  {.node = child, .period = options.period, .top = top_primary, .rows = {}, .title = {}});
    }
}

namespace {

/// A list of all units to choose from, by their place in the table of all scores.
void put_choice(Html& html, const ReportInput& input, const ReportOptions& options, const Ranked& units,
                std::string_view id, const std::string& title, std::size_t chosen) {
    html.open("label");
    html.put("span", title);
    html.open("select", {{"id", id}});
    for (std::size_t i = 0; i < units.rows.size(); ++i) {
        const std::string value = std::to_string(i);
        const std::string_view name = input.result->data.units.name(units.rows[i], options.language);
        if (i == chosen)
            html.put("option", name, {{"value", value}, {"selected", ""}});
        else
            html.put("option", name, {{"value", value}});
    }
    html.close("select");
    html.close("label");
}

}  // namespace

void write_radar(Html& html, const ReportInput& input, const ReportOptions& options) {
    const Ranked units = ranked(*input.result, options.period, 0);
    if (units.rows.size() < 2 || units.ranks[1] == 0) return;
    html.open("div", {{"class", "controls"}, {"hidden", ""}});
    put_choice(html, input, options, units, "first", phrase(options.language, "甲", "One"), 0);
    put_choice(html, input, options, units, "second", phrase(options.language, "乙", "Other"), 1);
    html.close("div");
    // A short title, which the script can set for any two.
    const Units& names = input.result->data.units;
    const std::string title = versus(
        {names.name(units.rows[0], options.language), names.name(units.rows[1], options.language)}, options.language);
    put_chart(html, "radar", input, options,
              {.period = options.period, .top = {}, .rows = {units.rows[0], units.rows[1]}, .title = title});
}

void write_structure(Html& html, const ReportInput& input, const ReportOptions& options) {
    put_chart(html, "contributions", input, options,
              {.period = options.period, .top = top_total, .rows = {}, .title = {}});
    put_chart(html, "heatmap", input, options, {.period = options.period, .top = {}, .rows = {}, .title = {}});
}

void write_intervals(Html& html, const ReportInput& input, const ReportOptions& options) {
    put_chart(html, "ranks", input, options, {.period = options.period, .top = {}, .rows = {}, .title = {}});
}

void write_changes(Html& html, const ReportInput& input, const ReportOptions& options) {
    const Language language = options.language;
    const Changes& changes = *input.changes;
    if (const std::string warning = own_scales_warning(changes, language); !warning.empty()) {
        html.put("p", warning, {{"class", "callout"}});
    }
    put_chart(html, "change", input, options, {.top = {}, .rows = {}, .title = {}});
    const auto title = [&](std::string_view zh, std::string_view en) {
        return HtmlTable::Column{phrase(language, zh, en), true};
    };
    HtmlTable table{.columns = {title("排名", "Rank"),
                                title("原排名", "Old rank"),
                                {phrase(language, "名称", "Name")},
                                title("得分", "Score"),
                                title("原得分", "Old score"),
                                title("变化", "Change"),
                                title("自身", "Own values"),
                                title("他人", "Others"),
                                title("方法", "Method"),
                                title("名单", "Set of units"),
                                title("同一标尺上的变化", "Change on one scale")},
                    .rows = {}};
    for (const UnitChange& unit : changes.units) {
        const auto difference = [](const std::optional<double>& now, const std::optional<double>& then) {
            return now && then ? std::optional(*now - *then) : std::nullopt;
        };
        const auto cause = [&](double Causes::*which) {
            return signed_decimal(unit.score ? std::optional((*unit.score).*which) : std::nullopt, 2);
        };
        const auto place = [](Rank rank) { return rank == 0 ? std::string("–") : std::to_string(rank); };
        const Result& known = unit.new_row ? changes.after : changes.before;
        table.rows.push_back(
            {place(unit.new_rank), place(unit.old_rank),
             std::string(known.data.units.name(unit.new_row ? *unit.new_row : *unit.old_row, language)),
             decimal(unit.new_score), decimal(unit.old_score),
             signed_decimal(difference(unit.new_score, unit.old_score), 2), cause(&Causes::own), cause(&Causes::others),
             cause(&Causes::method), cause(&Causes::units),
             signed_decimal(difference(unit.new_common, unit.old_common), 2)});
    }
    put_table(html, table, "changes");
}

namespace {

void put_controls(Html& html, const ReportOptions& options, std::size_t depth) {
    const Language language = options.language;
    html.open("div", {{"class", "controls"}, {"hidden", ""}});
    html.open("label");
    html.put("span", phrase(language, "查找", "Search"));
    html.open("input", {{"id", "search"}, {"type", "search"}, {"autocomplete", "off"}});
    html.close("label");
    html.put("output", "", {{"id", "count"}});
    html.open("label");
    html.put("span", phrase(language, "显示到", "Show"));
    html.open("select", {{"id", "depth"}});
    html.put("option", phrase(language, "一级", "primary"), {{"value", "1"}});
    if (depth >= 2) html.put("option", phrase(language, "二级", "secondary"), {{"value", "2"}});
    if (depth >= 3) html.put("option", phrase(language, "指标", "indicators"), {{"value", "3"}});
    html.close("select");
    html.close("label");
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
    HtmlTable table{.columns = {{phrase(language, "排名", "Rank"), true},
                                {phrase(language, "名称", "Name"), false, "unit"},
                                {phrase(language, "梯队", "Tier")}},
                    .rows = {}};
    for (const std::size_t node : nodes) {
        table.columns.push_back({column_title(result.index, node, language), true, class_of(result.index.nodes[node])});
    }
    std::vector<std::vector<double>> cuts;
    for (const std::size_t node : nodes) cuts.push_back(cuts_to_reach(result, node));
    for (std::size_t i = 0; i < units.rows.size(); ++i) {
        const std::size_t row = units.rows[i];
        std::vector<std::string> cells{units.ranks[i] == 0 ? "–" : std::to_string(units.ranks[i]),
                                       std::string(result.data.units.name(row, language)),
                                       tier_name(result, 0, row, language)};
        std::vector<std::string> remarks(cells.size());
        for (std::size_t k = 0; k < nodes.size(); ++k) {
            cells.push_back(decimal(result.score(row, nodes[k]), cuts[k]));
            remarks.push_back(missing_remark(result, row, nodes[k], language));
        }
        table.rows.push_back(std::move(cells));
        table.remarks.push_back(std::move(remarks));
    }
    put_table(html, table, "all", Sorting::offered);
    if (!missing_lines(result, {.node = 0, .period = options.period}).empty()) {
        html.put("p",
                 phrase(language, "° 该处或其下有缺失值，见数据说明。",
                        "° Something is missing here or below; see the notes on the data."),
                 {{"class", "note"}});
    }
}

void write_appendix(Html& html, const ReportInput& input, const ReportOptions& options) {
    const Result& result = *input.result;
    const Ranked units = ranked(result, options.period, 0);
    HtmlTable table{.columns = {{phrase(options.language, "名称", "Name")}}, .rows = {}};
    std::vector<std::size_t> nodes = result.index.root().children;
    nodes.push_back(0);
    for (const std::size_t node : nodes)
        table.columns.push_back({column_title(result.index, node, options.language), true});
    for (std::size_t i = 0; i < units.rows.size() && units.ranks[i] != 0 && units.ranks[i] <= top_total; ++i) {
        std::vector<std::string> cells{std::string(result.data.units.name(units.rows[i], options.language))};
        for (const std::size_t node : nodes) cells.push_back(decimal(result.score(units.rows[i], node)));
        table.rows.push_back(std::move(cells));
    }
    html.put("h3", phrase(options.language, "{} TOP{}", "{}, top {}", result.index.root().name.in(options.language),
                          table.rows.size()));
    put_table(html, table, "appendix");
}

namespace {

/// Every gap of the period and what was done about it.
void put_missing(Html& html, const ReportInput& input, const ReportOptions& options) {
    const Language language = options.language;
    const auto lines = missing_lines(*input.result, {.node = 0, .period = options.period});
    if (lines.empty()) return;
    html.put("h3", label(Label::missing_values, language));
    HtmlTable table{.columns = {{phrase(language, "名称", "Name")},
                                {phrase(language, "指标", "Indicator")},
                                {phrase(language, "原因", "Why")},
                                {phrase(language, "处理", "Done")},
                                {phrase(language, "所在", "At")},
                                {phrase(language, "方法", "Method")}},
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
    html.put("li",
             phrase(language, "共 {} 个参评，{} 个指标，缺失 {} 个数值。",
                    "{} units, {} indicators, {} values missing.", period.count, result.index.indicators.size(), gaps));
    html.put("li",
             phrase(language, "并列者名次相同，其后空出相应名次；梯队的下界属于该梯队。",
                    "Ties share the better rank and the next is skipped; the lower end of a tier belongs to it."));
    if (!result.changes.empty()) {
        html.put("li", phrase(language, "插补或处理过的数 {} 个。", "{} numbers were imputed or treated.",
                              result.changes.size()));
    }
    for (std::size_t row = period.first; row < period.end(); ++row) {
        if (!result.score(row, 0)) html.put("li", why_no_score(result, row, 0, language));
    }
    html.close("ul");
    put_missing(html, input, options);
}

}  // namespace iiindex::detail
