#include "load/table/places.hpp"

#include <algorithm>

#include "ground/catalogue.hpp"
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

CellCounter::Place CellCounter::of(const Fault& fault) {
    if (fault.begin < at_) at_ = 0, number_ = 1;
    for (std::size_t next; (next = end_of_row(text_, at_, separator_)) <= fault.begin && next < text_.size();) {
        at_ = next;
        ++number_;
    }
    Place place{.row_begin = at_, .row = number_};
    Field field = scan_field(text_, at_, separator_);
    for (; field.next <= fault.begin && !field.ends_row; ++place.column) {
        field = scan_field(text_, field.next, separator_);
    }
    place.is_cell = fault.begin + fault.length <= std::max(field.end, field.begin + 1);
    return place;
}

SheetPlaces::SheetPlaces(const Text& text, char separator, const Layout& layout)
    : text_(text),
      separator_(separator),
      layout_(layout),
      own_(text.characters(), separator),
      shown_(text.original() ? text.original()->characters() : text.characters(), separator) {}

std::string SheetPlaces::unit_in(std::size_t row_begin) const {
    const std::size_t name = layout_.find(ColumnRole::Kind::name), code = layout_.find(ColumnRole::Kind::code);
    std::string scratch, unit;
    Field field{.next = row_begin};
    for (std::size_t column = 0; !field.ends_row && column < layout_.columns.size(); ++column) {
        field = scan_field(text_.characters(), field.next, separator_);
        const bool is_better = column == name || (column == code && unit.empty());
        if (!is_better || field.flaw != Field::Flaw::none) continue;
        if (const auto text = trimmed(content(text_.characters(), field, scratch)); !text.empty()) unit = text;
    }
    return unit;
}

std::string SheetPlaces::in_record(const CellCounter::Place& own, std::size_t number) const {
    const std::string unit = unit_in(own.row_begin);
    std::string record = unit.empty() ? said("record {}", number) : said("record {} ({})", number, unit);
    if (!own.is_cell || own.column >= layout_.titles.size()) return record;
    return said("{}, \"{}\"", record, layout_.titles[own.column].text);
}

std::string SheetPlaces::of(const Fault& fault) {
    if (fault.begin >= text_.characters().size() || !fault.has_place) return {};
    const CellCounter::Place own = own_.of(fault);
    const CellCounter::Place shown = text_.original() ? shown_.of(text_.in_original(fault)) : own;
    std::string in_column = own.is_cell ? said("column {}", column_letters(shown.column)) : std::string();
    const bool is_header = own.row_begin < layout_.rows_begin;
    if (text_.has_records()) return is_header ? std::string() : in_record(own, shown.row - 1);
    if (is_header && !text_.original()) return in_column;
    const std::string unit = is_header ? "" : unit_in(own.row_begin);
    std::string row = unit.empty() ? said("row {}", shown.row) : said("row {} ({})", shown.row, unit);
    if (!own.is_cell) return row;
    const bool has_title = own.column < layout_.titles.size() && !layout_.titles[own.column].text.empty();
    if (!has_title || is_header) return said("{}, {}", row, in_column);
    return said("{}, {} \"{}\"", row, in_column, layout_.titles[own.column].text);
}

}  // namespace iiindex::detail
