#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "load/text.hpp"

namespace iiindex::detail {

/// A small table read whole.
struct Grid {
    /// What a cell holds, without blanks around, and where it stands.
    struct Cell {
        std::string text;
        std::size_t begin = 0;
        std::size_t length = 0;
    };
    using Row = std::vector<Cell>;

    std::vector<Row> rows;  ///< those with anything in them
};

/// The text between separators, RFC 4180; broken quotes become faults.
Grid read_grid(std::string_view text, char separator, Faults& faults);

}  // namespace iiindex::detail
