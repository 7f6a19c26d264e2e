#include "write/index_table.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <span>
#include <utility>

#include <fmt/format.h>

#include <iiindex/aggregate.hpp>
#include <iiindex/named.hpp>
#include <iiindex/normalise.hpp>

#include "load/framework/keys.hpp"
#include "load/table/number.hpp"
#include "present/table_of.hpp"
#include "text/normal.hpp"
#include "words/labels.hpp"

namespace iiindex::detail {
namespace {

using Kind = JsonNode::Kind;

constexpr std::string_view parent_path = "parent";

/// A node's row: what it says, by path, and the row of the node above.
struct Row {
    std::map<std::string, std::string, std::less<>> cells;
    std::size_t parent = 0;
    bool is_input = false;  ///< of the index, and no node

    std::string_view stated(std::string_view path) const {
        const auto found = cells.find(path);
        return found == cells.end() ? std::string_view() : std::string_view(found->second);
    }
};

/// Turns the nodes of an index into rows. What no cell can hold becomes a fault.
class Rows {
public:
    explicit Rows(Faults& faults) : faults_(faults) {}

    void add(const JsonNode& node, std::size_t parent) {
        const std::size_t place = rows_.size();
        rows_.emplace_back().parent = parent;
        for (const JsonMember& member : node.members) {
            const bool has_own_rows = member.key == "children" || member.key == "inputs";
            if (!has_own_rows && member.key != "format") add_member(node, place, member);
        }
        if (const JsonNode* const children = node.find("children")) {
            for (const JsonMember& child : children->members) add(child.value, place);
        }
    }
    /// The inputs of an index, behind its nodes.
    void add_inputs(const JsonNode& root) {
        const JsonNode* const inputs = root.find("inputs");
        for (std::size_t i = 0; inputs != nullptr && i < inputs->members.size(); ++i) {
            add(inputs->members[i].value, 0);
            rows_.back().is_input = true;
            rows_.back().cells["type"] = "input";
        }
    }
    std::vector<Row> take() { return std::move(rows_); }

private:
    void add_member(const JsonNode& node, std::size_t place, const JsonMember& member) {
        const JsonNode& value = member.value;
        const JsonNode* const formula = member.key == "aggregation" ? value.find("formula") : nullptr;
        if (formula != nullptr) {
            add_cell(node, place, member, "formula", *formula);
        } else if (value.kind == Kind::object && !value.members.empty()) {
            for (const JsonMember& inner : value.members)
                add_cell(node, place, member,
                         inner.key == "method" ? member.key : fmt::format("{}.{}", member.key, inner.key), inner.value);
        } else if (value.kind != Kind::string || !value.string.empty()) {
            add_cell(node, place, member, member.key, value);
        }
    }
    void add_cell(const JsonNode& node, std::size_t place, const JsonMember& member, const std::string& path,
                  const JsonNode& value) {
        const bool is_known = find_table_key(path) != nullptr || other_path(title_form(path)) == path;
        std::string cell = is_known ? cell_of(value, path) : std::string();
        if (!cell.empty()) {
            rows_[place].cells[path] = std::move(cell);
            return;
        }
        faults_.add({member.begin, member.length,
                     fmt::format("a table cannot hold '{} of {}'", path, node.find("code")->string),
                     "write the index as JSON"});
    }

