#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "load/table/header.hpp"
#include "load/text.hpp"

namespace iiindex::detail {

/// Where things stand in a table as a spreadsheet shows it: rows by number, columns by letters.
///
/// Most questions come in the order of the text: rows are counted on from the last one.
class SheetPlaces {
public:
    SheetPlaces(std::string_view text, char separator, const Layout& layout)
        : text_(text), separator_(separator), layout_(layout) {}

    /// `row 4 (Alder), column C "Speed"`; without the column for what takes more than a cell. Of the header the column
    /// alone, and of what stands nowhere in it nothing.
    std::string of(const Fault& fault);
    /// The number of the row that an offset lies in, from 1.
    std::size_t row_number(std::size_t offset);

private:
    /// Where the row begins that holds an offset.
    std::size_t row_begin(std::size_t offset);
    std::string unit_in(std::size_t row_begin) const;

    std::string_view text_;
    char separator_;
    const Layout& layout_;
    std::size_t at_ = 0;  ///< where a row begins
    std::size_t number_ = 1;
};

/// A column's letters in a spreadsheet: A, B, …, Z, AA.
std::string column_letters(std::size_t column);

}  // namespace iiindex::detail
