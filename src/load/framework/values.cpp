#include "load/framework/values.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "ground/catalogue.hpp"
#include "load/codes.hpp"
#include "load/framework/framework.hpp"
#include "load/framework/indicator_rows.hpp"
#include "load/framework/indicators.hpp"
#include "load/framework/settings.hpp"
#include "load/framework/tree.hpp"
#include "load/table/marks.hpp"
#include "load/table/meanings.hpp"
#include "load/table/no_units.hpp"
#include "load/table/number.hpp"
#include "load/table/transposed.hpp"
#include "load/table/two_rows.hpp"
#include "load/wording.hpp"
#include "text/normal.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t enough_rows = 2000;  // that tell what the columns of a table hold

bool titles_units(const GridCell& cell, const TitleWords& words) {
    return words.meaning_of(cell.text, false).names_unit();
}

/// The row of the titles: the first that titles a column of units, else the first with more than one cell.
std::size_t find_titles(const std::vector<CellRow>& rows, std::size_t skipped, const TitleWords& words) {
    const auto is_of_units = [&](const GridCell& cell) { return titles_units(cell, words); };
    const std::size_t end = std::min(rows.size(), most_rows_above + skipped);
    for (std::size_t row = 0; row < end; ++row) {
        const auto& cells = rows[row].cells;
        if (rows[row].number > skipped && rows[row].filled() > 1 &&
            std::any_of(cells.begin(), cells.end(), is_of_units))
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
std::optional<Transposed> transposed_at(const std::vector<CellRow>& rows, std::size_t header, bool is_asked_for,
                                        const TitleWords& words) {
    const auto& titles = rows[header].cells;
    const bool has_units = std::any_of(titles.begin(), titles.end(), [&](const GridCell& title) {
        return titles_units(title, words) && !heads_measures(title.text);  // "unit" may be what values are counted in
    });
    if (!is_asked_for && (names_in_rows(rows[header], words) || has_units)) return std::nullopt;
    std::optional<std::size_t> naming;
    for (std::size_t column = 0; column < titles.size(); ++column) {
        const auto meaning = words.meaning_of(titles[column].text, false).long_column;
        const bool goes_first = meaning == LongColumn::indicator_name;
        if (goes_first || (meaning == LongColumn::indicator_code && !naming)) naming = column;
    }
    if (!naming && is_asked_for) naming = 0;
    if (!naming) return std::nullopt;
    return lies_transposed(rows, *naming, [&](const CellRow& row) {
        return row.number > rows[header].number && !row.text(*naming).empty() && has_number(row, *naming);
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

/// Puts the titles of the rows below, if they have such, among those above; says by column which stands above it then.
std::vector<std::optional<GridCell>> join_rows_below(std::vector<CellRow>& rows, std::size_t header) {
    std::vector<std::optional<GridCell>> groups;
    for (std::size_t row = 1; row < most_rows_of_titles && header + 1 < rows.size(); ++row) {
        const std::vector<GridCell> upper = rows[header].cells;
        const auto joined = join_titles(rows[header].cells, rows[header + 1].cells);
        if (!joined) break;
        rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(header) + 1);
        groups.resize(joined->size());
        for (std::size_t column = 0; column < groups.size(); ++column) {
            if (const auto group = (*joined)[column].group) groups[column] = upper[*group];
        }
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

FrameworkNode node_named(std::string name, std::string name_en, const GridCell& at) {
    FrameworkNode node;
    put_text(node.json, "name", name, at);
    if (!name_en.empty()) put_text(node.json, "name_en", name_en, at);
    node.name = std::move(name);
    node.name_en = std::move(name_en);
    node.at = at;
    return node;
}

/// The indicators of a table, whichever way it lies. Titles in two rows are joined in the first.
std::vector<NamedIndicator> indicators_of(const TableText& table, std::vector<CellRow>& rows, std::size_t header,
                                          bool is_transposed, const TitleWords& words, Faults& faults,
                                          std::vector<Problem>& warnings) {
    if (const auto lies = transposed_at(rows, header, is_transposed, words))
        return indicators_in_titles(lies->turned(rows), 0, groups_of_rows(rows, *lies), words, table.text(), warnings);
    const auto groups = join_rows_below(rows, header);
    if (names_in_rows(rows[header], words)) return indicators_in_rows(table.rows(text_of_cell, faults), header, words);
    return indicators_in_titles(rows, header, groups, words, table.text(), warnings);
}

Assumed assumed_of(const std::vector<NamedIndicator>& indicators) {
    Assumed assumed{.of = indicators.size()};
    for (const NamedIndicator& indicator : indicators) {
        assumed.directions += indicator.direction ? 0U : 1U;
        assumed.weights += indicator.weight ? 0U : 1U;
    }
    return assumed;
}

/// All have a weight or none has, with a percent sign or without.
void check_weights(const std::vector<NamedIndicator>& all, const Text& text, Faults& faults) {
    if (std::none_of(all.begin(), all.end(), [](const NamedIndicator& one) { return one.weight.has_value(); })) return;
    ColumnMarks marks;
    for (const NamedIndicator& one : all) {
        if (!one.weight) {
            faults.add({one.at.begin, one.at.length, said("no weight for '{}'", one.name),
                        said("give it one, or take those of the others out")});
            continue;
        }
        marks.note(read_number(one.weight->text, {.percent = Percent::allowed}, {}),
                   {.begin = one.weight->begin, .end = one.weight->begin + one.weight->length});
    }
    marks.check(in_quotes("weight"), text, faults);
}

/// What a note says of what nobody has said.
std::string_view note_of(Assumed assumed) {
    if (assumed.directions > 0 && assumed.weights > 0)
        return marked(
            "Every direction (positive) and every weight (equal) is assumed; take this note out once they are as "
            "they should be.");
    if (assumed.directions > 0)
        return marked("Every direction (positive) is assumed; take this note out once they are as they should be.");
    return assumed.weights > 0
               ? marked("Every weight (equal) is assumed; take this note out once they are as they should be.")
               : std::string_view();
}

/// Notes in both languages, that of most titles being the index's own.
FrameworkNode total_of(const std::vector<CellRow>& rows, std::size_t header, const Text& text, Assumed assumed) {
    const std::string_view note = note_of(assumed);
    const GridCell* const title = title_above(rows, header);
    FrameworkNode total =
        node_named(title ? title->text : name_by_file(text), {}, title ? *title : rows[header].cells[0]);
    const auto& titles = rows[header].cells;
    const auto chinese =
        std::count_if(titles.begin(), titles.end(), [](const GridCell& cell) { return has_chinese(cell.text); });
    const bool is_chinese = has_chinese(total.name) || 2 * chinese > std::ssize(titles);
    if (note.empty()) return total;
    const std::string in_english(note), in_chinese(translated(note, Language::zh));
    put_text(total.json, "note", is_chinese ? in_chinese : in_english, total.at);
    put_text(total.json, is_chinese ? "note_en" : "note_zh", is_chinese ? in_english : in_chinese, total.at);
    return total;
}

void put_assumed_weight(JsonNode& node, const GridCell& at) {
    put_number(node, "weight", 1, at);
    put_text(node, "weight_origin", "assumed", at);
}

FrameworkNode node_of(NamedIndicator indicator, Faults& faults) {
    FrameworkNode node = node_named(std::move(indicator.name), std::move(indicator.name_en), indicator.at);
    node.code = std::move(indicator.code);
    if (!node.code.empty()) put_text(node.json, "code", node.code, indicator.at);
    if (indicator.weight)
        put_setting(node.json, "weight", *indicator.weight, faults);
    else
        put_assumed_weight(node.json, indicator.at);
    if (indicator.direction)
        put_setting(node.json, "direction", *indicator.direction, faults);
    else
        put_text(node.json, "direction", "positive", indicator.at);
    if (!says_nothing("measure", indicator.measure)) put_text(node.json, "measure", indicator.measure, indicator.at);
    return node;
}

/// A group weighs as much as what is in it, where that is said.
void weigh_group(std::vector<FrameworkNode>& nodes, std::size_t group) {
    double whole = 0;
    for (const FrameworkNode& node : nodes) {
        if (node.parent != group) continue;
        const JsonNode* const weight = node.json.find("weight");
        if (weight == nullptr || node.json.find("weight_origin") != nullptr)
            return put_assumed_weight(nodes[group].json, nodes[group].at);
        whole += weight->number;
    }
    put_number(nodes[group].json, "weight", std::round(whole * 1e12) / 1e12, nodes[group].at);
}

/// The titles that stand above those of indicators, each once.
std::vector<NamedIndicator> groups_of(const std::vector<NamedIndicator>& indicators) {
    std::vector<NamedIndicator> groups;
    std::set<std::string> known;
    for (const NamedIndicator& indicator : indicators) {
        if (indicator.group && known.insert(title_form(indicator.group->text)).second)
            groups.push_back(group_titled(*indicator.group));
    }
    take_shares(groups);
    return groups;
}

/// The nodes of an index: the total, the groups of indicators, where there are several, and the indicators.
std::vector<FrameworkNode> nodes_of(FrameworkNode total, std::vector<NamedIndicator> indicators,
                                    const std::vector<NamedIndicator>& groups, Faults& faults) {
    std::map<std::string, std::size_t> places;  // of groups, by the form of their titles
    std::vector<FrameworkNode> nodes = {std::move(total)};
    const auto place_of = [&](const GridCell& title) {
        const auto [place, is_new] = places.try_emplace(title_form(title.text), nodes.size());
        if (!is_new) return place->second;
        const NamedIndicator& group = groups[places.size() - 1];
        nodes.push_back(node_named(group.name, group.name_en, group.at));
        nodes.back().parent = 0;
        if (group.weight) put_setting(nodes.back().json, "weight", *group.weight, faults);
        return place->second;
    };
    for (NamedIndicator& indicator : indicators) {
        const std::size_t parent = groups.size() > 1 && indicator.group ? place_of(*indicator.group) : 0;
        nodes.push_back(node_of(std::move(indicator), faults));
        nodes.back().parent = parent;
    }
    for (const auto& [form, group] : places) {
        if (nodes[group].json.find("weight") == nullptr) weigh_group(nodes, group);
    }
    return nodes;
}

}  // namespace

ValuesTree tree_of_values(const TableText& table, const LoadOptions& reading, std::vector<Problem>& warnings) {
    const Text& text = table.text();
    Faults faults;
    auto rows = table.rows(text_of_cell, faults, enough_rows);
    static const Index none;
    std::vector<Problem> unsaid;  // reading the values with the index says it, and the codes stand there
    const TitleWords words = words_of(text, table.dialect(), reading, none, unsaid);
    const std::size_t header = find_titles(rows, reading.skip_rows, words);
    if (header == rows.size())
        refuse(text.file(), said("no titles of columns"), said("expected a table with a row a unit"));
    std::vector<NamedIndicator> indicators =
        indicators_of(table, rows, header, reading.shape == Shape::transposed, words, faults, warnings);
    if (indicators.empty())
        refuse(text.file(), said("no column holds numbers"), said("expected a table with a row a unit"));
    check_weights(indicators, text, faults);
    const std::vector<NamedIndicator> groups = groups_of(indicators);
    check_weights(groups, text, faults);
    const Assumed assumed = assumed_of(indicators);
    std::vector<FrameworkNode> nodes =
        nodes_of(total_of(rows, header, text, assumed), std::move(indicators), groups, faults);
    make_codes(nodes, text, unsaid);
    auto tree = tree_of(std::move(nodes), faults);
    faults.raise_if_any(text);
    return {std::move(*tree), assumed};
}

}  // namespace iiindex::detail
