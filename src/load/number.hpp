#pragma once

#include <string>
#include <string_view>

namespace iiindex {

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

/// The plain case alone: digits, a point, an exponent, nothing around. False if it is anything else.
bool read_plain_number(std::string_view cell, double& number);

}  // namespace iiindex
