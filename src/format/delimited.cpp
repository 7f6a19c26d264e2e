#include "writers.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <ostream>

#include <iiindex/number.hpp>

#include "cell.hpp"
#include "rows.hpp"

namespace iiindex {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// What tells CSV and TSV apart.
struct Dialect {
    char separator;
    void (*append_text)(std::string& out, std::string_view text);
};

/// Whether a spreadsheet would take the text for a formula; an apostrophe before it prevents that.
bool is_formula(std::string_view text) {
    return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

/// What a byte may ask of the text that it stands in.
enum Care : std::uint8_t {
    none = 0,
    marks = 1,      ///< what separates, quotes or escapes in either dialect, or makes a formula
    steers = 2,     ///< may belong to what steers a terminal: control characters (C0, DEL, C1), marks of direction
};

constexpr auto care_for = [] {
    std::array<std::uint8_t, 256> care{};
    for (const char c : std::string_view(",\"\\=+-@")) care[static_cast<unsigned char>(c)] = marks;
    for (std::size_t byte = 0; byte < 0x20; ++byte) care[byte] = marks | steers;
    for (const std::size_t byte : {std::size_t{0x7f}, std::size_t{0xc2}, std::size_t{0xe2}}) care[byte] = steers;
    return care;
}();

std::uint8_t care_of(std::string_view text) {
    std::uint8_t care = none;
    for (const char c : text) care |= care_for[static_cast<unsigned char>(c)];
    return care;
}

/// The text without what would steer a terminal; tabs and line ends are data.
std::string harmless(std::string_view text) {
    std::string safe;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of("\t\r\n"), text.size());
        safe += printable(text.substr(0, end));
        if (end < text.size()) safe += text[end];
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return safe;
}

/// RFC 4180.
void append_csv(std::string& out, std::string_view text) {
    const bool quoted = text.find_first_of(",\"\r\n") != std::string_view::npos;
    if (quoted) out += '"';
    if (is_formula(text)) out += '\'';
    if (!quoted) {
        out += text;
        return;
    }
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

/// A tab, a line end and a backslash are written with a backslash.
void append_tsv(std::string& out, std::string_view text) {
    if (is_formula(text)) out += '\'';
    for (const char c : text) {
        switch (c) {
            case '\t': out += "\\t"; break;
            case '\r': out += "\\r"; break;
            case '\n': out += "\\n"; break;
            case '\\': out += "\\\\"; break;
            default: out += c;
        }
    }
}

void append_text(std::string& out, std::string_view text, const Dialect& dialect) {
    const std::uint8_t care = care_of(text);
    if (care == none) {
        out += text;
    } else if ((care & steers) != 0) {
        dialect.append_text(out, harmless(text));
    } else {
        dialect.append_text(out, text);
    }
}

void append_cell(std::string& out, const Column& column, const Cell& cell, const Dialect& dialect,
                 const Presentation& presentation) {
    if (is_absent(cell)) return;
    const std::string* label = presentation.header == Header::name ? label_of(column, cell) : nullptr;
    if (label)
        append_text(out, *label, dialect);
    else if (const auto* text = std::get_if<std::string_view>(&cell))
        append_text(out, *text, dialect);
    else if (const auto* whole = std::get_if<std::int64_t>(&cell))
        append_whole(out, *whole);
    else if (presentation.digits)
        out += fixed(std::get<double>(cell), *presentation.digits);
    else
        append_shortest(out, std::get<double>(cell));
}

/// A title that several columns have would not tell them apart: they are headed by their codes.
void append_header(std::string& out, const Table& table, const Dialect& dialect, Header header) {
    std::map<std::string_view, int> columns_titled;
    for (const Column& column : table.columns) ++columns_titled[column.title];
    for (const Column& column : table.columns) {
        if (&column != &table.columns.front()) out += dialect.separator;
        const bool by_code = header == Header::code || columns_titled[column.title] > 1;
        append_text(out, by_code ? column.code : column.title, dialect);
    }
    out += '\n';
}

void append_rows(std::string& out, const Table& table, const Dialect& dialect,
                 const Presentation& presentation, std::size_t first, std::size_t last) {
    for_cells(table, first, last, [&](std::size_t, std::size_t i, const Cell& cell) {
        const Column& column = table.columns[i];
        append_cell(out, column, cell, dialect, presentation);
        out += &column == &table.columns.back() ? '\n' : dialect.separator;
    });
}

void write_delimited(std::ostream& out, const Document& document, const Dialect& dialect,
                     const Presentation& presentation) {
    const Table table = part_for(Audience::programs, document.tables[document.main]);
    std::string head(presentation.byte_order_mark ? byte_order_mark : std::string_view());
    append_header(head, table, dialect, presentation.header);
    out << head;
    write_rows(out, table.rows, presentation.progress, [&](std::string& text, std::size_t first, std::size_t last) {
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
