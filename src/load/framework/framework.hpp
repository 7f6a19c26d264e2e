#pragma once

#include <optional>
#include <vector>

#include <iiindex/index.hpp>
#include <iiindex/load.hpp>

#include "load/table_text.hpp"

namespace iiindex::detail {

/// Whether the first rows of a table are those of an index, with a row a node or a column a level.
bool is_framework(const TableText& table);

/// An index from a table. It is made into what the same index in JSON would be, and read as that is: one list of keys,
/// defaults and faults. Throws InputError with every fault, by cell.
Index read_framework(const TableText& table, const std::optional<SettingOverrides>& overrides,
                     std::vector<Problem>& warnings);

}  // namespace iiindex::detail
