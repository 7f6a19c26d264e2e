#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "load/json/json.hpp"
#include "load/table/grid.hpp"

namespace iiindex::detail {

/// A node of an index as a table tells it, before it has its place in the tree.
struct FrameworkNode {
    JsonNode json{.kind = JsonNode::Kind::object};
    std::string name;
    std::string name_en;  ///< of a title in two languages
    std::string code;     ///< empty: to be made from the name, the English one if it has such
    GridCell at;          ///< where it is named
    std::size_t row = 0;  ///< its number in the table
    std::optional<std::size_t> parent;
    bool is_orphan = false;  ///< names a parent that there is not, which was told
    bool is_input = false;   ///< no node, but a column that formulas read
};

/// How deep an index in a table may be.
inline constexpr std::size_t most_levels = 100;

/// Gives codes to the nodes that have none, and says so in a warning.
void make_codes(std::vector<FrameworkNode>& nodes, const Text& text, std::vector<Problem>& warnings);

/// The nodes as one tree, below the only one without a parent. Faults: none or several of them, nodes that are their
/// own ancestors, more than `most_levels`. What has no place in the tree for such a fault is put below the total, so
/// that its other faults are found too; empty where there is no total.
std::optional<JsonNode> tree_of(std::vector<FrameworkNode> nodes, Faults& faults);

}  // namespace iiindex::detail
