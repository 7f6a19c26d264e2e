#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/judgements.hpp>

#include "load/judgements/node_names.hpp"
#include "load/judgements/panel_builder.hpp"
#include "load/judgements/titles.hpp"
#include "load/table/grid.hpp"
#include "load/table/number.hpp"
#include "load/table_text.hpp"

namespace iiindex::detail {

/// Whether a table looks like one of judgements: a matrix, or titles of which some are nodes or say what it holds.
bool holds_judgements(const std::vector<CellRow>& rows, const NodeNames& names);

/// Reads one table of judgements into a panel, whatever its shape: a row a comparison, a row a judgement of one node, a
/// row an expert with a column a node or a pair of nodes, or a column an expert with a row a node, or square matrices.
class JudgementTable {
public:
    /// name   whose judgements they are where the table does not say
    JudgementTable(const TableText& table, std::vector<CellRow> rows, std::string name, const Index& index,
                   const NodeNames& names, std::optional<JudgementKind> kind, PanelBuilder& builder,
                   std::vector<Problem>& warnings);

    void read();

private:
    using Row = std::vector<GridCell>;
    using Column = JudgementColumn;
    using Who = PanelBuilder::Who;

    const Row& row_at(std::size_t place) const { return rows_[place].cells; }
    CellPlace at(const GridCell& cell) const { return {source_, cell.begin, cell.length}; }
    const GridCell& cell(const Row& row, std::size_t column) const { return column < row.size() ? row[column] : none_; }
    bool has(Column column) const { return columns_[static_cast<std::size_t>(column)].has_value(); }
    const GridCell& cell(const Row& row, Column column) const;
    void unknown_node(const GridCell& cell);
    /// The node that a cell names; a fault if there is none or there are two.
    std::optional<std::size_t> node_in(const GridCell& cell);
    std::optional<double> number_of(NumberCell read, const GridCell& cell);
    std::optional<double> number_in(const GridCell& cell, std::string_view subject);
    std::optional<double> preference_in(const GridCell& cell, std::string_view subject);
    /// number   of the expert where the table names none; 0: the table is one expert's
    std::optional<Who> who_of(const Row& row, std::size_t number);
    bool accepts(JudgementKind kind, const GridCell& at);

    void read_titles();
    void say_unread(bool are_pairs);
    void read_pairs();
    void read_long();
    void read_wide();
    void take_node_columns();
    void take_column(std::size_t column);
    void read_pair_columns();
    void check_node_columns();
    std::optional<JudgementKind> kind_of_row(const Row& row);
    bool are_budgets() const;
    void read_wide_row(const Row& row, const Who& who, JudgementKind kind);
    void read_base(const Row& row, const Who& who, PanelBuilder::Side side);

    /// Whether the corner of a matrix says whose it is, not what lies in it.
    bool names_expert(const GridCell& corner) const;
    void read_matrices();
    Who caption(const Row& row);
    void leave_out(const GridCell& title);
    std::size_t read_matrix(std::size_t row, Who who);
    void compare(const Who& who, std::size_t first, std::size_t second, const GridCell& cell);

    std::vector<CellRow> rows_;
    std::string name_;
    const Index& index_;
    const NodeNames& names_;
    std::optional<JudgementKind> kind_;
    PanelBuilder& builder_;
    const Text& text_;
    char decimal_;
    std::vector<Problem>& warnings_;
    std::size_t source_;
    bool has_words_ = false;  ///< answers of Saaty's scale, which has been said
    GridCell none_;
    std::optional<std::size_t> columns_[static_cast<std::size_t>(Column::of) + 1];
    std::vector<std::size_t> unclaimed_;  ///< columns whose titles are no words of these tables
    struct NodeColumn {
        std::size_t column;
        std::size_t node;
    };
    std::vector<NodeColumn> node_columns_;  ///< by node, children of one parent together
    struct PairColumn {
        std::size_t column;
        std::size_t first, second;
    };
    std::vector<PairColumn> pair_columns_;
};

}  // namespace iiindex::detail