    Faults& faults_;
    std::vector<Row> rows_;
};

/// What a node is called as the parent of others: by its code or, for people, by its name where no other has it.
std::vector<std::string> parent_names(const std::vector<Row>& rows, Audience audience) {
    std::map<std::string, std::size_t> uses;
    for (const Row& row : rows) {
        const std::string name = normal_form(row.stated("name"));
        ++uses[name];
        if (row.stated("code") != name) ++uses[std::string(row.stated("code"))];
    }
    std::vector<std::string> names;
    for (const Row& row : rows) {
        const bool is_clear = audience == Audience::people && uses[normal_form(row.stated("name"))] == 1;
        names.emplace_back(row.stated(is_clear ? "name" : "code"));
    }
    return names;
}

std::vector<std::string> listed(std::span<const std::string_view> words) { return {words.begin(), words.end()}; }

template <class Methods>
std::vector<std::string> names_listed(const Methods& methods) {
    std::vector<std::string> names;
    for (const auto& method : methods) {
        if constexpr (requires { method.combine; }) {
            if (takes(method, "formula")) continue;  // which has a column of its own
        }
        names.emplace_back(method.name);
    }
    return names;
}

/// What people are told of a column, and what they may write there.
Entry entry_of(std::string_view path, Language language) {
    const auto words = [language](std::string_view zh, std::string_view en) { return phrase(language, zh, en); };
    if (path == "code") return {.about = words("英文字母开头，不重复", "begins with a letter, and no other has it")};
    if (path == parent_path)
        return {.about =
                    words("上级的名称或代码；总指数没有上级", "the node above, by name or code; the total has none")};
    if (path == "weight")
        return {.about = words("相对于同一上级的其他指标：40 与 60，0.4 与 0.6 都可以",
                               "relative to the others below the same parent: 40 and 60, or 0.4 and 0.6"),
                .least = 0};
    if (path == "weight_origin")
        return {.about = words("权重从何而来", "where the weight comes from"), .words = listed(origin_names())};
    if (path == "direction")
        return {
            .about = words("正向：越大越好；逆向：越小越好", "positive: higher is better; negative: lower is better"),
            .words = {std::string(direction_words(Direction::positive).in(language)),
                      std::string(direction_words(Direction::negative).in(language))}};
    if (path == "measure") return {.about = words("数值的单位", "what a value is counted in")};
    if (path == "normalisation") return {.words = names_listed(normalisation_methods())};
    if (path == "aggregation") return {.words = names_listed(aggregation_methods())};
    if (path == "cap") return {.words = {"none", "lower", "upper", "both"}};
    const TableKey* const key = find_table_key(path);
    if (key != nullptr && key->kind == CellKind::number) return {.least = std::numeric_limits<double>::lowest()};
    return {};
}

/// The paths that are columns, in their order: those that some node says, and those that people are asked for.
std::vector<std::string> columns_of(const std::vector<Row>& rows) {
    static constexpr std::string_view always[] = {"code", "name", "weight", "direction", "measure"};
    const auto is_used = [&](std::string_view path) {
        return std::find(std::begin(always), std::end(always), path) != std::end(always) ||
               std::any_of(rows.begin(), rows.end(), [&](const Row& row) { return !row.stated(path).empty(); });
    };
    std::vector<std::string> columns;
    for (const TableKey& key : table_keys()) {
        if (key.path == "weight") columns.emplace_back(parent_path);
        if (is_used(key.path)) columns.emplace_back(key.path);
    }
    for (const Row& row : rows) {
        for (const auto& [path, cell] : row.cells) {
            if (find_table_key(path) == nullptr && std::find(columns.begin(), columns.end(), path) == columns.end())
                columns.push_back(path);
        }
    }
    return columns;
}

/// Missing where nothing is said.
double number_of(std::string_view cell) {
    double number = missing;
    return !cell.empty() && read_plain_cell(cell, number) ? number : missing;
}

std::string title_of(const std::string& path, Language language) {
    if (path == parent_path) return phrase(language, "上级", "parent");
    const TableKey* const key = find_table_key(path);
    if (key == nullptr) return path;
    return std::string(language == Language::zh ? key->title_in_chinese() : key->title_in_english());
}

}  // namespace

Table index_table(const JsonNode& tree, const Text& text, Language language, Audience audience) {
    Faults faults;
    Rows reading(faults);
    reading.add(tree, 0);
    reading.add_inputs(tree);
    faults.raise_if_any(text);
    std::vector<Row> rows = reading.take();
    const std::vector<std::string> names = parent_names(rows, audience);
    for (std::size_t i = 1; i < rows.size(); ++i) {
        if (!rows[i].is_input) rows[i].cells[std::string(parent_path)] = names[rows[i].parent];
    }
    const std::vector<std::string> columns = columns_of(rows);
    TableOf<Row> table("index", phrase(language, "指标体系", "index"), std::move(rows));
    for (const std::string& path : columns) {
        const TableKey* const key = find_table_key(path);
        const std::string title = title_of(path, language);
        if (key != nullptr && key->kind == CellKind::number) {
            table.number(path, title, [path](const Row& row) { return number_of(row.stated(path)); });
        } else if (path == "direction") {
            table.text(path, title, [language](const Row& row) {
                const std::string_view said = row.stated("direction");
                return said.empty() ? said
                                    : direction_words(said == "negative" ? Direction::negative : Direction::positive)
                                          .in(language);
            });
        } else {
            table.text(path, title, [path](const Row& row) { return row.stated(path); });
        }
        table.entered(entry_of(path, language));
    }
    return table.take();
}

std::vector<std::string> how_to_fill_in(Language language) {
    if (language == Language::zh)
        return {
            "“指标体系”：一行一个指标。要分级，就为每个一级指标加一行（上级写总指数的名称），再把各指标的上级改成它。",
            "请核对方向与权重：权重只在同一上级之内比较；0 表示列出但不计入。",
            "“数据”：一行一个参评单位，一列一个指标；缺失的留空。“上期：”各列仅供对照，不参与计算。",
            "填好后：iiindex check 本文件，iiindex compute 本文件，iiindex report 本文件 -o 报告.html。"};
    return {
        "'index': a row a node. To have levels add a row for each group of indicators (its parent is the total), and "
        "make it the parent of its indicators.",
        "Look at directions and weights: weights count among the children of one parent; 0 shows a node without "
        "counting it.",
        "'data': a row a unit, a column an indicator; what is missing stays empty. Columns 'previous: …' are there to "
        "compare with and are not read.",
        "Then: iiindex check FILE, iiindex compute FILE, iiindex report FILE -o report.html, with this file."};
}

}  // namespace iiindex::detail
