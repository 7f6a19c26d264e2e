#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include <iiindex/load.hpp>

#include "load/text.hpp"

namespace iiindex::detail {

/// How a delimited text parts its columns and writes its numbers.
struct Dialect {
    char separator = ',';
    char decimal = '.';
    std::size_t begin = 0;  ///< in the text: of the header, behind a line "sep=;"
};

/// What parts the columns: what the options say, else a line "sep=;", else semicolons where the header has nothing
/// else, else what the format has. The decimal mark is the option's, else a point for now.
Dialect find_dialect(const Text& text, const LoadOptions& options, char by_format, std::vector<Problem>& warnings);

/// Whether commas may be decimal marks unsaid: they part no columns, and no spreadsheet tells numbers from texts.
bool may_have_decimal_commas(char separator);

/// The decimal mark of a table that may have commas: that of the first cell that has a meaning with one mark alone.
/// Cells that can be read with either, and none that tells, are refused where semicolons part the columns, as they do
/// where commas are decimal marks; else they have thousands.
///
/// is_number    by column
char find_decimal_mark(const Text& text, std::size_t rows_begin, char separator, const std::vector<bool>& is_number,
                       std::vector<Problem>& warnings);

}  // namespace iiindex::detail
