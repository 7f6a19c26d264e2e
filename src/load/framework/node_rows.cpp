#include "load/framework/node_rows.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "ground/catalogue.hpp"
#include "load/framework/keys.hpp"
#include "load/framework/settings.hpp"
#include "load/table/no_units.hpp"
#include "load/wording.hpp"
#include "text/normal.hpp"

namespace iiindex::detail {
namespace {

/// What COINr's tables say that an index here does not say so.
struct CoinrLeavesOut {
    std::set<std::string_view> keys;

    /// Whether a key is left out. What a table says of targets and denominators is only what could be used, its
    /// directions count for indicators alone, and what an aggregate is measured in is no measure.
    bool operator()(std::string_view key, bool is_indicator, bool keeps_targets) {
        const bool is_offer = key == "denominator" || (key == "target" && !keeps_targets);
        if (is_offer) keys.insert(key);
        return is_offer || (!is_indicator && (key == "direction" || key == "measure" || key == "target"));
    }
};

/// Whether a row is no node but a column that formulas read.
bool is_input(const CellRow& row, const FrameworkLayout& layout) {
    const std::string type = title_form(row.text(layout.find(key_type)));
    return type == "input" || type == "输入" || type == "投入";
}

/// Finds nodes by code, else by name.
class Parents {
public:
    explicit Parents(const std::vector<FrameworkNode>& nodes) {
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            if (!nodes[i].code.empty()) codes_.emplace(nodes[i].code, i);
            if (!nodes[i].name.empty()) names_[normal_form(nodes[i].name)].push_back(i);
        }
    }
    std::optional<std::size_t> find(const GridCell& cell, Faults& faults) const {
        if (const auto found = codes_.find(cell.text); found != codes_.end()) return found->second;
        const auto named = names_.find(normal_form(cell.text));
        if (named != names_.end() && named->second.size() == 1) return named->second.front();
        const bool is_double = named != names_.end();
        faults.add({cell.begin, cell.length,
                    is_double ? said("parent '{}' is the name of {} nodes", cell.text, named->second.size())
                              : said("parent '{}' is no node of this table", cell.text),
                    is_double ? said("name the parent by its code") : nearest(cell.text)});
        return std::nullopt;
    }

private:
    std::string nearest(std::string_view word) const {
        std::vector<std::string_view> known;
        for (const auto& [code, place] : codes_) known.push_back(code);
        for (const auto& [name, places] : names_) known.push_back(name);
        return did_you_mean(word, known);
    }

    std::map<std::string, std::size_t, std::less<>> codes_;
    std::map<std::string, std::vector<std::size_t>, std::less<>> names_;
};

/// Reads the rows of a table with a row a node.
class NodeRows {
public:
    NodeRows(const FrameworkLayout& layout, bool keeps_targets, Faults& faults)
        : layout_(layout), keeps_targets_(keeps_targets), faults_(faults) {}

    void read(const CellRow& row) {
        if (!is_node(row)) return;
        FrameworkNode node;
        node.is_input = is_input(row, layout_);
        node.row = row.number;
        node.at = row.cells.front();
        const GridCell* parent = nullptr;
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const std::string_view key = i < layout_.columns.size() ? layout_.columns[i].key : std::string_view();
            const GridCell& cell = row.cells[i];
            if (key.empty() && !cell.text.empty() && i >= layout_.columns.size()) refuse_beyond(cell);
            if (key == key_parent && !node.is_input && !says_nothing(key, cell.text)) parent = &cell;
            if (key == "code") node.code = cell.text;
            if (key == "name") node.name = cell.text;
            if ((key == "code" || key == "name") && !cell.text.empty()) node.at = cell;
        }
        nodes_.push_back(std::move(node));
        rows_.push_back(&row);
        parents_.push_back(parent);
    }

