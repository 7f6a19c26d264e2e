#include "load/framework/framework.hpp"

#include <algorithm>
#include <filesystem>

#include <iiindex/normalise.hpp>

#include "ground/catalogue.hpp"
#include "load/framework/keys.hpp"
#include "load/framework/leaf_weights.hpp"
#include "load/framework/names.hpp"
#include "load/framework/node_rows.hpp"
#include "load/framework/places.hpp"
#include "load/json/index_reader.hpp"
#include "load/table/titles.hpp"
#include "text/normal.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

/// More than an index can have nodes, and notes around it.
constexpr std::size_t most_rows = Index::most_nodes + 1000;

/// The rows of a table, of which one of values may have very many.
std::vector<CellRow> rows_of(const TableText& table, Faults& faults) {
    auto rows = table.rows(text_of_cell, faults, most_rows + 1);
    if (rows.size() > most_rows) {
        refuse(table.text().file(), said("more than {} rows, which is no index", most_rows));
    }
    return rows;
}

/// Writes numbers with decimal commas with points, where commas part decimals.
void write_points(const TableText& table, const FrameworkLayout& layout, std::vector<CellRow>& rows,
                  std::vector<Problem>& warnings) {
    if (!may_have_decimal_commas(table.dialect().separator)) return;
    std::vector<bool> holds_numbers;
    for (const KeyColumn& column : layout.columns) {
        const TableKey* const key = find_table_key(column.key);
        holds_numbers.push_back(key != nullptr && key->kind == CellKind::number);
    }
    const std::size_t below = rows[layout.header].cells.back().begin + rows[layout.header].cells.back().length;
    const char decimal = find_decimal_mark(table.text(), below, table.dialect(), holds_numbers, warnings);
    for (std::size_t row = layout.header + 1; decimal == ',' && row < rows.size(); ++row) {
        for (std::size_t i = 0; i < std::min(holds_numbers.size(), rows[row].cells.size()); ++i) {
            std::string& text = rows[row].cells[i].text;
            if (!holds_numbers[i]) continue;
            std::erase(text, '.');
            std::replace(text.begin(), text.end(), ',', '.');
        }
    }
}

/// What a column of the total has in it, where that is one name; null: there is no such column.
const GridCell* total_in_column(const std::vector<CellRow>& rows, const FrameworkLayout& layout) {
    const std::size_t column = layout.find(key_total);
    const GridCell* total = nullptr;
    for (std::size_t row = layout.header + 1; row < rows.size(); ++row) {
        const std::string_view text = rows[row].text(column);
        if (text.empty()) continue;
        if (total != nullptr && total->text != text) return nullptr;
        total = total == nullptr ? &rows[row].cells[column] : total;
    }
    return total;
}

/// The name of the total: what its column says, or what stands above the titles, else the file's.
GridCell total_of(const std::vector<CellRow>& rows, const FrameworkLayout& layout, const Text& text,
                  std::vector<Problem>& warnings) {
    if (const GridCell* const total = total_in_column(rows, layout)) return *total;
    if (const GridCell* const title = title_above(rows, layout.header)) return *title;
    GridCell cell = rows[layout.header].cells.front();
    cell.text = name_by_file(text);
    warnings.push_back({{text.file()},
                        said("the total is called '{}', as the file is", cell.text),
                        said("a title above the table names it")});
    return cell;
}

/// Rows above the titles that were not taken for the total's name.
void say_passed_over(const std::vector<CellRow>& rows, const FrameworkLayout& layout, const Text& text,
                     const GridCell* total, std::vector<Problem>& warnings) {
    for (std::size_t i = 0; i < layout.header - (layout.has_groups ? 1 : 0); ++i) {
        const GridCell& cell = rows[i].cells.front();
        const bool names_total =
            total != nullptr && total->begin >= cell.begin && total->begin <= rows[i].cells.back().begin;
        if (!names_total)
            warnings.push_back(text.problem({cell.begin, cell.length, said("a row above the titles is left out"), {}}));
    }
}

std::vector<FrameworkNode> nodes_of(const std::vector<CellRow>& rows, const FrameworkLayout& layout,
                                    const std::optional<SettingOverrides>& overrides, const Text& text, Faults& faults,
                                    std::vector<Problem>& warnings) {
    if (layout.shape == FrameworkShape::rows) {
        say_passed_over(rows, layout, text, nullptr, warnings);
        const bool keeps_targets = overrides && overrides->normalisation && overrides->normalisation->method->target;
        return nodes_of_rows(rows, layout, keeps_targets, text, faults, warnings);
    }
    const GridCell total = total_of(rows, layout, text, warnings);
    say_passed_over(rows, layout, text, &total, warnings);
    auto nodes = nodes_of_levels(rows, layout, total, text, faults, warnings);
    take_from_names(nodes, text, faults, warnings);
    return nodes;
}

/// A table with the tree that it is in JSON, which is empty where faults leave none.
struct Framework {
    std::vector<CellRow> rows;
    FrameworkLayout layout;
    std::optional<JsonNode> tree;
};

Framework read_tree(const TableText& table, const std::optional<SettingOverrides>& overrides, Faults& faults,
                    std::vector<Problem>& warnings) {
    Framework framework{.rows = rows_of(table, faults), .layout = {}, .tree = {}};
    const Text& text = table.text();
    auto& rows = framework.rows;
    const auto layout = find_framework(rows);
    if (!layout) {
        faults.raise_if_any(text);
        refuse(text.file(), said("this table has no titles of an index"),
               said("expected a row a node, with the columns name and parent, or a column a level, as 一级指标 and "
                    "二级指标; or "
                    "an index in JSON"));
    }
    framework.layout = *layout;
    write_points(table, framework.layout, rows, warnings);
    check_titles(framework.layout, rows, text, faults, warnings);
    if (rows.size() == layout->header + 1)
        refuse(text.file(), said("no rows below the titles, expected one for each node"));
    auto nodes = nodes_of(rows, framework.layout, overrides, text, faults, warnings);
    say_blank_weights(nodes, text, warnings);
    weigh_groups_by_leaves(nodes, text, warnings);
    make_codes(nodes, text, warnings);
    if (!nodes.empty()) framework.tree = tree_of(std::move(nodes), faults);
    return framework;
}

}  // namespace

const GridCell* title_above(const std::vector<CellRow>& rows, std::size_t header) {
    for (std::size_t i = 0; i < header; ++i) {
        if (rows[i].filled() == 1) return &rows[i].first_filled();
    }
    return nullptr;
}

std::string name_by_file(const Text& text) { return cleaned(std::filesystem::path(text.file()).stem().string()); }

bool is_framework(const TableText& table) {
    Faults faults;
    return find_framework(table.rows(text_of_cell, faults, most_rows_to_titles)).has_value();
}

Index read_framework(const TableText& table, const std::optional<SettingOverrides>& overrides,
                     std::vector<Problem>& warnings) {
    Faults faults;
    const Framework framework = read_tree(table, overrides, faults, warnings);
    const Text& text = table.text();
    JsonReader reader(text, faults);
    Index index;
    if (framework.tree) index = IndexReader(reader, overrides).read(*framework.tree);
    faults.raise_if_any(text, place_among(framework.rows, framework.rows[framework.layout.header]));
    if (!framework.tree) refuse(text.file(), said("no row of this table is a node"));
    return index;
}

JsonNode framework_tree(const TableText& table) {
    Faults faults;
    std::vector<Problem> told;
    return *read_tree(table, {}, faults, told).tree;
}

}  // namespace iiindex::detail
