#include "load/book.hpp"

#include <algorithm>

#include "ground/catalogue.hpp"
#include "load/coin_tool.hpp"
#include "load/framework/framework.hpp"
#include "load/table/delimited.hpp"
#include "load/table_text.hpp"

namespace iiindex::detail {
namespace {

using Sheet = Workbook::Sheet;

std::vector<std::string_view> words_of(std::span<const std::string_view> words) { return {words.begin(), words.end()}; }

bool reads_as_index(const Workbook& workbook, const Sheet& sheet) {
    try {
        return is_framework(TableText(workbook.file(), workbook.read_start(sheet)));
    } catch (const InputError&) {
        return false;  // empty, or broken, which is told where the values are looked for
    }
}

bool has_values_for(const Workbook& workbook, const Index& index, const Sheet& index_sheet) {
    const SheetQuestion question = values_question({}, &index_sheet, index, workbook.file());
    return std::any_of(workbook.sheets().begin(), workbook.sheets().end(), [&](const Sheet& sheet) {
        try {
            return !sheet.is_hidden && sheet.part != index_sheet.part && question.is_meant(workbook.read_start(sheet));
        } catch (const InputError&) {
            return false;
        }
    });
}

}  // namespace

const Sheet* find_index_sheet(const Workbook& workbook) {
    for (const std::string_view name : index_sheets) {
        const Sheet* const named = find_named_sheet(workbook, {name});
        if (named != nullptr && reads_as_index(workbook, *named)) return named;
    }
    const auto& sheets = workbook.sheets();
    const auto found = std::find_if(sheets.begin(), sheets.end(), [&](const Sheet& sheet) {
        return !sheet.is_hidden && reads_as_index(workbook, sheet);
    });
    return found == sheets.end() ? nullptr : &*found;
}

Index read_index_sheet(const Workbook& workbook, const Sheet& sheet, const std::optional<SettingOverrides>& overrides,
                       std::vector<Problem>& warnings) {
    say_if_hidden(workbook, sheet, warnings);
    const TableText table(workbook.file(), workbook.read(sheet, warnings, {.says_merged = false}));
    return read_framework(table, overrides, warnings);
}

Index read_index_of(const Workbook& workbook, const std::string& name, const std::optional<SettingOverrides>& overrides,
                    std::vector<Problem>& warnings) {
    if (name.empty() && is_coin_tool(workbook)) return read_coin_index(workbook, overrides, warnings);
    const Sheet* sheet = name.empty() ? find_index_sheet(workbook) : nullptr;
    if (sheet != nullptr) return read_index_sheet(workbook, *sheet, overrides, warnings);
    // None reads as one: the most likely one is read, to tell what is wrong with it.
    const SheetQuestion question{
        .name = name, .usual = words_of(index_sheets), .what = said("an index"), .is_meant = [](const SheetText&) {
            return false;
        }};
    return read_index_sheet(workbook, choose_sheet(workbook, question, warnings), overrides, warnings);
}

SheetQuestion values_question(const LoadOptions& options, const Sheet* index_sheet, const Index& index,
                              const std::string& file) {
    return {.name = options.sheet,
            .usual = words_of(value_sheets),
            .what = said("a table of values"),
            .taken = index_sheet,
            .is_meant =
                [&index, options, file](const SheetText& start) {
                    return is_table_for(Text(file, start.name, start.characters), options, index);
                },
            .may_be_meant =
                [&index, options, file](const SheetText& start) {
                    return may_be_table_for(Text(file, start.name, start.characters), options, index);
                }};
}

bool is_index_alone(const Workbook& workbook) {
    if (is_coin_tool(workbook)) return false;
    const Sheet* const sheet = find_index_sheet(workbook);
    if (sheet == nullptr || find_named_sheet(workbook, words_of(value_sheets)) != nullptr) return false;
    try {
        std::vector<Problem> warnings;
        return !has_values_for(workbook, read_index_sheet(workbook, *sheet, {}, warnings), *sheet);
    } catch (const InputError&) {
        return true;  // an index with faults, which whoever reads it is told
    }
}

}  // namespace iiindex::detail