    std::vector<FrameworkNode> finish() {
        const Parents parents(nodes_);
        std::vector<bool> has_parent_cell(nodes_.size());
        std::vector<bool> is_above(nodes_.size());
        for (std::size_t i = 0; i < nodes_.size(); ++i) {
            if (parents_[i] == nullptr) continue;
            has_parent_cell[i] = true;
            nodes_[i].parent = parents.find(*parents_[i], faults_);
            nodes_[i].is_orphan = !nodes_[i].parent;
            if (nodes_[i].parent) is_above[*nodes_[i].parent] = true;
        }
        for (std::size_t i = 0; i < nodes_.size(); ++i) put_settings(i, has_parent_cell[i], is_above[i]);
        return std::move(nodes_);
    }
    const std::set<std::string_view>& left_out() const { return leaves_out_.keys; }
    const std::vector<std::string>& no_nodes() const { return no_nodes_; }

private:
    /// COINr's tables have rows for groups, denominators and other columns of the values.
    bool is_node(const CellRow& row) {
        const std::string type = title_form(row.text(layout_.find(key_type)));
        const bool is_other = type == "group" || type == "denominator" || type == "other";
        if (is_other) no_nodes_.emplace_back(row.text(layout_.find("code")));
        return !is_other;
    }
    void refuse_beyond(const GridCell& cell) {
        faults_.add({cell.begin, cell.length, said("'{}' stands beyond the last title", cell.text), {}});
    }
    void put_settings(std::size_t node, bool is_below, bool is_above) {
        JsonNode& json = nodes_[node].json;
        for (std::size_t i = 0; i < std::min(layout_.columns.size(), rows_[node]->cells.size()); ++i) {
            const std::string_view key = layout_.columns[i].key;
            const GridCell& cell = rows_[node]->cells[i];
            if (key.empty() || key.starts_with('(') || says_nothing(key, cell.text)) continue;
            if (!is_below && (key == "weight" || key == "weight_origin" || key == "direction")) continue;
            if (layout_.is_coinr && leaves_out_(key, !is_above, keeps_targets_)) continue;
            put_setting(json, key, cell, faults_);
        }
        if (nodes_[node].name.empty() && !nodes_[node].code.empty()) {
            nodes_[node].name = nodes_[node].code;
            put_text(json, "name", nodes_[node].code, nodes_[node].at);
        }
        if (nodes_[node].name.empty()) {
            faults_.add({nodes_[node].at.begin, nodes_[node].at.length, said("this row has neither a name nor a code"),
                         said("every row below the titles is a node")});
        }
    }

    const FrameworkLayout& layout_;
    bool keeps_targets_;
    Faults& faults_;
    std::vector<FrameworkNode> nodes_;
    std::vector<const CellRow*> rows_;
    std::vector<const GridCell*> parents_;
    CoinrLeavesOut leaves_out_;
    std::vector<std::string> no_nodes_;
};

void say_left_out(const NodeRows& table, const Text& text, std::vector<Problem>& warnings) {
    if (!table.no_nodes().empty()) {
        warnings.push_back(
            {{text.file()}, said("rows that are no nodes are left out: {}", enumerated(table.no_nodes())), {}});
    }
    for (const std::string_view key : table.left_out()) {
        warnings.push_back({{text.file()},
                            key == "target"
                                ? said("the column of targets is left out: it says what could be used, not what is")
                                : said("the column of denominators is left out: it says what could be used, not what "
                                       "is"),
                            key == "target" ? said("--normalise distance-to-target uses targets") : ""});
    }
}

bool is_note(const CellRow& row) { return row.filled() == 1 && kind_of_row(row.first_filled().text) == RowKind::note; }

/// Reads the rows of a table with a column a level: a blank cell is as above.
class LevelRows {
public:
    LevelRows(const FrameworkLayout& layout, const GridCell& total, Faults& faults) : layout_(layout), faults_(faults) {
        FrameworkNode root;
        root.name = total.text;
        root.at = total;
        put_text(root.json, "name", total.text, total);
        nodes_.push_back(std::move(root));
        of_level_.resize(layout.levels);
        for (std::size_t i = 0; i < layout.columns.size(); ++i) {
            if (layout.columns[i].key == key_level) columns_.push_back(i);
        }
    }

