#include "load/coin_tool.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include <iiindex/number.hpp>

#include "ground/catalogue.hpp"
#include "load/framework/settings.hpp"
#include "load/framework/tree.hpp"
#include "load/json/index_reader.hpp"
#include "load/table/number.hpp"
#include "load/table/places.hpp"
#include "load/table_text.hpp"
#include "load/xlsx/choose.hpp"
#include "text/normal.hpp"

namespace iiindex::detail {
namespace {

// Where things stand, rows counted from 1, columns from 0.
constexpr std::size_t weight_row = 7, direction_row = 8, lower_row = 9, upper_row = 10, top_row = 11, deepest_row = 14,
                      name_row = 15, code_row = 16, first_unit_row = 17;
constexpr std::size_t unit_name_column = 1, unit_code_column = 2, first_indicator_column = 4;
constexpr std::size_t first_framework_row = 5, node_column = 2, node_weight_column = 4, node_name_column = 7;
/// A title that every table may have and that says nothing of a unit.
constexpr std::string_view passed_over = "rank";

/// What is told of a cell that should hold the code of a node of a level, from the total down.
std::string no_code(std::size_t level, std::string_view found) {
    switch (level) {
        case 0: return said("expected the code of an index, found '{}'", found);
        case 1: return said("expected the code of a sub-index, found '{}'", found);
        case 2: return said("expected the code of a pillar, found '{}'", found);
        default: return said("expected the code of a sub-pillar, found '{}'", found);
    }
}

const Workbook::Sheet* database_of(const Workbook& workbook) { return find_named_sheet(workbook, {"Database"}); }
const Workbook::Sheet* framework_of(const Workbook& workbook) { return find_named_sheet(workbook, {"Framework"}); }

/// The cells of a sheet by their places.
class Cells {
public:
    Cells(const Workbook& workbook, const Workbook::Sheet& sheet, std::vector<Problem>& warnings)
        : name_(sheet.name),
          table_(std::make_unique<TableText>(workbook.file(), workbook.read(sheet, warnings, {.says_merged = false}))) {
        Faults broken;
        for (CellRow& row : table_->rows(cleaned, broken)) rows_.emplace(row.number, std::move(row));
        broken.raise_if_any(table_->text());
    }

    const Text& text() const { return table_->text(); }
    const std::map<std::size_t, CellRow>& rows() const { return rows_; }
    std::size_t width() const {
        std::size_t widest = 0;
        for (const auto& [number, row] : rows_) widest = std::max(widest, row.cells.size());
        return widest;
    }
    /// A cell; where there is none, an empty one that stands nowhere.
    GridCell at(std::size_t row, std::size_t column) const {
        const auto found = rows_.find(row);
        const bool is_there = found != rows_.end() && column < found->second.cells.size();
        return is_there ? found->second.cells[column] : GridCell{{}, Fault::whole_file, 0};
    }
    /// A fault at a place, whether or not a cell stands there.
    void fault(std::size_t row, std::size_t column, std::string_view what, Faults& faults) const {
        const GridCell cell = at(row, column);
        const bool is_there = cell.begin != Fault::whole_file;
        faults.add({cell.begin, std::max<std::size_t>(cell.length, 1),
                    is_there ? std::string(what) : said("sheet {}, {}{}: {}", name_, column_letters(column), row, what),
                    said("a workbook of the COIN Tool has it there")});
    }

private:
    std::string name_;
    std::unique_ptr<const TableText> table_;
    std::map<std::size_t, CellRow> rows_;
};

bool is_missing_word(std::string_view text) {
    return read_number(text, {}, "").kind == NumberCell::Kind::nothing || text == "n/a";
}

/// The columns whose indicator has a value, and of which rows some value is there.
struct Used {
    std::vector<std::size_t> columns, rows;
};

Used used_of(const Cells& database) {
    std::set<std::size_t> columns, rows;
    for (const auto& [number, row] : database.rows()) {
        if (number < first_unit_row) continue;
        for (std::size_t column = first_indicator_column; column < row.cells.size(); ++column) {
            if (is_missing_word(row.cells[column].text)) continue;
            columns.insert(column);
            rows.insert(number);
        }
    }
    return {{columns.begin(), columns.end()}, {rows.begin(), rows.end()}};
}

/// What Framework says of the nodes above the indicators.
class Framework {
public:
    Framework(const Workbook& workbook, std::vector<Problem>& warnings)
        : cells_(workbook, *framework_of(workbook), warnings) {
        for (const auto& [number, row] : cells_.rows()) {
            const std::string_view code = row.text(node_column), weight = row.text(node_weight_column);
            // Older releases have the titles a row further down.
            const bool is_title = number < first_framework_row ||
                                  (number == first_framework_row && !weight.empty() && !is_number(weight));
            if (is_title || code.empty() || code == "--") continue;
            rows_.emplace(code, number);
        }
    }

