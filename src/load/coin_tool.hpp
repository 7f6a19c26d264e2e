#pragma once

#include <optional>
#include <vector>

#include <iiindex/dataset.hpp>
#include <iiindex/load.hpp>

#include "load/json/json.hpp"
#include "load/xlsx/workbook.hpp"

namespace iiindex::detail {

/// Whether a workbook is laid out as the COIN Tool's (European Commission, JRC), by its sheets Database and Framework.
bool is_coin_tool(const Workbook& workbook);

/// Its index: indicators, goalposts, directions and what lies above them from the rows above the values in Database,
/// weights and names of the latter from Framework. Throws InputError with every cell that holds something else than is
/// expected there.
Index read_coin_index(const Workbook& workbook, const std::optional<SettingOverrides>& overrides,
                      std::vector<Problem>& warnings);

/// The same as JSON would say it, of a workbook that was read before without a fault.
JsonNode coin_tree(const Workbook& workbook);

/// Its values as a table with titles, every cell in its own place. Throws InputError as above.
SheetText read_coin_values(const Workbook& workbook, std::vector<Problem>& warnings);

}  // namespace iiindex::detail