    void read(const CellRow& row) {
        if (is_input(row, layout_)) return read_input(row);
        std::optional<std::size_t> deepest;
        for (std::size_t level = 0; level < columns_.size(); ++level) {
            if (!row.text(columns_[level]).empty()) deepest = level;
        }
        if (!deepest)
            return refuse(row.cells.front(), said("this row names no node"), said("a row has a name on some level"));
        std::size_t above = 0;
        for (std::size_t level = 0; level <= *deepest; ++level) {
            const auto node = node_at(row, level, above, *deepest);
            if (!node) return;
            above = *node;
        }
        std::fill(of_level_.begin() + static_cast<std::ptrdiff_t>(*deepest) + 1, of_level_.end(), std::nullopt);
        put_settings(row, *deepest);
    }
    std::vector<FrameworkNode> finish() { return std::move(nodes_); }

private:
    void refuse(const GridCell& cell, std::string what, std::string remedy = {}) {
        faults_.add({cell.begin, cell.length, std::move(what), std::move(remedy)});
    }

    /// An input has its name on whatever level.
    void read_input(const CellRow& row) {
        FrameworkNode input;
        input.is_input = true;
        input.row = row.number;
        input.at = row.cells.front();
        for (std::size_t i = 0; i < std::min(layout_.columns.size(), row.cells.size()); ++i) {
            const GridCell& cell = row.cells[i];
            const std::string_view key = layout_.columns[i].key;
            if (cell.text.empty()) continue;
            if (key == key_level) {
                input.name = cell.text;
                input.at = cell;
                put_text(input.json, "name", cell.text, cell);
            } else if (!key.empty() && !key.starts_with('(') && !says_nothing(key, cell.text)) {
                if (key == "code") input.code = cell.text;
                put_setting(input.json, key, cell, faults_);
            }
        }
        if (input.name.empty())
            return refuse(input.at, said("this row names no input"), said("an input has a name on some level"));
        nodes_.push_back(std::move(input));
    }

    /// The node of a level that a row is in or below: the one above, one that it names again, or a new one.
    std::optional<std::size_t> node_at(const CellRow& row, std::size_t level, std::size_t above, std::size_t deepest) {
        const std::string_view name = row.text(columns_[level]);
        if (name.empty()) {
            if (of_level_[level]) return of_level_[level];
            refuse(row.cells[columns_[deepest]], said("'{}' has nothing above it", row.text(columns_[deepest])),
                   said("name its node on level {}, in this row or in one above", level + 1));
            return std::nullopt;
        }
        const GridCell& cell = row.cells[columns_[level]];
        const auto [known, is_new] = known_.emplace(std::pair(above, normal_form(name)), nodes_.size());
        if (is_new)
            add(row, cell, above);
        else if (level == deepest) {
            refuse(cell, said("'{}' stands here again, first in row {}", name, nodes_[known->second].row));
            return std::nullopt;
        }
        if (of_level_[level] != known->second) {
            std::fill(of_level_.begin() + static_cast<std::ptrdiff_t>(level), of_level_.end(), std::nullopt);
        }
        of_level_[level] = known->second;
        return known->second;
    }
    void add(const CellRow& row, const GridCell& cell, std::size_t above) {
        FrameworkNode node;
        node.name = cell.text;
        node.at = cell;
        node.row = row.number;
        node.parent = above;
        put_text(node.json, "name", cell.text, cell);
        nodes_.push_back(std::move(node));
    }