    const Text& text() const { return cells_.text(); }
    std::string name_of(const std::string& code) const {
        const auto row = rows_.find(code);
        const std::string name = row == rows_.end() ? "" : cells_.at(row->second, node_name_column).text;
        return name.empty() ? code : name;
    }
    /// A weight, or a fault.
    double weight_of(const std::string& code, Faults& faults) const {
        const auto row = rows_.find(code);
        if (row == rows_.end()) {
            cells_.fault(first_framework_row, node_column,
                         said("expected the codes of nodes from here down, found no '{}'", code), faults);
            return 1;
        }
        const GridCell cell = cells_.at(row->second, node_weight_column);
        const NumberCell weight = read_number(cell.text, {}, "");
        if (weight.kind == NumberCell::Kind::number && weight.number >= 0) return weight.number;
        cells_.fault(row->second, node_weight_column,
                     said("expected the weight of '{}', a number of at least 0, found '{}'", code, cell.text), faults);
        return 1;
    }

private:
    static bool is_number(std::string_view text) { return read_number(text, {}, "").kind == NumberCell::Kind::number; }

    Cells cells_;
    std::map<std::string, std::size_t, std::less<>> rows_;  ///< by code
};

/// Puts the tree together from the rows above the values.
class CoinIndex {
public:
    CoinIndex(const Cells& database, const Used& used, const Framework& framework, Faults& faults, Faults& of_framework)
        : database_(database), used_(used), framework_(framework), faults_(faults), of_framework_(of_framework) {}

    std::vector<FrameworkNode> nodes() {
        find_levels();
        if (used_.columns.empty()) {
            database_.fault(first_unit_row, first_indicator_column, said("expected values from here on, found none"),
                            faults_);
            return {};
        }
        for (const std::size_t column : used_.columns) add_indicator(column, add_above(column));
        return std::move(nodes_);
    }

private:
    /// A row whose cells are all alike is a level that is not used; the index's always is.
    void find_levels() {
        for (std::size_t row = top_row; row <= deepest_row; ++row) {
            std::set<std::string> codes;
            for (const std::size_t column : used_.columns) codes.insert(database_.at(row, column).text);
            if (row == top_row || codes.size() > 1) levels_.push_back(row);
        }
    }

    /// The nodes above an indicator, those that are new; the deepest one's place.
    std::size_t add_above(std::size_t column) {
        std::optional<std::size_t> above;
        for (const std::size_t row : levels_) {
            const GridCell cell = database_.at(row, column);
            if (cell.text.empty() || cell.text == "--") {
                database_.fault(row, column, no_code(row - top_row, cell.text), faults_);
                continue;
            }
            const auto [known, is_new] = places_.emplace(cell.text, nodes_.size());
            if (is_new)
                add_inner(cell, above);
            else if (nodes_[known->second].parent != above)
                database_.fault(row, column, said("'{}' stands elsewhere too, below another node", cell.text), faults_);
            above = known->second;
        }
        return above.value_or(0);
    }

    void add_inner(const GridCell& cell, std::optional<std::size_t> above) {
        FrameworkNode node;
        node.code = cell.text;
        node.name = framework_.name_of(cell.text);
        node.at = cell;
        node.parent = above;
        put_text(node.json, "code", node.code, cell);
        put_text(node.json, "name", node.name, cell);
        if (above) put(node, "weight", shortest(framework_.weight_of(cell.text, of_framework_)));
        nodes_.push_back(std::move(node));
    }

    void add_indicator(std::size_t column, std::size_t above) {
        const GridCell code = database_.at(code_row, column);
        if (code.text.empty())
            return database_.fault(code_row, column, said("expected the code of an indicator, found nothing"), faults_);
        if (!places_.emplace(code.text, nodes_.size()).second)
            return database_.fault(code_row, column, said("'{}' stands elsewhere too", code.text), faults_);
        FrameworkNode node;
        node.code = code.text;
        const std::string name = database_.at(name_row, column).text;
        node.name = name.empty() ? code.text : name;
        node.at = code;
        node.parent = above;
        put_text(node.json, "code", node.code, code);
        put_text(node.json, "name", node.name, code);
        if (const auto weight = number_at(weight_row, column, said("a weight of at least 0")))
            put(node, "weight", shortest(*weight));
        put_scale(node, column);
        nodes_.push_back(std::move(node));
    }

    void put_scale(FrameworkNode& node, std::size_t column) {
        const auto direction = number_at(direction_row, column, said("1 or -1"));
        if (direction && *direction != 1 && *direction != -1)
            return database_.fault(direction_row, column, said("expected 1 or -1, found {}", shortest(*direction)),
                                   faults_);
        const bool is_negative = direction == -1;
        const GridCell lower = database_.at(lower_row, column), upper = database_.at(upper_row, column);
        if (is_missing_word(lower.text) && is_missing_word(upper.text)) {
            if (is_negative) put_text(node.json, "direction", "negative", node.at);
            return;
        }
        const auto low = number_at(lower_row, column, said("the lower goalpost")),
                   high = number_at(upper_row, column, said("the upper goalpost"));
        if (!low || !high) return;
        put(node, "goalposts.worst", shortest(is_negative ? *high : *low));
        put(node, "goalposts.best", shortest(is_negative ? *low : *high));
    }

