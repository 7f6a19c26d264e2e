#include "format/writers.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <ostream>
#include <string>

#include <iiindex/number.hpp>
#include <iiindex/text.hpp>

#include "fast/append.hpp"
#include "format/cell.hpp"
#include "format/rows.hpp"
#include "text/ascii.hpp"

namespace iiindex::detail {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Whether a spreadsheet would take the text for a formula; an apostrophe before it prevents that.
bool is_formula(std::string_view text) {
    // Behind apostrophes too: reading takes one off.
    const std::size_t first = text.find_first_not_of('\'');
    return first != text.npos && std::string_view("=+-@\t\r").find(text[first]) != text.npos;
}

/// What a byte may ask of the text that it stands in.
enum Care : std::uint8_t {
    none = 0,
    marks = 1,   ///< what separates or quotes, with commas or with tabs, or makes a formula
    steers = 2,  ///< may belong to what steers a terminal: control characters (C0, DEL, C1), marks of direction
};

constexpr auto care_for = [] {
    std::array<std::uint8_t, 256> care{};
    for (const char c : std::string_view(",\"=+-@")) care[static_cast<unsigned char>(c)] = marks;
    for (std::size_t byte = 0; byte < 0x20; ++byte) care[byte] = marks | steers;
    for (const std::size_t byte : {std::size_t{0x7f}, std::size_t{0xc2}, std::size_t{0xe2}}) care[byte] = steers;
    return care;
}();

std::uint8_t care_of(std::string_view text) {
    if (is_alphanumeric(text)) return none;
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

/// RFC 4180, whatever separates.
void append_guarded(fmt::memory_buffer& out, std::string_view text, char separator) {
    const std::array asks_for_quotes{separator, '"', '\r', '\n'};
    const bool quoted = text.find_first_of(asks_for_quotes.data(), 0, asks_for_quotes.size()) != text.npos;
    if (quoted) out.push_back('"');
    if (is_formula(text)) out.push_back('\'');
    if (!quoted) return out.append(text);
    for (const char c : text) {
        if (c == '"') out.push_back('"');
        out.push_back(c);
    }
    out.push_back('"');
}

/// The name that the column shows for a whole number; null where it shows the number.
const std::string* shown_label(const Column& column, const Cell& cell, const Presentation& presentation) {
    return presentation.header == Header::name && !column.labels.empty() ? label_of(column, cell) : nullptr;
}

void append_text(fmt::memory_buffer& out, std::string_view text, char separator) {
    const std::uint8_t care = care_of(text);
    if (care == none)
        append_quickly(out, text);
    else if ((care & steers) != 0)
        append_guarded(out, harmless(text), separator);
    else
        append_guarded(out, text, separator);
}

/// Nothing where it is missing.
void append_delimited_number(fmt::memory_buffer& out, double number, const Column& column,
                             const Presentation& presentation) {
    if (!is_absent(number)) {
        out.append(presentation.digits ? fixed(number, *presentation.digits, column.cuts, presentation.halves)
                                       : shortest(number));
    }
}

void append_cell(fmt::memory_buffer& out, const Column& column, const Cell& cell, char separator,
                 const Presentation& presentation) {
    if (const auto* text = std::get_if<std::string_view>(&cell))
        append_text(out, *text, separator);
    else if (const auto* label = shown_label(column, cell, presentation))
        append_text(out, *label, separator);
    else if (const auto* whole = std::get_if<std::int64_t>(&cell))
        append_quickly(out, *whole);
    else if (const auto* number = std::get_if<double>(&cell))
        append_delimited_number(out, *number, column, presentation);
}

/// A title that several columns have would not tell them apart: they are headed by their codes.
void append_header(fmt::memory_buffer& out, const Table& table, char separator, Header header) {
    std::map<std::string_view, int> columns_titled;
    for (const Column& column : table.columns) ++columns_titled[column.title];
    for (const Column& column : table.columns) {
        if (&column != &table.columns.front()) out.push_back(separator);
        const bool by_code = header == Header::code || columns_titled[column.title] > 1;
        append_text(out, by_code ? column.code : column.title, separator);
    }
    out.push_back('\n');
}

void append_rows(fmt::memory_buffer& out, const Table& table, char separator, const Presentation& presentation,
                 std::size_t first, std::size_t last) {
    const std::size_t last_column = table.columns.size() - 1;
    const bool exact = !presentation.digits;
    for_cells(table, first, last, exact, [&](const CellRun& run, std::size_t row, std::size_t i) {
        if (!run.has_numbers(i))
            append_cell(out, table.columns[i], run.cell(row, i), separator, presentation);
        else if (exact)
            append_quickly(out, run.text(row, i));
        else
            append_delimited_number(out, run.number(row, i), table.columns[i], presentation);
        out.push_back(i == last_column ? '\n' : separator);
    });
}

void write_delimited(std::ostream& out, const Document& document, char separator, const Presentation& presentation) {
    const Table table = part_for(Audience::programs, document.tables[document.main]);
    fmt::memory_buffer head;
    if (presentation.byte_order_mark) head.append(byte_order_mark);
    append_header(head, table, separator, presentation.header);
    out << view(head);
    write_rows(out, table.rows, presentation.progress,
               [&](fmt::memory_buffer& text, std::size_t first, std::size_t last) {
                   append_rows(text, table, separator, presentation, first, last);
               });
}

}  // namespace

void write_csv(std::ostream& out, const Document& document, const Presentation& presentation) {
    write_delimited(out, document, ',', presentation);
}

void write_tsv(std::ostream& out, const Document& document, const Presentation& presentation) {
    write_delimited(out, document, '\t', presentation);
}

}  // namespace iiindex::detail