    void put_settings(const CellRow& row, std::size_t deepest) {
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const GridCell& cell = row.cells[i];
            if (i >= layout_.columns.size()) {
                if (!cell.text.empty()) refuse(cell, said("'{}' stands beyond the last title", cell.text));
                continue;
            }
            const KeyColumn& column = layout_.columns[i];
            if (column.key.empty() || column.key.starts_with('(') || says_nothing(column.key, cell.text)) continue;
            const std::size_t level = column.level.value_or(deepest);
            if (level > deepest || !of_level_[level]) {
                refuse(cell, said("'{}' belongs to a node on level {}, and this row has none", cell.text, level + 1));
                continue;
            }
            put_once(*of_level_[level], column.key, cell);
        }
    }
    /// A node whose rows are several may say the same in each.
    void put_once(std::size_t place, std::string_view key, const GridCell& cell) {
        const auto [stated, is_new] = stated_.emplace(std::pair(place, key), cell.text);
        FrameworkNode& node = nodes_[place];
        if (is_new) {
            if (key == "code") node.code = cell.text;
            return put_setting(node.json, key, cell, faults_);
        }
        if (stated->second == cell.text) return;
        refuse(cell, said("{} of '{}' is '{}' here and '{}' above", key, node.name, cell.text, stated->second));
    }

    const FrameworkLayout& layout_;
    Faults& faults_;
    std::vector<std::size_t> columns_;                  ///< by level
    std::vector<std::optional<std::size_t>> of_level_;  ///< the node that a blank cell means
    std::vector<FrameworkNode> nodes_;
    std::map<std::pair<std::size_t, std::string>, std::size_t> known_;  ///< by node above and name
    std::map<std::pair<std::size_t, std::string_view>, std::string> stated_;
};

/// Weights with a percent sign and weights without are of two scales.
void check_percent(const std::vector<CellRow>& rows, const FrameworkLayout& layout, Faults& faults) {
    for (std::size_t i = 0; i < layout.columns.size(); ++i) {
        if (layout.columns[i].key != "weight") continue;
        const auto has_sign = [](std::string_view text) {
            return text.find('%') != text.npos || text.find("％") != text.npos;
        };
        bool has_plain = false, has_percent = false;
        for (std::size_t row = layout.header + 1; row < rows.size(); ++row) {
            if (says_nothing("weight", rows[row].text(i))) continue;
            (has_sign(rows[row].text(i)) ? has_percent : has_plain) = true;
            if (!has_plain || !has_percent) continue;
            const GridCell& cell = rows[row].cells[i];
            faults.add(
                {cell.begin, cell.length,
                 has_sign(cell.text)
                     ? said("weight is '{}', and others of this column are written without a percent sign", cell.text)
                     : said("weight is '{}', and others of this column are written with a percent sign", cell.text),
                 said("write all of a column alike")});
            break;
        }
    }
}

}  // namespace

std::vector<FrameworkNode> nodes_of_rows(const std::vector<CellRow>& rows, const FrameworkLayout& layout,
                                         bool keeps_targets, const Text& text, Faults& faults,
                                         std::vector<Problem>& warnings) {
    check_percent(rows, layout, faults);
    NodeRows table(layout, keeps_targets, faults);
    for (std::size_t i = layout.header + 1; i < rows.size(); ++i) table.read(rows[i]);
    auto nodes = table.finish();
    say_left_out(table, text, warnings);
    return nodes;
}

std::vector<FrameworkNode> nodes_of_levels(const std::vector<CellRow>& rows, const FrameworkLayout& layout,
                                           const GridCell& total, const Text& text, Faults& faults,
                                           std::vector<Problem>& warnings) {
    check_percent(rows, layout, faults);
    LevelRows table(layout, total, faults);
    for (std::size_t i = layout.header + 1; i < rows.size(); ++i) {
        if (is_note(rows[i])) {
            const GridCell& cell = rows[i].cells.front();
            warnings.push_back(text.problem({cell.begin, cell.length, said("a note is left out"), {}}));
        } else {
            table.read(rows[i]);
        }
    }
    return table.finish();
}

}  // namespace iiindex::detail