    std::optional<double> number_at(std::size_t row, std::size_t column, std::string_view expected) {
        const GridCell cell = database_.at(row, column);
        const NumberCell number = read_number(cell.text, {}, "");
        if (number.kind == NumberCell::Kind::number && (row != weight_row || number.number >= 0)) return number.number;
        database_.fault(row, column, said("expected {}, found '{}'", expected, cell.text), faults_);
        return std::nullopt;
    }

    void put(FrameworkNode& node, std::string_view path, std::string number) {
        put_setting(node.json, path, {std::move(number), node.at.begin, node.at.length}, faults_);
    }

    const Cells& database_;
    const Used& used_;
    const Framework& framework_;
    Faults& faults_;
    Faults& of_framework_;
    std::vector<std::size_t> levels_;  ///< rows that are used
    std::map<std::string, std::size_t> places_;
    std::vector<FrameworkNode> nodes_;
};

void append_cell(std::string& text, std::string_view cell) {
    text += cell;
    text += cell_end;
}

}  // namespace

bool is_coin_tool(const Workbook& workbook) {
    if (database_of(workbook) == nullptr || framework_of(workbook) == nullptr) return false;
    Faults faults;
    const TableText framework(workbook.file(), workbook.read_start(*framework_of(workbook)));
    const auto rows = framework.rows(cleaned, faults);
    return std::any_of(rows.begin(), rows.end(), [](const CellRow& row) {
        const std::string_view code = row.text(node_column);
        return row.number >= first_framework_row &&
               (code == "Index" || code.starts_with("sp.") || code.starts_with("p.") || code.starts_with("si."));
    });
}

namespace {

/// The sheets that the index is made of, and the tree that they tell.
struct CoinTree {
    Cells database;
    std::optional<JsonNode> tree;
};

CoinTree read_tree(const Workbook& workbook, std::vector<Problem>& warnings) {
    Cells database(workbook, *database_of(workbook), warnings);
    const Used used = used_of(database);
    const Framework framework(workbook, warnings);
    Faults faults, of_framework;
    auto nodes = CoinIndex(database, used, framework, faults, of_framework).nodes();
    Gathered gathered;
    gathered.from([&] { faults.raise_if_any(database.text()); });
    gathered.from([&] { of_framework.raise_if_any(framework.text()); });
    gathered.raise_if_any();
    auto tree = tree_of(std::move(nodes), faults);
    faults.raise_if_any(database.text());
    return {std::move(database), std::move(tree)};
}

}  // namespace

Index read_coin_index(const Workbook& workbook, const std::optional<SettingOverrides>& overrides,
                      std::vector<Problem>& warnings) {
    const auto [database, tree] = read_tree(workbook, warnings);
    Faults faults;
    JsonReader reader(database.text(), faults);
    Index index;
    if (tree) index = IndexReader(reader, overrides).read(*tree);
    faults.raise_if_any(database.text());
    return index;
}

JsonNode coin_tree(const Workbook& workbook) {
    std::vector<Problem> said;  // when it was loaded
    return read_tree(workbook, said).tree.value_or(JsonNode{});
}

SheetText read_coin_values(const Workbook& workbook, std::vector<Problem>& warnings) {
    const Cells database(workbook, *database_of(workbook), warnings);
    const Used used = used_of(database);
    const std::size_t width = database.width();
    SheetText values{database_of(workbook)->name, {}};
    Faults faults;
    std::size_t line = 1;
    const auto go_to = [&](std::size_t row) {
        for (; line < row; ++line) values.characters += '\n';
    };
    const auto write_row = [&](std::size_t row, std::string_view name, std::string_view code) {
        go_to(row);
        for (std::size_t column = 0; column < width; ++column) {
            const bool is_used = std::binary_search(used.columns.begin(), used.columns.end(), column);
            const std::string text = is_used ? database.at(row, column).text : "";
            append_cell(values.characters, column == unit_name_column          ? name
                                           : column == unit_code_column        ? code
                                           : row == code_row && !is_used       ? passed_over
                                           : is_used && !is_missing_word(text) ? std::string_view(text)
                                                                               : std::string_view());
        }
        values.characters.pop_back();
    };
    write_row(code_row, "name", "code");
    for (const std::size_t row : used.rows) {
        const std::string name = database.at(row, unit_name_column).text,
                          code = database.at(row, unit_code_column).text;
        if (code.empty())
            database.fault(row, unit_code_column, said("expected the code of a unit, found nothing"), faults);
        write_row(row, name, code);
    }
    values.characters += '\n';
    faults.raise_if_any(database.text());
    return values;
}

}  // namespace iiindex::detail
