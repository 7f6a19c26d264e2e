#include <iiindex/format.hpp>

#include <algorithm>
#include <array>
#include <filesystem>

#include "format/writers.hpp"
#include "ground/catalogue.hpp"
#include "text/utf8.hpp"

namespace iiindex {

using namespace detail;

namespace {

constexpr std::array all_formatters{
    Formatter{"table", marked("columns for people, fitted to the terminal"), ".txt", true, write_table},
    Formatter{"csv", marked("the main table, comma-separated (RFC 4180)"), ".csv", false, write_csv},
    Formatter{"tsv", marked("the main table, tab-separated, quoted as csv is"), ".tsv", false, write_tsv},
    Formatter{"json", marked("everything, for programs"), ".json", true, write_json},
    Formatter{"markdown", marked("tables for a page on GitHub"), ".md", true, write_markdown},
    Formatter{"xlsx", marked("an Excel workbook, a sheet a table"), ".xlsx", true, write_xlsx, true, true,
              losses_of_xlsx},
};

}  // namespace

std::span<const Formatter> formatters() { return all_formatters; }

const Formatter* formatter_of_path(std::string_view path) {
    const std::string extension = std::filesystem::path(path).extension().string();
    if (extension.empty()) return nullptr;
    const auto found = std::find_if(all_formatters.begin(), all_formatters.end(), [&](const Formatter& formatter) {
        return equal_ignoring_case(formatter.extension, extension);
    });
    return found == all_formatters.end() ? nullptr : &*found;
}

}  // namespace iiindex
