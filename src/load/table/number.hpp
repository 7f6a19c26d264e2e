#pragma once

#include <string>
#include <string_view>

namespace iiindex::detail {

/// What a cell of a table says: a number, nothing, or something that it should not.
struct NumberCell {
    enum class Kind { number, nothing, fault };

    Kind kind = Kind::nothing;
    double number = 0;  ///< finite
    std::string what;   ///< of a fault
    std::string remedy;
};

enum class Percent { allowed, refused };

/// Reads a cell as people write them: with blanks around, grouped by commas, full-width, a word for a missing
/// value. For messages `subject` says whose value it is.
NumberCell read_number(std::string_view cell, Percent percent, std::string_view subject);

/// A cell that is empty, a missing number, or a plain number and nothing else: finite, of digits, a point, an exponent.
/// Says whether it is; any other cell, and some zeros, are for read_number.
bool read_plain_cell(std::string_view cell, double& number);

}  // namespace iiindex::detail
