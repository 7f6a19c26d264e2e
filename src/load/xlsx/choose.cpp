#include "load/xlsx/choose.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "load/text.hpp"
#include "text/normal.hpp"

namespace iiindex::detail {
namespace {

using Sheet = Workbook::Sheet;

std::string names_of(const std::vector<Sheet>& sheets) {
    std::vector<std::string> names;
    for (const Sheet& sheet : sheets) names.push_back(sheet.name + (sheet.is_hidden ? " (hidden)" : ""));
    return fmt::format("{}", fmt::join(names, ", "));
}

const Sheet* find_sheet(const std::vector<Sheet>& sheets, std::string_view name) {
    const std::string form = title_form(name);
    const auto found =
        std::find_if(sheets.begin(), sheets.end(), [&](const Sheet& sheet) { return title_form(sheet.name) == form; });
    return found == sheets.end() ? nullptr : &*found;
}

const Sheet& named_sheet(const Workbook& workbook, const std::string& file, const std::string& name) {
    if (const Sheet* const sheet = find_sheet(workbook.sheets(), name)) return *sheet;
    refuse(file, fmt::format("there is no sheet '{}'", name),
           fmt::format("its sheets: {}", names_of(workbook.sheets())));
}

bool is_empty(const SheetText& sheet) { return sheet.characters.find_first_not_of("\n") == sheet.characters.npos; }

/// A sheet with what reading it has to say.
struct ReadSheet {
    SheetText sheet;
    std::vector<Problem> warnings;
};

/// The sheets that are not hidden and hold something; a sheet that cannot be read is none.
std::vector<ReadSheet> shown_sheets(const Workbook& workbook) {
    std::vector<ReadSheet> all;
    for (const Sheet& sheet : workbook.sheets()) {
        if (sheet.is_hidden) continue;
        try {
            ReadSheet shown;
            shown.sheet = workbook.read(sheet, shown.warnings);
            if (!is_empty(shown.sheet)) all.push_back(std::move(shown));
        } catch (const InputError&) {
            if (workbook.sheets().size() == 1) throw;
        }
    }
    return all;
}

}  // namespace

SheetText choose_sheet(const Workbook& workbook, const std::string& file, const SheetQuestion& question,
                       std::vector<Problem>& warnings) {
    if (!question.name.empty()) return workbook.read(named_sheet(workbook, file, question.name), warnings);
    for (const std::string_view name : question.usual) {
        if (const Sheet* const sheet = find_sheet(workbook.sheets(), name)) return workbook.read(*sheet, warnings);
    }
    std::vector<ReadSheet> shown = shown_sheets(workbook);
    if (shown.size() > 1) std::erase_if(shown, [&](const ReadSheet& one) { return !question.is_meant(one.sheet); });
    if (shown.size() == 1) {
        std::move(shown[0].warnings.begin(), shown[0].warnings.end(), std::back_inserter(warnings));
        return std::move(shown[0].sheet);
    }
    refuse(
        file,
        shown.empty() ? "no sheet of the workbook is the table" : "several sheets of the workbook could be the table",
        fmt::format("say --sheet NAME with one of: {}", names_of(workbook.sheets())));
}

}  // namespace iiindex::detail
