#include <iiindex/format.hpp>

#include <algorithm>
#include <array>
#include <filesystem>

#include "format/writers.hpp"

namespace iiindex {

using namespace detail;

namespace {

constexpr std::array all_formatters{
    Formatter{"table", "columns for people, fitted to the terminal", ".txt", true, write_table},
    Formatter{"csv", "the main table, comma-separated (RFC 4180)", ".csv", false, write_csv},
    Formatter{"tsv", "the main table, tab-separated", ".tsv", false, write_tsv},
    Formatter{"json", "everything, for programs", ".json", true, write_json},
    Formatter{"markdown", "tables for a page on GitHub", ".md", true, write_markdown},
    Formatter{"xlsx", "an Excel workbook, a sheet a table", ".xlsx", true, write_xlsx, true},
};

char to_lower_ascii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

std::span<const Formatter> formatters() { return all_formatters; }

const Formatter* formatter_of_path(std::string_view path) {
    std::string extension = std::filesystem::path(path).extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(), to_lower_ascii);
    if (extension.empty()) return nullptr;
    const auto found = std::find_if(all_formatters.begin(), all_formatters.end(),
                                    [&](const Formatter& formatter) { return formatter.extension == extension; });
    return found == all_formatters.end() ? nullptr : &*found;
}

}  // namespace iiindex
