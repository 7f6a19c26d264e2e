#include "load/framework/values.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "load/codes.hpp"
#include "load/framework/framework.hpp"
#include "load/framework/settings.hpp"
#include "load/framework/tree.hpp"
#include "load/table/no_units.hpp"
#include "load/table/number.hpp"
#include "load/table/titles.hpp"
#include "text/normal.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t enough_rows = 2000;  // that tell what the columns of a table hold
constexpr std::size_t most_rows_above = 40;

std::string text_of_cell(std::string_view content) { return cleaned(unguarded(trimmed(content))); }

bool names_units(const Cell& cell) {
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

/// Whether a title says that its column tells the units, their groups or their periods, or only counts the rows.
bool is_no_indicator(const std::string& title) {
    static constexpr std::array<std::string_view, 8> counting = {"序号", "编号", "no.", "no",
                                                                 "nr.",  "#",    "id",  "serial"};
    const std::string form = title_form(title);
    return form.empty() || fixed_title(form) || form.starts_with("group:") ||
           std::find(counting.begin(), counting.end(), form) != counting.end();
}

NumberCell number_in(std::string_view cell) {
    NumberCell number = read_number(cell, {.percent = Percent::allowed}, "");
    if (number.kind == NumberCell::Kind::fault)
        number = read_number(cell, {.percent = Percent::allowed, .decimal = ','}, "");
    return number;
}

/// What stands below a title.
struct Below {
    std::size_t numbers = 0, percents = 0, texts = 0;

    bool is_indicator() const { return numbers > texts; }
};

Below below(const std::vector<CellRow>& rows, std::size_t header, std::size_t column) {
    Below found;
    for (std::size_t row = header + 1; row < rows.size(); ++row) {
        const NumberCell cell = number_in(rows[row].text(column));
        if (cell.kind == NumberCell::Kind::number) {
            ++found.numbers;
            found.percents += cell.has_percent ? 1U : 0U;
        } else if (cell.kind == NumberCell::Kind::fault) {
            ++found.texts;
        }
    }
    return found;
}

/// The row below the titles, if it says what the columns are counted in.
const CellRow* row_of_measures(const std::vector<CellRow>& rows, std::size_t header,
                               const std::vector<std::size_t>& indicators) {
    if (header + 1 >= rows.size()) return nullptr;
    const CellRow& row = rows[header + 1];
    for (std::size_t column = 0; column < row.cells.size(); ++column) {
        const std::string& text = row.cells[column].text;
        const bool is_value = std::find(indicators.begin(), indicators.end(), column) != indicators.end();
        if (text.empty()) continue;
        if (is_value ? number_in(text).kind == NumberCell::Kind::number : !heads_measures(text)) return nullptr;
    }
    return &row;
}

void put_number(JsonNode& node, std::string_view key, double number, const Cell& at) {
    node.members.push_back(
        {std::string(key),
         at.begin,
         at.length,
         {.kind = JsonNode::Kind::number, .number = number, .begin = at.begin, .length = at.length}});
}

FrameworkNode node_named(std::string name, const Cell& at) {
    FrameworkNode node;
    put_text(node.json, "name", name, at);
    node.name = std::move(name);
    node.at = at;
    return node;
}

/// Notes in both languages, that of most titles being the index's own.
FrameworkNode total_of(const std::vector<CellRow>& rows, std::size_t header, const Text& text) {
    constexpr std::string_view in_chinese =
        "各指标的方向（均为正向）和权重（均相等）是假定的；核对、改正后请删去本句。";
    constexpr std::string_view in_english =
        "Every direction (positive) and every weight (equal) is assumed; take this note out once they are as they "
        "should be.";
    const Cell* const title = title_above(rows, header);
    FrameworkNode total = node_named(title ? title->text : name_by_file(text), title ? *title : rows[header].cells[0]);
    const auto& titles = rows[header].cells;
    const auto chinese =
        std::count_if(titles.begin(), titles.end(), [](const Cell& cell) { return has_chinese(cell.text); });
    const bool is_chinese = has_chinese(total.name) || 2 * chinese > std::ssize(titles);
    put_text(total.json, "note", std::string(is_chinese ? in_chinese : in_english), total.at);
    put_text(total.json, is_chinese ? "note_en" : "note_zh", std::string(is_chinese ? in_english : in_chinese),
             total.at);
    return total;
}

/// The columns that are indicators.
std::vector<std::size_t> indicator_columns(const std::vector<CellRow>& rows, std::size_t header, const Text& text,
                                           std::vector<Problem>& warnings) {
    std::vector<std::size_t> columns;
    for (std::size_t column = 0; column < rows[header].cells.size(); ++column) {
        const Cell& title = rows[header].cells[column];
        if (is_no_indicator(title.text)) continue;
        const Below found = below(rows, header, column);
        if (found.is_indicator()) columns.push_back(column);
        if (found.is_indicator() || found.numbers == 0) continue;
        warnings.push_back(text.problem(
            {title.begin,
             title.length,
             fmt::format("column '{}' has more texts than numbers: no indicator is made of it", title.text),
             {}}));
    }
    return columns;
}

}  // namespace

JsonNode tree_of_values(const TableText& table, std::size_t skipped, std::vector<Problem>& warnings) {
    const Text& text = table.text();
    Faults faults;
    const auto rows = table.rows(text_of_cell, faults, enough_rows);
    const std::size_t header = find_titles(rows, skipped);
    if (header == rows.size()) refuse(text.file(), "no titles of columns", "expected a table with a row a unit");
    const auto columns = indicator_columns(rows, header, text, warnings);
    if (columns.empty()) refuse(text.file(), "no column holds numbers", "expected a table with a row a unit");
    const CellRow* const measures = row_of_measures(rows, header, columns);
    std::map<std::string, std::size_t> uses;
    for (const std::size_t column : columns) ++uses[title_form(split_title(rows[header].cells[column].text).name)];
    std::vector<FrameworkNode> nodes = {total_of(rows, header, text)};
    for (const std::size_t column : columns) {
        const Cell& title = rows[header].cells[column];
        TitleParts parts = split_title(title.text);
        if (uses[title_form(parts.name)] > 1) parts = {title.text, {}};  // brackets tell them apart
        std::string measure(parts.measure);
        if (measure.empty() && measures != nullptr) measure = measures->text(column);
        const Below found = below(rows, header, column);
        if (measure.empty() && found.percents == found.numbers) measure = "%";
        FrameworkNode node = node_named(std::string(parts.name), title);
        node.parent = 0;
        put_number(node.json, "weight", 1, title);
        put_text(node.json, "weight_origin", "assumed", title);
        put_text(node.json, "direction", "positive", title);
        if (!says_nothing("measure", measure)) put_text(node.json, "measure", measure, title);
        nodes.push_back(std::move(node));
    }
    std::vector<Problem> said;  // the codes stand in the index
    make_codes(nodes, text, said);
    auto tree = tree_of(std::move(nodes), faults);
    faults.raise_if_any(text);
    return std::move(*tree);
}

}  // namespace iiindex::detail
