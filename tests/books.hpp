#pragma once

#include <charconv>
#include <cstddef>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "zipped.hpp"

namespace iiindex {

/// A sheet of a workbook that a test makes.
struct SheetParts {
    std::string name;
    std::string cells;                     ///< a line a row, with commas between the cells
    std::vector<std::string> merged = {};  ///< "A1:A3"
    bool is_hidden = false;
};

inline std::string sheet_relation(std::string_view id, std::string_view type, std::string_view target) {
    return fmt::format(
        R"(<Relationship Id="{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/>)",
        id, type, target);
}

inline std::string cell_markup(std::size_t row, std::size_t column, const std::string& text) {
    std::string letters;
    for (std::size_t left = column + 1; left > 0; left = (left - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
    const std::string place = fmt::format("{}{}", letters, row);
    if (text.empty()) return {};
    double number = 0;
    const char* const end = text.data() + text.size();
    if (std::from_chars(text.data(), end, number).ptr == end)
        return fmt::format(R"(<c r="{}"><v>{}</v></c>)", place, text);
    return fmt::format(R"(<c r="{}" t="inlineStr"><is><t>{}</t></is></c>)", place, text);
}

/// The part of a sheet: cells that are numbers are numbers, all others texts.
inline std::string sheet_markup(const SheetParts& sheet) {
    std::string rows, merges;
    std::size_t number = 1;
    for (std::size_t at = 0; at < sheet.cells.size(); ++number) {
        const std::size_t end = std::min(sheet.cells.find('\n', at), sheet.cells.size());
        std::string cells;
        std::size_t column = 0;
        for (std::size_t begin = at; begin <= end; ++column) {
            const std::size_t comma = std::min(sheet.cells.find(',', begin), end);
            cells += cell_markup(number, column, sheet.cells.substr(begin, comma - begin));
            begin = comma + 1;
        }
        rows += fmt::format(R"(<row r="{}">{}</row>)", number, cells);
        at = end + 1;
    }
    for (const std::string& range : sheet.merged) merges += fmt::format(R"(<mergeCell ref="{}"/>)", range);
    return fmt::format("<worksheet><sheetData>{}</sheetData><mergeCells>{}</mergeCells></worksheet>", rows, merges);
}

/// The parts of a workbook of some sheets.
inline std::map<std::string, std::string> book_parts(const std::vector<SheetParts>& sheets) {
    constexpr std::string_view package = "http://schemas.openxmlformats.org/package/2006/relationships";
    std::map<std::string, std::string> parts;
    std::string list, relations;
    for (std::size_t i = 1; i <= sheets.size(); ++i) {
        const SheetParts& sheet = sheets[i - 1];
        list += fmt::format(R"(<sheet name="{}" sheetId="{}" r:id="r{}"{}/>)", sheet.name, i, i,
                            sheet.is_hidden ? R"( state="hidden")" : "");
        relations += sheet_relation(fmt::format("r{}", i), "worksheet", fmt::format("worksheets/sheet{}.xml", i));
        parts[fmt::format("xl/worksheets/sheet{}.xml", i)] = sheet_markup(sheet);
    }
    const auto related = [&](const std::string& all) {
        return fmt::format(R"(<Relationships xmlns="{}">{}</Relationships>)", package, all);
    };
    parts["_rels/.rels"] = related(sheet_relation("r1", "officeDocument", "xl/workbook.xml"));
    parts["xl/workbook.xml"] = fmt::format("<workbook><sheets>{}</sheets></workbook>", list);
    parts["xl/_rels/workbook.xml.rels"] = related(relations);
    return parts;
}

/// A workbook of some sheets.
inline std::string book(const std::vector<SheetParts>& sheets) { return zipped(book_parts(sheets)); }

}  // namespace iiindex
