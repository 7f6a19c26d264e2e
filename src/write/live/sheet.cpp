#include "write/live/sheet.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <xlsxwriter.h>

#include <fmt/format.h>

#include <iiindex/number.hpp>
#include <iiindex/text.hpp>

#include "text/escape.hpp"

namespace iiindex::detail::live {
namespace {

lxw_row_t row_of(std::size_t row) { return static_cast<lxw_row_t>(row); }
lxw_col_t column_of(std::size_t column) { return static_cast<lxw_col_t>(column); }

/// A name that a formula can hold as it is needs no quotes.
std::string prefix_of(const std::string& name) {
    const bool is_plain =
        std::all_of(name.begin(), name.end(), [](unsigned char c) { return c < 0x80 && std::isalpha(c); });
    return is_plain ? name + "!" : "'" + name + "'!";
}

void set_style(lxw_format* format, Style style) {
    switch (style) {
        case Style::plain:
        case Style::formula: break;
        case Style::beside: format_set_indent(format, 1); break;
        case Style::wrapped:
            format_set_text_wrap(format);
            format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
            break;
        case Style::title:
            format_set_bold(format);
            format_set_font_size(format, 14);
            break;
        case Style::code: format_set_align(format, LXW_ALIGN_RIGHT); [[fallthrough]];
        case Style::muted: format_set_font_color(format, 0x5B6670); break;
        case Style::group:
            format_set_bold(format);
            format_set_bg_color(format, 0xE8EDF1);
            break;
        case Style::numbers:
        case Style::heading:
            format_set_align(format, style == Style::numbers ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT);
            format_set_bold(format);
            format_set_text_wrap(format);
            format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
            format_set_bg_color(format, 0xE8EDF1);
            break;
        case Style::input: format_set_bg_color(format, 0xFFF2CC); break;
        case Style::fixed:
            format_set_bg_color(format, 0xE4E4E4);
            format_set_italic(format);
            break;
    }
}

}  // namespace

std::string address(std::size_t row, std::size_t column, Fixed fixed) {
    char name[LXW_MAX_CELL_NAME_LENGTH];
    const bool fixes_row = fixed == Fixed::row || fixed == Fixed::both;
    const bool fixes_column = fixed == Fixed::column || fixed == Fixed::both;
    lxw_rowcol_to_cell_abs(name, row_of(row), column_of(column), fixes_row, fixes_column);
    return name;
}

std::string range(std::size_t row, std::size_t column, std::size_t last_row, std::size_t last_column, Fixed fixed) {
    return address(row, column, fixed) + ":" + address(last_row, last_column, fixed);
}

std::string formula_text(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) result += c == '"' ? "\"\"" : std::string(1, c);
    return result + '"';
}

std::string literal(double number) {
    std::string text = shortest(number);
    std::replace(text.begin(), text.end(), 'e', 'E');
    return text;
}

Sheet::Sheet(Book& book, std::string name)
    : book_(book),
      name_(std::move(name)),
      prefix_(prefix_of(name_)),
      sheet_(workbook_add_worksheet(book.book_, name_.c_str())) {
    worksheet_set_paper(sheet_, 9);  // A4
    worksheet_set_landscape(sheet_);
    worksheet_fit_to_pages(sheet_, 1, 0);
}

void Sheet::text(std::size_t row, std::size_t column, std::string_view text, Style style) {
    worksheet_write_string(sheet_, row_of(row), column_of(column), for_xml(text).c_str(), book_.format(style));
    if (style == Style::plain) widest_[column] = std::max(widest_[column], display_width(printable(text)));
}

void Sheet::number(std::size_t row, std::size_t column, double number, Style style, int digits) {
    lxw_format* const format = book_.format(style, digits);
    if (std::isfinite(number))
        worksheet_write_number(sheet_, row_of(row), column_of(column), number, format);
    else
        worksheet_write_blank(sheet_, row_of(row), column_of(column), format);
}

void Sheet::formula(std::size_t row, std::size_t column, const std::string& formula, double computed, int digits) {
    if (!std::isfinite(computed)) return this->formula(row, column, formula, "");
    worksheet_write_formula_num(sheet_, row_of(row), column_of(column), ("=" + formula).c_str(),
                                book_.format(Style::formula, digits), computed);
}

void Sheet::formula(std::size_t row, std::size_t column, const std::string& formula, std::string_view computed) {
    worksheet_write_formula_str(sheet_, row_of(row), column_of(column), ("=" + formula).c_str(),
                                book_.format(Style::beside), for_xml(computed).c_str());
}

void Sheet::comment(std::size_t row, std::size_t column, std::string_view comment) {
    worksheet_write_comment(sheet_, row_of(row), column_of(column), for_xml(comment).c_str());
}

void Sheet::width(std::size_t first, std::size_t last, double characters) {
    worksheet_set_column(sheet_, column_of(first), column_of(last), characters, nullptr);
}

void Sheet::fit(std::size_t column, double least, double most) {
    width(column, column, std::clamp(static_cast<double>(widest_[column]) + 2, least, most));
}

void Sheet::height(std::size_t row, double points) { worksheet_set_row(sheet_, row_of(row), points, nullptr); }

void Sheet::freeze(std::size_t row, std::size_t column) {
    worksheet_freeze_panes(sheet_, row_of(row), column_of(column));
    if (row > 0) worksheet_repeat_rows(sheet_, 0, row_of(row - 1));
    if (column > 0) worksheet_repeat_columns(sheet_, 0, column_of(column - 1));
}

void Sheet::pages_wide(std::size_t pages) {
    worksheet_fit_to_pages(sheet_, static_cast<uint16_t>(pages), 0);
    worksheet_print_across(sheet_);
}

void Sheet::filter(std::size_t row, std::size_t last_row, std::size_t last_column) {
    worksheet_autofilter(sheet_, row_of(row), 0, row_of(last_row), column_of(last_column));
}

void Sheet::show_first() { worksheet_activate(sheet_); }

Book::Book(const std::string& path) : book_(workbook_new(path.c_str())) {
    if (!book_) return;
    lxw_doc_properties properties{};
    properties.created = 1577836800;  // 2020-01-01: the same result is the same bytes on any day
    workbook_set_properties(book_, &properties);
}

Book::~Book() { close(); }

Sheet& Book::add(const std::string& name) { return sheets_.emplace_back(Sheet(*this, name)); }

bool Book::close() {
    if (!book_) return false;
    return workbook_close(std::exchange(book_, nullptr)) == LXW_NO_ERROR;
}

lxw_format* Book::format(Style style, int digits) {
    lxw_format*& format = formats_[{style, digits}];
    if (!format) {
        format = workbook_add_format(book_);
        set_style(format, style);
        if (digits >= 0) {
            const std::string zeros(static_cast<std::size_t>(digits), '0');
            format_set_num_format(format, (digits == 0 ? "0" : "0." + zeros).c_str());
        }
        if (digits == size_alone) format_set_num_format(format, "0.0E+00");
    }
    return format;
}

}  // namespace iiindex::detail::live
