#include "load/framework/values.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "ground/catalogue.hpp"
#include "load/codes.hpp"
#include "load/framework/framework.hpp"
#include "load/framework/indicators.hpp"
#include "load/framework/settings.hpp"
#include "load/framework/tree.hpp"
#include "load/table/no_units.hpp"
#include "load/table/number.hpp"
#include "load/table/titles.hpp"
#include "load/table/transposed.hpp"
#include "load/table/two_rows.hpp"
#include "text/normal.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t enough_rows = 2000;  // that tell what the columns of a table hold

bool names_units(const GridCell& cell) {
    const auto fixed = fixed_title(title_form(cell.text));
    return fixed && (fixed->column == FixedColumn::code || fixed->column == FixedColumn::name);
}

/// The row of the titles: the first that titles a column of units, else the first with more than one cell.
std::size_t find_titles(const std::vector<CellRow>& rows, std::size_t skipped) {
    const std::size_t end = std::min(rows.size(), most_rows_above + skipped);
    for (std::size_t row = 0; row < end; ++row) {
        const auto& cells = rows[row].cells;
        if (rows[row].number > skipped && rows[row].filled() > 1 &&
            std::any_of(cells.begin(), cells.end(), names_units))
            return row;
    }
    const auto first = std::find_if(rows.begin(), rows.end(),
                                    [&](const CellRow& row) { return row.number > skipped && row.filled() > 1; });
    return static_cast<std::size_t>(first - rows.begin());
}

bool has_number(const CellRow& row, std::size_t but) {
    for (std::size_t column = 0; column < row.cells.size(); ++column) {
        if (column != but && may_be_number(row.text(column))) return true;
    }
    return false;
}

/// How a table lies whose rows are indicators and whose columns are units, by a title that says of its column that it
/// names indicators; where that is asked for, the first column does.
std::optional<Transposed> transposed_at(const std::vector<CellRow>& rows, std::size_t header, bool is_asked_for) {
    const auto& titles = rows[header].cells;
    const bool has_units = std::any_of(titles.begin(), titles.end(), [](const GridCell& title) {
        return names_units(title) && !heads_measures(title.text);  // "unit" may be what values are counted in
    });
    if (!is_asked_for && (names_in_rows(rows[header]) || has_units)) return std::nullopt;
    std::optional<std::size_t> naming;
    for (std::size_t column = 0; column < titles.size(); ++column) {
        const auto meaning = long_column(title_form(titles[column].text));
        const bool goes_first = meaning == LongColumn::indicator_name;
        if (goes_first || (meaning == LongColumn::indicator_code && !naming)) naming = column;
    }
    if (!naming && is_asked_for) naming = 0;
    if (!naming) return std::nullopt;
    return lies_transposed(rows, *naming, [&](const CellRow& row) {
        return &row > &rows[header] && !row.text(*naming).empty() && has_number(row, *naming);
    });
}

/// By row of a transposed table, from the titles on, the last row above it that names something and has no number.
std::vector<std::optional<GridCell>> groups_of_rows(const std::vector<CellRow>& rows, const Transposed& lies) {
    std::vector<std::optional<GridCell>> groups = {std::nullopt};
    std::optional<GridCell> group;
    for (std::size_t row = lies.header + 1; row < rows.size(); ++row) {
        if (!has_number(rows[row], lies.naming) && !rows[row].text(lies.naming).empty())
            group = rows[row].cells[lies.naming];
        groups.push_back(group);
    }
    return groups;
}

/// Puts the titles of the row below, if it has such, among those above; says by column which stands above it then.
std::vector<std::optional<GridCell>> join_next_row(std::vector<CellRow>& rows, std::size_t header) {
    if (header + 1 >= rows.size()) return {};
    const std::vector<GridCell> upper = rows[header].cells;
    const auto joined = join_titles(rows[header].cells, rows[header + 1].cells);
    if (!joined) return {};
    rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(header) + 1);
    std::vector<std::optional<GridCell>> groups;
    for (const JoinedTitle& title : *joined) {
        groups.push_back(title.group ? std::optional(upper[*title.group]) : std::nullopt);
    }
    return groups;
}

void put_number(JsonNode& node, std::string_view key, double number, const GridCell& at) {
    node.members.push_back(
        {std::string(key),
         at.begin,
         at.length,
         {.kind = JsonNode::Kind::number, .number = number, .begin = at.begin, .length = at.length}});
}

