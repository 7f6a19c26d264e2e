#include "load/xlsx/choose.hpp"

#include <algorithm>
#include <optional>

#include <iiindex/dataset.hpp>
#include <iiindex/load.hpp>

#include "ground/catalogue.hpp"
#include "load/chronology.hpp"
#include "load/text.hpp"
#include "load/wording.hpp"
#include "text/normal.hpp"

namespace iiindex::detail {
namespace {

using Sheet = Workbook::Sheet;

std::string names_of(const std::vector<Sheet>& sheets) {
    std::vector<std::string> names;
    for (const Sheet& sheet : sheets) names.push_back(sheet.is_hidden ? said("{} (hidden)", sheet.name) : sheet.name);
    return enumerated(names);
}

const Sheet& named_sheet(const Workbook& workbook, const std::string& name) {
    if (const Sheet* const sheet = find_named_sheet(workbook, {name})) return *sheet;
    refuse(workbook.file(), said("there is no sheet '{}'", name), said("its sheets: {}", names_of_sheets(workbook)));
}

bool is_empty(const SheetText& sheet) { return sheet.characters.find_first_not_of('\n') == sheet.characters.npos; }

/// A sheet's first rows; empty where it has none. Of one that cannot be read it is said why.
std::optional<SheetText> start_of(const Workbook& workbook, const Sheet& sheet, std::vector<Problem>& broken) {
    try {
        SheetText start = workbook.read_start(sheet);
        if (is_empty(start)) return std::nullopt;
        return start;
    } catch (const InputError& error) {
        for (Problem problem : error.problems()) {
            problem.what = said("sheet '{}' is passed over, as it cannot be read: {}", sheet.name, problem.what);
            problem.where = {workbook.file()};
            broken.push_back(std::move(problem));
        }
        return std::nullopt;
    }
}

}  // namespace

const Sheet* find_named_sheet(const Workbook& workbook, const std::vector<std::string_view>& names) {
    const auto& sheets = workbook.sheets();
    for (const std::string_view name : names) {
        const std::string form = title_form(name);
        const auto found = std::find_if(sheets.begin(), sheets.end(),
                                        [&](const Sheet& sheet) { return title_form(sheet.name) == form; });
        if (found != sheets.end()) return &*found;
    }
    return nullptr;
}

std::string names_of_sheets(const Workbook& workbook) { return names_of(workbook.sheets()); }

void say_passed_over(const Workbook& workbook, const std::vector<Sheet>& hidden, std::vector<Problem>& warnings) {
    if (hidden.empty()) return;
    warnings.push_back({{workbook.file()}, said("not looked at, as they are hidden: {}", names_of(hidden)), {}, {}});
}

void say_if_hidden(const Workbook& workbook, const Sheet& sheet, std::vector<Problem>& warnings) {
    if (!sheet.is_hidden) return;
    warnings.push_back(
        {{said("{}: sheet {}", workbook.file(), sheet.name)}, said("the sheet is hidden, and read all the same")});
}

std::vector<Sheet> find_sheets(const Workbook& workbook, const SheetQuestion& question,
                               std::vector<Problem>& warnings) {
    const Sheet* const named =
        question.name.empty() ? find_named_sheet(workbook, question.usual) : &named_sheet(workbook, question.name);
    if (named != nullptr) {
        say_if_hidden(workbook, *named, warnings);
        return {*named};
    }
    std::vector<Sheet> shown, hidden, filled, meant, perhaps_meant;
    for (const Sheet& sheet : workbook.sheets()) {
        const bool is_taken = question.taken != nullptr && question.taken->part == sheet.part;
        if (!is_taken) (sheet.is_hidden ? hidden : shown).push_back(sheet);
    }
    say_passed_over(workbook, hidden, warnings);
    if (shown.size() == 1) return shown;
    std::vector<Problem> broken;
    for (const Sheet& sheet : shown) {
        const auto start = start_of(workbook, sheet, broken);
        if (!start) continue;
        filled.push_back(sheet);
        if (question.is_meant(*start))
            meant.push_back(sheet);
        else if (meant.empty() && question.may_be_meant && question.may_be_meant(*start))
            perhaps_meant.push_back(sheet);
    }
    if (meant.empty()) meant = std::move(perhaps_meant);
    if (meant.empty() && filled.size() != 1) {
        broken.push_back(
            {{workbook.file()},
             said("no sheet of the workbook is {}", question.what),
             said("call the one that is '{}'; its sheets: {}", question.usual.front(), names_of_sheets(workbook))});
        throw InputError(std::move(broken));
    }
    warnings.insert(warnings.end(), broken.begin(), broken.end());
    return filled.size() == 1 ? filled : meant;
}

bool are_periods(const std::vector<Sheet>& sheets) {
    return std::all_of(sheets.begin(), sheets.end(), [](const Sheet& sheet) { return is_period_label(sheet.name); });
}

void refuse_several(const Workbook& workbook, const SheetQuestion& question, const std::vector<Sheet>& several) {
    refuse(workbook.file(), said("several sheets of the workbook could be {}: {}", question.what, names_of(several)),
           question.can_be_said
               ? said("call the one that is meant '{}', or say it with --sheet", question.usual.front())
               : said("call the one that is meant '{}'", question.usual.front()));
}

Sheet choose_sheet(const Workbook& workbook, const SheetQuestion& question, std::vector<Problem>& warnings) {
    const std::vector<Sheet> found = find_sheets(workbook, question, warnings);
    if (found.size() > 1) refuse_several(workbook, question, found);
    return found.front();
}

}  // namespace iiindex::detail
