#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "ground/catalogue.hpp"
#include "load/xlsx/workbook.hpp"

namespace iiindex::detail {

/// How a sheet is found among those of a workbook.
struct SheetQuestion {
    std::string name = {};                                          ///< as somebody said it; empty: not said
    bool can_be_said = true;                                        ///< with --sheet
    std::vector<std::string_view> usual;                            ///< names that say that a sheet is meant
    std::string what = said("the table");                           ///< what messages call it
    const Workbook::Sheet* taken = nullptr;                         ///< for something else; null: none
    std::function<bool(const SheetText& start)> is_meant;           ///< asked with the first rows
    std::function<bool(const SheetText& start)> may_be_meant = {};  ///< asked where none is meant, if at all
};

/// The sheets that could be meant: the one that was named; else the first of a usual name; else of those that are not
/// hidden the only one that holds anything, or of several those that can be what is asked for. What is hidden and what
/// cannot be read is said. Throws InputError with the names of all where that leaves none.
std::vector<Workbook::Sheet> find_sheets(const Workbook& workbook, const SheetQuestion& question,
                                         std::vector<Problem>& warnings);

/// The only one that could be meant. Throws InputError where there are several.
Workbook::Sheet choose_sheet(const Workbook& workbook, const SheetQuestion& question, std::vector<Problem>& warnings);

/// Whether each of some sheets is called by a year, month or the like, and so one of several periods.
bool are_periods(const std::vector<Workbook::Sheet>& sheets);

/// Refuses a workbook of which several sheets could be meant.
[[noreturn]] void refuse_several(const Workbook& workbook, const SheetQuestion& question,
                                 const std::vector<Workbook::Sheet>& several);

/// The first sheet of one of some names, in the order of these; null if there is none.
const Workbook::Sheet* find_named_sheet(const Workbook& workbook, const std::vector<std::string_view>& names);

/// What all sheets are called, with what is hidden, for messages.
std::string names_of_sheets(const Workbook& workbook);

/// Says which sheets were not looked at, as they are hidden.
void say_passed_over(const Workbook& workbook, const std::vector<Workbook::Sheet>& hidden,
                     std::vector<Problem>& warnings);

/// Says that a sheet is hidden and was read all the same.
void say_if_hidden(const Workbook& workbook, const Workbook::Sheet& sheet, std::vector<Problem>& warnings);

}  // namespace iiindex::detail
