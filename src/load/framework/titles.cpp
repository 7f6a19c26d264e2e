#include "load/framework/titles.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "ground/catalogue.hpp"
#include "load/framework/keys.hpp"
#include "load/table/places.hpp"
#include "load/table/two_languages.hpp"
#include "text/normal.hpp"

namespace iiindex::detail {
namespace {

/// Titles of columns that say what a node of an index in JSON does not have.
const std::vector<std::pair<std::string_view, std::vector<std::string_view>>>& further_titles() {
    static const std::vector<std::pair<std::string_view, std::vector<std::string_view>>> all = {
        {key_parent, {"parent", "上级", "上级指标", "父级", "父级指标", "所属", "所属指标"}},
        {key_type, {"type", "类型"}},
        {key_total, {"目标层", "总目标", "总指数", "goal"}},
        {key_left_out, {"level", "层级", "序号", "no."}},
    };
    return all;
}

std::string key_of(const std::string& form) {
    static const auto keys = [] {
        std::map<std::string, std::string_view, std::less<>> by_form;
        for (const TableKey& key : table_keys()) {
            by_form.emplace(title_form(key.path), key.path);
            for (const auto title : key.titles) by_form.emplace(title_form(title), key.path);
        }
        for (const auto& [key, titles] : further_titles()) {
            for (const auto title : titles) by_form.emplace(title_form(title), key);
        }
        return by_form;
    }();
    const auto found = keys.find(form);
    return found == keys.end() ? other_path(form) : std::string(found->second);
}

/// The number of a level that a title begins with ("一级", "level 2"), which is then taken away.
std::optional<std::size_t> take_level(std::string& form) {
    static constexpr std::array<std::string_view, 6> chinese = {"一级", "二级", "三级", "四级", "五级", "六级"};
    for (std::size_t i = 0; i < chinese.size(); ++i) {
        const std::string latin = fmt::format("level{}", i + 1);
        for (const std::string_view start : {chinese[i], std::string_view(latin)}) {
            if (!form.starts_with(start)) continue;
            form.erase(0, start.size());
            return i;
        }
    }
    return std::nullopt;
}

/// The title without a measure in brackets: 权重（%）.
std::string without_brackets(std::string form) {
    const std::size_t open = form.find('(');
    if (form.ends_with(')') && open != form.npos && open > 0) form.erase(open);
    return form;
}

/// Words for a level that has no number.
bool is_level_word(std::string_view form) {
    static constexpr std::array<std::string_view, 12> words = {"dimension", "pillar",   "sub-pillar", "subpillar",
                                                               "sub-index", "subindex", "indicator",  "维度",
                                                               "领域",      "准则层",   "指标层",     "要素层"};
    return std::find(words.begin(), words.end(), form) != words.end();
}

/// What a title in one language says by itself. `level` is its number, if it has one.
std::optional<KeyColumn> meaning_in(std::string_view title) {
    std::string form = without_brackets(title_form(title));
    const auto level = take_level(form);
    static constexpr std::array<std::string_view, 5> behind_number = {"", "指标", "指数", "名称", "指标名称"};
    if (level && std::find(behind_number.begin(), behind_number.end(), form) != behind_number.end())
        return KeyColumn{std::string(key_level), level};
    if (level && form.starts_with("指标") && !key_of(form.substr(std::string_view("指标").size())).empty())
        form.erase(0, std::string_view("指标").size());
    if (is_level_word(form)) return KeyColumn{std::string(key_level)};
    std::string key = key_of(form);
    return key.empty() ? std::nullopt : std::optional(KeyColumn{std::move(key), level});
}

KeyColumn meaning_of(std::string_view title) { return found_in_either(title, meaning_in).value_or(KeyColumn{}); }

/// A column speaks of the level left of it; a column left of all levels of the first.
void give_levels(FrameworkLayout& layout) {
    std::vector<std::size_t> numbers;  // by level: the number in its title
    for (KeyColumn& column : layout.columns) {
        if (column.key != key_level) continue;
        numbers.push_back(column.level ? *column.level + 1 : 0);
        column.level = layout.levels++;
    }
    static constexpr std::array<std::string_view, 4> of_any_level = {"weight", "weight_origin", "code", "name_en"};
    std::size_t level = 0;
    for (KeyColumn& column : layout.columns) {
        if (column.key == key_level) {
            level = *column.level;
        } else if (column.level) {
            const auto found = std::find(numbers.begin(), numbers.end(), *column.level + 1);
            if (found == numbers.end())
                column = {};
            else
                column.level = static_cast<std::size_t>(found - numbers.begin());
        } else if (std::find(of_any_level.begin(), of_any_level.end(), column.key) != of_any_level.end()) {
            column.level = level;
        }
    }
}

/// Whether a title says that values stand below it: then a row is a unit's value of an indicator.
bool holds_values(const CellRow& row) {
    static constexpr std::array<std::string_view, 4> words = {"value", "values", "数值", "指标值"};
    return std::any_of(row.cells.begin(), row.cells.end(), [](const GridCell& cell) {
        return std::find(words.begin(), words.end(), title_form(cell.text)) != words.end();
    });
}

std::optional<FrameworkLayout> layout_of(std::vector<KeyColumn> columns, const CellRow& row, std::size_t place) {
    FrameworkLayout layout{.header = place, .columns = std::move(columns)};
    const auto has = [&](std::string_view key) { return layout.find(key) < layout.columns.size(); };
    const auto levels = std::count_if(layout.columns.begin(), layout.columns.end(),
                                      [](const KeyColumn& column) { return column.key == key_level; });
    if (has(key_parent) && (has("code") || has("name"))) {
        layout.is_coinr = std::any_of(row.cells.begin(), row.cells.end(),
                                      [](const GridCell& cell) { return title_form(cell.text) == "icode"; });
        return layout;
    }
    // One level alone may be a column of a table of values.
    if (levels < 1 || has("name") + levels < 2 || holds_values(row)) return std::nullopt;
    layout.shape = FrameworkShape::levels;
    for (KeyColumn& column : layout.columns) {
        if (column.key == "name") column = {std::string(key_level)};
        if (const TableKey* const key = find_table_key(column.key); key && key->is_of_root) column = {};
    }
    give_levels(layout);
    return layout;
}

std::optional<FrameworkLayout> layout_of(const CellRow& row, std::size_t place) {
    std::vector<KeyColumn> columns;
    for (const GridCell& cell : row.cells) columns.push_back(meaning_of(cell.text));
    return layout_of(std::move(columns), row, place);
}

/// Whether a row of titles stands below one of titles of groups, each over the columns up to the next: all that it says
/// are titles, and some stand below no group's beginning.
bool are_below_groups(const CellRow& groups, const CellRow& titles) {
    bool any_within = false;
    for (std::size_t i = 0; i < titles.cells.size(); ++i) {
        if (titles.cells[i].text.empty()) continue;
        if (meaning_of(titles.cells[i].text).key.empty()) return false;
        any_within = any_within || groups.text(i).empty();
    }
    const bool any_known = std::any_of(groups.cells.begin(), groups.cells.end(),
                                       [](const GridCell& cell) { return !meaning_of(cell.text).key.empty(); });
    return any_within && any_known && groups.filled() > 1;
}

/// What a title says below a group's: 名称 below 一级指标 is the level, 权重 its weight.
KeyColumn meaning_within(std::string_view group, std::string_view title) {
    KeyColumn whole = meaning_of(group);
    KeyColumn own = meaning_of(title);
    if (whole.key != key_level) return own;
    if (own.key == "name") return whole;
    if (!own.level) own.level = whole.level;
    return own;
}

std::optional<FrameworkLayout> layout_of(const CellRow& groups, const CellRow& titles, std::size_t place) {
    if (!are_below_groups(groups, titles)) return std::nullopt;
    std::vector<KeyColumn> columns;
    std::string_view group;
    for (std::size_t i = 0; i < std::max(groups.cells.size(), titles.cells.size()); ++i) {
        const std::string_view begins = groups.text(i), title = titles.text(i);
        if (!begins.empty()) group = begins;
        columns.push_back(title.empty() ? meaning_of(begins) : meaning_within(group, title));
    }
    auto layout = layout_of(std::move(columns), titles, place);
    if (layout) layout->has_groups = true;
    return layout;
}

}  // namespace

std::size_t FrameworkLayout::find(std::string_view key) const {
    const auto found =
        std::find_if(columns.begin(), columns.end(), [&](const KeyColumn& column) { return column.key == key; });
    return static_cast<std::size_t>(found - columns.begin());
}

std::optional<FrameworkLayout> find_framework(const std::vector<CellRow>& rows) {
    for (std::size_t i = 0; i < std::min(rows.size(), most_rows_to_titles); ++i) {
        if (i + 1 < rows.size()) {
            if (auto layout = layout_of(rows[i], rows[i + 1], i + 1)) return layout;
        }
        if (auto layout = layout_of(rows[i], i)) return layout;
    }
    return std::nullopt;
}

void check_titles(const FrameworkLayout& layout, const std::vector<CellRow>& rows, const Text& text, Faults& faults,
                  std::vector<Problem>& warnings) {
    const CellRow& header = rows[layout.header];
    std::map<std::pair<std::string_view, std::size_t>, std::size_t> first;
    for (std::size_t i = 0; i < header.cells.size(); ++i) {
        const GridCell& cell = header.cells[i];
        const KeyColumn& column = layout.columns[i];
        if (column.key == key_left_out || cell.text.empty()) continue;
        if (column.key.empty()) {
            warnings.push_back(
                text.problem({cell.begin,
                              cell.length,
                              said("column '{}' says nothing known of an index and is left out", cell.text),
                              {}}));
            continue;
        }
        const auto [other, is_new] =
            first.emplace(std::pair(std::string_view(column.key), column.level.value_or(0)), i);
        if (is_new) continue;
        faults.add({cell.begin, cell.length,
                    said("column '{}' says the same as column {} '{}'", cell.text, column_letters(other->second),
                         header.cells[other->second].text),
                    said("leave one of them out")});
    }
}

}  // namespace iiindex::detail
