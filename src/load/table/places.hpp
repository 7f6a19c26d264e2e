#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "load/table/layout.hpp"
#include "load/text.hpp"

namespace iiindex::detail {

/// The cells of a text by row and column. Most questions come in the order of the text: rows are counted on from the
/// last one.
class CellCounter {
public:
    CellCounter(std::string_view text, char separator) : text_(text), separator_(separator) {}

    struct Place {
        std::size_t row_begin = 0;
        std::size_t row = 1;     ///< from 1
        std::size_t column = 0;  ///< from 0
        bool is_cell = false;    ///< of the fault: it takes no more than a cell
    };
    Place of(const Fault& fault);

private:
    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;  ///< where a row begins
    std::size_t number_ = 1;
};

/// Where things stand in a table as a spreadsheet shows it: rows by number, columns by letters. In a table that was
/// made of another one: where they stand in that, which is parted by the same character.
class SheetPlaces {
public:
    SheetPlaces(const Text& text, char separator, const Layout& layout);

    /// `row 4 (Alder), column C "Speed"`; without the column for what takes more than a cell. Of the header the column
    /// alone, and of what stands nowhere in it nothing.
    std::string of(const Fault& fault);

private:
    std::string unit_in(std::size_t row_begin) const;
    /// Of records: `record 3 (Alder), "speed"`.
    std::string in_record(const CellCounter::Place& own, std::size_t number) const;

    const Text& text_;
    char separator_;
    const Layout& layout_;
    CellCounter own_, shown_;
};

/// A column's letters in a spreadsheet: A, B, …, Z, AA.
std::string column_letters(std::size_t column);

}  // namespace iiindex::detail