FrameworkNode node_named(std::string name, const GridCell& at) {
    FrameworkNode node;
    put_text(node.json, "name", name, at);
    node.name = std::move(name);
    node.at = at;
    return node;
}

/// Notes in both languages, that of most titles being the index's own.
FrameworkNode total_of(const std::vector<CellRow>& rows, std::size_t header, const Text& text) {
    constexpr std::string_view note = marked(
        "Every direction (positive) and every weight (equal) is assumed; take this note out once they are as "
        "they should be.");
    const std::string in_english(note), in_chinese(translated(note, Language::zh));
    const GridCell* const title = title_above(rows, header);
    FrameworkNode total = node_named(title ? title->text : name_by_file(text), title ? *title : rows[header].cells[0]);
    const auto& titles = rows[header].cells;
    const auto chinese =
        std::count_if(titles.begin(), titles.end(), [](const GridCell& cell) { return has_chinese(cell.text); });
    const bool is_chinese = has_chinese(total.name) || 2 * chinese > std::ssize(titles);
    put_text(total.json, "note", is_chinese ? in_chinese : in_english, total.at);
    put_text(total.json, is_chinese ? "note_en" : "note_zh", is_chinese ? in_english : in_chinese, total.at);
    return total;
}

void put_assumed_weight(JsonNode& node, const GridCell& at) {
    put_number(node, "weight", 1, at);
    put_text(node, "weight_origin", "assumed", at);
}

FrameworkNode node_of(NamedIndicator indicator) {
    FrameworkNode node = node_named(std::move(indicator.name), indicator.at);
    node.code = std::move(indicator.code);
    if (!node.code.empty()) put_text(node.json, "code", node.code, indicator.at);
    put_assumed_weight(node.json, indicator.at);
    put_text(node.json, "direction", "positive", indicator.at);
    if (!says_nothing("measure", indicator.measure)) put_text(node.json, "measure", indicator.measure, indicator.at);
    return node;
}

/// The nodes of an index: the total, the groups of indicators, where there are several, and the indicators.
std::vector<FrameworkNode> nodes_of(FrameworkNode total, std::vector<NamedIndicator> indicators) {
    std::map<std::string, std::size_t> groups;  // by form of the title
    for (const NamedIndicator& indicator : indicators) {
        if (indicator.group) groups.try_emplace(title_form(indicator.group->text));
    }
    const bool has_groups = groups.size() > 1;
    std::vector<FrameworkNode> nodes = {std::move(total)};
    for (NamedIndicator& indicator : indicators) {
        std::size_t parent = 0;
        if (has_groups && indicator.group) {
            std::size_t& group = groups[title_form(indicator.group->text)];
            if (group == 0) {
                group = nodes.size();
                nodes.push_back(node_named(indicator.group->text, *indicator.group));
                nodes.back().parent = 0;
                put_assumed_weight(nodes.back().json, *indicator.group);
            }
            parent = group;
        }
        nodes.push_back(node_of(std::move(indicator)));
        nodes.back().parent = parent;
    }
    return nodes;
}

}  // namespace

JsonNode tree_of_values(const TableText& table, const LoadOptions& reading, std::vector<Problem>& warnings) {
    const Text& text = table.text();
    Faults faults;
    auto rows = table.rows(text_of_cell, faults, enough_rows);
    std::size_t header = find_titles(rows, reading.skip_rows);
    if (header == rows.size())
        refuse(text.file(), said("no titles of columns"), said("expected a table with a row a unit"));
    const auto lies = transposed_at(rows, header, reading.shape == Shape::transposed);
    const auto groups = lies ? groups_of_rows(rows, *lies) : join_next_row(rows, header);
    FrameworkNode total = total_of(rows, header, text);
    if (lies) {
        rows = lies->turned(rows);
        header = 0;
    }
    std::vector<NamedIndicator> indicators = names_in_rows(rows[header])
                                                 ? indicators_in_rows(table.rows(text_of_cell, faults), header)
                                                 : indicators_in_titles(rows, header, groups, text, warnings);
    if (indicators.empty())
        refuse(text.file(), said("no column holds numbers"), said("expected a table with a row a unit"));
    std::vector<FrameworkNode> nodes = nodes_of(std::move(total), std::move(indicators));
    std::vector<Problem> unsaid;  // the codes stand in the index
    make_codes(nodes, text, unsaid);
    auto tree = tree_of(std::move(nodes), faults);
    faults.raise_if_any(text);
    return std::move(*tree);
}

}  // namespace iiindex::detail
