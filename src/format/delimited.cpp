#include "writers.hpp"

#include <ostream>

#include <iiindex/number.hpp>

#include "cell.hpp"
#include "rows.hpp"

namespace iiindex {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view nul_stand_in = "\xEF\xBF\xBD";  // U+FFFD

/// What tells CSV and TSV apart.
struct Dialect {
    char separator;
    void (*append_text)(std::string& out, std::string_view text);
};

/// Whether a spreadsheet would take the text for a formula; an apostrophe before it prevents that.
bool is_formula(std::string_view text) {
    return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

/// RFC 4180. Control characters are data and stay, but for NUL, which no reader takes.
void append_csv(std::string& out, std::string_view text) {
    const bool quoted = text.find_first_of(std::string_view(",\"\r\n\0", 5)) != std::string_view::npos;
    if (quoted) out += '"';
    if (is_formula(text)) out += '\'';
    if (!quoted) {
        out += text;
        return;
    }
    for (const char c : text) {
        if (c == '"') out += '"';
        if (c == '\0')
            out += nul_stand_in;
        else
            out += c;
    }
    out += '"';
}

/// A tab, a line end and a backslash are written with a backslash; other control characters as in CSV.
void append_tsv(std::string& out, std::string_view text) {
    if (is_formula(text)) out += '\'';
    for (const char c : text) {
        switch (c) {
            case '\t': out += "\\t"; break;
            case '\r': out += "\\r"; break;
            case '\n': out += "\\n"; break;
            case '\\': out += "\\\\"; break;
            case '\0': out += nul_stand_in; break;
            default: out += c;
        }
    }
}

void append_cell(std::string& out, const Column& column, const Cell& cell, const Dialect& dialect,
                 const Presentation& presentation) {
    if (is_absent(cell)) return;
    const std::string* label = presentation.header == Header::name ? label_of(column, cell) : nullptr;
    if (label)
        dialect.append_text(out, *label);
    else if (const auto* text = std::get_if<std::string_view>(&cell))
        dialect.append_text(out, *text);
    else if (const auto* whole = std::get_if<std::int64_t>(&cell))
        append_whole(out, *whole);
    else if (presentation.digits)
        out += fixed(std::get<double>(cell), *presentation.digits);
    else
        append_shortest(out, std::get<double>(cell));
}

void append_header(std::string& out, const Table& table, const Dialect& dialect, Header header) {
    for (const Column& column : table.columns) {
        if (&column != &table.columns.front()) out += dialect.separator;
        dialect.append_text(out, header == Header::code ? column.code : column.title);
    }
    out += '\n';
}

void append_rows(std::string& out, const Table& table, const Dialect& dialect,
                 const Presentation& presentation, std::size_t first, std::size_t last) {
    for (std::size_t row = first; row < last; ++row) {
        for (const Column& column : table.columns) {
            if (&column != &table.columns.front()) out += dialect.separator;
            append_cell(out, column, column.cell(row), dialect, presentation);
        }
        out += '\n';
    }
}

void write_delimited(std::ostream& out, const Document& document, const Dialect& dialect,
                     const Presentation& presentation) {
    const Table table = part_for(Audience::programs, document.tables[document.main]);
    std::string head(presentation.byte_order_mark ? byte_order_mark : std::string_view());
    append_header(head, table, dialect, presentation.header);
    out << head;
    write_rows(out, table.rows, [&](std::string& text, std::size_t first, std::size_t last) {
        append_rows(text, table, dialect, presentation, first, last);
    });
}

}  // namespace

void write_csv(std::ostream& out, const Document& document, const Presentation& presentation) {
    write_delimited(out, document, {',', append_csv}, presentation);
}

void write_tsv(std::ostream& out, const Document& document, const Presentation& presentation) {
    write_delimited(out, document, {'\t', append_tsv}, presentation);
}

}  // namespace iiindex
