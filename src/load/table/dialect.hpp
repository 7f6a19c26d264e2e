#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/load.hpp>

#include "load/text.hpp"

namespace iiindex::detail {

/// How a delimited text parts its columns and writes its numbers.
struct Dialect {
    char separator = ',';
    char decimal = '.';
    std::size_t begin = 0;      ///< in the text: of the header, behind a line "sep=;"
    bool is_found_out = false;  ///< the separator is neither said nor that of the format
};

/// What may part the columns of a table unsaid.
constexpr std::string_view usual_separators = ";\t,|";

constexpr std::size_t most_rows_above = 40;  ///< that are looked through for the titles

std::string name_of_separator(char separator);

/// What parts the columns: what the options say, else a line "sep=;", else one of the usual marks where the first rows
/// are plainly parted by that, which is said, else what the format has. The decimal mark is the option's, else a point
/// for now.
Dialect find_dialect(const Text& text, const LoadOptions& options, char by_format, std::vector<Problem>& warnings);

/// Takes another mark than that of the format, and says so.
void part_by(char separator, Dialect& dialect, const Text& text, std::vector<Problem>& warnings);

/// Whether commas may be decimal marks unsaid: they part no columns, and no spreadsheet tells numbers from texts.
bool may_have_decimal_commas(char separator);

/// The decimal mark of a table that may have commas: that of the first cell that has a meaning with one mark alone.
/// Where each comma may part thousands or decimals they part thousands in a TSV, unless it has longer numbers without
/// any; that, and tables parted by what was found out or by semicolons, as where commas are decimal marks, are refused.
///
/// is_number    by column
char find_decimal_mark(const Text& text, std::size_t rows_begin, const Dialect& dialect,
                       const std::vector<bool>& is_number, std::vector<Problem>& warnings);

}  // namespace iiindex::detail
