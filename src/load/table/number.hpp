#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace iiindex::detail {

/// What a cell of a table says: a number, nothing, or something that it should not.
struct NumberCell {
    enum class Kind { number, nothing, fault };
    /// How the cell stands to the mark that parts decimals from the whole.
    enum class Marks {
        clear,
        doubtful,  ///< "1,234": one mark of thousands, a decimal mark if the column has others
        other,     ///< "1,5" where the point is the decimal mark, or the other way round: a fault
    };

    Kind kind = Kind::nothing;
    double number = 0;  ///< finite
    std::string what;   ///< of a fault
    std::string remedy;
    bool has_percent = false;  ///< of a number
    bool has_flag = false;     ///< letters stood behind it, which were passed over
    Marks marks = Marks::clear;
};

enum class Percent { allowed, refused };

/// How the numbers of a column are written.
struct NumberStyle {
    Percent percent = Percent::refused;
    char decimal = '.';                                 ///< or ','; the other one parts thousands
    const std::vector<std::string>* missing = nullptr;  ///< further words for a missing value; null: none
    bool pass_over_flags = false;                       ///< one to three letters at the end
};

/// Reads a cell as people write them: with blanks around, thousands parted, full-width, a word for a missing value.
/// For messages `subject` says whose value it is. The grammar is that of docs/formats.md, "Cells".
NumberCell read_number(std::string_view cell, NumberStyle style, std::string_view subject);

/// The same of a cell alone, with or without a percent sign: with a point as its decimal mark, else with a comma.
NumberCell read_with_either_mark(std::string_view cell);

/// Whether a cell that is no number is written as numbers are by some, and as little else is: "4 041", "(5)", "12.3 p".
bool is_nearly_number(std::string_view cell);
/// Whether a cell is a number with either decimal mark, or nearly one.
bool may_be_number(std::string_view cell);

/// What a cell tells of the decimal mark of its table: '.' or ',' if it has a meaning with that one alone, '?' if it
/// has one with each and they differ, 0 if it tells nothing.
char decimal_mark_of(std::string_view cell);

/// A cell that is empty, a missing number, or a plain number and nothing else: finite, of digits, a point, an exponent.
/// Says whether it is; any other cell, and some zeros, are for read_number.
bool read_plain_cell(std::string_view cell, double& number);

}  // namespace iiindex::detail
