#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <iiindex/number.hpp>
#include <iiindex/rank.hpp>

#include "engine/mapping.hpp"
#include "write/live/methods.hpp"
#include "write/live/plan.hpp"

namespace iiindex::detail::live {

/// Where a node's formulas stand: its children as they enter, the steps, how many indicators below it were measured
/// where a coverage asks for that, its score before it is rescaled or rounded where that is a formula of its own, its
/// score, rank, tier and, of the total, the place in the ranking.
struct Block {
    std::size_t children = 0;
    std::vector<std::size_t> steps;
    std::optional<std::size_t> measured, raw;
    std::size_t own = 0, rank = 0;
    std::optional<std::size_t> tier;
    std::size_t end = 0;
};

Block block_of(const Index& index, std::size_t number, std::size_t at);

std::vector<std::size_t> inner_nodes(const Index& index);

/// What was put in for scores that children lack, by row and child.
using PutIn = std::map<std::pair<std::size_t, std::size_t>, double>;

/// A node and the units of one period, which the formulas of its block are of.
struct NodePart {
    NodePart(Plan& all, std::size_t node_number, const Block& own_block, std::size_t period_number);

    Plan& plan;
    Sheet& sheet;
    std::size_t number;
    const Node& node;
    const Block& block;
    std::size_t period;
    const Period& units;
    Range scale;              ///< of the children
    std::optional<Line> map;  ///< onto which the children's scores are taken before they are combined
    std::vector<double> shares;
    double zero = 0;  ///< how far from zero what is zero may lie

    std::size_t row_of(std::size_t unit) const { return plan.row_of(units.first + unit); }
    const Node& child_node(std::size_t child) const { return plan.index.nodes[node.children[child]]; }
    /// Whether a child does not weigh 0; a formula knows no shares.
    bool counts(std::size_t child) const {
        return node.aggregation.formula ? child_node(child).weight > 0 : shares[child] > 0;
    }
    /// Of a child, at the period's weights.
    std::string share_cell(std::size_t child) const {
        return address(plan.share_row(plan.set_of(period)), block.children + child, Fixed::row);
    }
    std::string title() const { return plan.node_title(number); }
};

/// The children's scores as they enter: writes their cells, and gives the numbers in them, a child each.
std::vector<std::vector<double>> write_children(const NodePart& part, const PutIn& put_in);

/// How many indicators below were measured, of each unit, and how many there are. What is put in here does not count.
void write_measured(const NodePart& part);

/// When a unit has no score at the node although something may be there: conditions.
std::vector<std::string> refusals(const NodePart& part, std::size_t unit, const GroupCells& cells);

/// The steps between and the scores.
void write_scores(const NodePart& part, const std::vector<std::vector<double>>& entering);

/// Ranks and, of the total, places in the ranking.
void write_ranks(const NodePart& part);

}  // namespace iiindex::detail::live
