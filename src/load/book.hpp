#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/index.hpp>
#include <iiindex/load.hpp>

#include "load/xlsx/choose.hpp"
#include "load/xlsx/workbook.hpp"

namespace iiindex::detail {

/// What the sheets of a workbook are called that hold values, or an index.
inline constexpr std::array<std::string_view, 5> value_sheets = {"data", "values", "数据", "数值", "iData"};
inline constexpr std::array<std::string_view, 4> index_sheets = {"指标体系", "index", "framework", "iMeta"};

/// The sheet of a workbook that is an index: of a usual name, else the first that is not hidden and reads as one; null
/// if there is none.
const Workbook::Sheet* find_index_sheet(const Workbook& workbook);

/// The index that a sheet is. Throws InputError with every fault, by cell.
Index read_index_sheet(const Workbook& workbook, const Workbook::Sheet& sheet,
                       const std::optional<SettingOverrides>& overrides, std::vector<Problem>& warnings);

/// The index of a workbook: in the sheet that is named, else in the one that is one. Throws InputError.
Index read_index_of(const Workbook& workbook, const std::string& sheet,
                    const std::optional<SettingOverrides>& overrides, std::vector<Problem>& warnings);

/// How the sheet of values for an index is found.
SheetQuestion values_question(const LoadOptions& options, const Workbook::Sheet* index_sheet, const Index& index,
                              const std::string& file);

/// Whether a workbook holds an index, and no values for it.
bool is_index_alone(const Workbook& workbook);

}  // namespace iiindex::detail
