#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "load/xlsx/workbook.hpp"

namespace iiindex::detail {

/// How a sheet is found among those of a workbook.
struct SheetQuestion {
    std::string name;                                ///< as somebody said it; empty: not said
    std::vector<std::string_view> usual;             ///< names that say that a sheet is meant
    std::function<bool(const SheetText&)> is_meant;  ///< asked of those that are not hidden, if none is named so
};

/// The sheet that is meant: the one that was named; else the one of a usual name; else the only one with a cell that is
/// not hidden, or of several the only one that can be what is asked for. Throws InputError with the names of all where
/// that leaves none or several.
SheetText choose_sheet(const Workbook& workbook, const std::string& file, const SheetQuestion& question,
                       std::vector<Problem>& warnings);

}  // namespace iiindex::detail
