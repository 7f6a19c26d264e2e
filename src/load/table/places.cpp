#include "load/table/places.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "load/table/rows.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
std::string column_letters(std::size_t column) {
    std::string letters;
    for (std::size_t left = column + 1; left > 0; left = (left - 1) / 26) {
        letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
    }
    return letters;
}

std::size_t SheetPlaces::row_begin(std::size_t offset) {
    if (offset < at_) at_ = 0, number_ = 1;
    for (std::size_t next; (next = end_of_row(text_, at_, separator_)) <= offset && next < text_.size();) {
        at_ = next;
        ++number_;
    }
    return at_;
}

std::size_t SheetPlaces::row_number(std::size_t offset) {
    row_begin(offset);
    return number_;
}

std::string SheetPlaces::unit_in(std::size_t row_begin) const {
    const std::size_t name = layout_.find(ColumnRole::Kind::name), code = layout_.find(ColumnRole::Kind::code);
    std::string scratch, unit;
    Field field{.next = row_begin};
    for (std::size_t column = 0; !field.ends_row && column < layout_.columns.size(); ++column) {
        field = scan_field(text_, field.next, separator_);
        const bool is_better = column == name || (column == code && unit.empty());
        if (!is_better || field.flaw != Field::Flaw::none) continue;
        if (const auto text = trimmed(content(text_, field, scratch)); !text.empty()) unit = text;
    }
    return unit;
}

std::string SheetPlaces::of(const Fault& fault) {
    if (fault.begin >= text_.size() || !fault.has_place) return {};
    const std::size_t begin = row_begin(fault.begin);
    std::size_t column = 0;
    Field field = scan_field(text_, begin, separator_);
    for (; field.next <= fault.begin && !field.ends_row; ++column) field = scan_field(text_, field.next, separator_);
    const bool is_cell = fault.begin + fault.length <= std::max(field.end, field.begin + 1);
    const std::string in_column = is_cell ? fmt::format("column {}", column_letters(column)) : std::string();
    if (begin < layout_.rows_begin) return in_column;
    std::string place = fmt::format("row {}", number_);
    if (const std::string unit = unit_in(begin); !unit.empty()) place += fmt::format(" ({})", unit);
    if (!is_cell) return place;
    place += ", " + in_column;
    const bool has_title = column < layout_.titles.size() && !layout_.titles[column].text.empty();
    return has_title ? place + fmt::format(" \"{}\"", layout_.titles[column].text) : place;
}

}  // namespace iiindex::detail
