#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "load/table/grid.hpp"

namespace iiindex::detail {

/// What a column of an index in a table says of a node.
struct KeyColumn {
    std::string key;                        ///< a path of `TableKey`, or one of the further ones below; empty: nothing
    std::optional<std::size_t> level = {};  ///< the level that it speaks of, where a column is a level
};

// Keys that a node of an index in JSON does not have.
inline constexpr std::string_view key_level = "(level)";    ///< the names of the nodes of a level
inline constexpr std::string_view key_parent = "(parent)";  ///< the node above, by code or name
inline constexpr std::string_view key_type = "(type)";      ///< whether a row is a node, as COINr says it
inline constexpr std::string_view key_total = "(total)";    ///< of the total, its name
inline constexpr std::string_view key_left_out = "(left out)";

/// An index in a table: a row a node, or a column a level.
enum class FrameworkShape { rows, levels };

/// Where the titles stand, and which column is which.
struct FrameworkLayout {
    FrameworkShape shape = FrameworkShape::rows;
    std::size_t header = 0;   ///< among the rows
    bool has_groups = false;  ///< the row above the titles holds those of groups of columns
    std::vector<KeyColumn> columns;
    std::size_t levels = 0;
    bool is_coinr = false;  ///< has COINr's titles, of which some say what could be done, not what is

    std::size_t find(std::string_view key) const;
};

/// Of how many rows the titles are one.
inline constexpr std::size_t most_rows_to_titles = 21;

/// The layout that the first rows have; empty if they are no index's.
std::optional<FrameworkLayout> find_framework(const std::vector<CellRow>& rows);

/// Tells of columns that say the same, and warns of those that say nothing known.
void check_titles(const FrameworkLayout& layout, const std::vector<CellRow>& rows, const Text& text, Faults& faults,
                  std::vector<Problem>& warnings);

}  // namespace iiindex::detail
