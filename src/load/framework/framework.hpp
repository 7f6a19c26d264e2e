#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <iiindex/index.hpp>
#include <iiindex/load.hpp>

#include "load/json/json.hpp"
#include "load/table/grid.hpp"
#include "load/table_text.hpp"

namespace iiindex::detail {

/// Whether the first rows of a table are those of an index, with a row a node or a column a level.
bool is_framework(const TableText& table);

/// An index from a table. It is made into what the same index in JSON would be, and read as that is: one list of keys,
/// defaults and faults. Throws InputError with every fault, by cell.
Index read_framework(const TableText& table, const std::optional<SettingOverrides>& overrides,
                     std::vector<Problem>& warnings);

/// The same as JSON would say it, of a table that was read before without a fault.
JsonNode framework_tree(const TableText& table);

/// The cell that stands alone in a row above the titles, which names what the table is of; null if there is none.
const GridCell* title_above(const std::vector<CellRow>& rows, std::size_t header);

/// What a table is called where nothing in it says so: as its file, without folder and extension.
std::string name_by_file(const Text& text);

}  // namespace iiindex::detail
