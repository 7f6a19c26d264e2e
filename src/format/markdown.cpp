#include "format/writers.hpp"

#include <algorithm>
#include <ostream>

#include <iiindex/text.hpp>

#include "format/cell.hpp"
#include "format/rows.hpp"

namespace iiindex::detail {

using namespace std::string_view_literals;

namespace {

/// The text with whatever Markdown or HTML would take for markup made plain.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (std::string_view("\\`*_[]<>&|~#$").find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

/// The same of a line of its own, without the blanks around it.
std::string escaped_line(std::string_view text) {
    const std::size_t begin = std::min(text.find_first_not_of(' '), text.size());
    const std::size_t end = text.find_last_not_of(' ') + 1;
    return escaped(printable(text.substr(begin, std::max(begin, end) - begin)));
}

/// A paragraph, whatever it begins with: no list or rule.
std::string paragraph(std::string_view text) {
    std::string out = escaped_line(text);
    const std::size_t mark = std::min(out.find_first_not_of("0123456789"), out.size());
    const std::string_view list_marks = mark == 0 ? "+-" : ".)";
    if (list_marks.find(out[mark]) != std::string_view::npos) out.insert(mark, 1, '\\');
    return out;
}

void append_header(fmt::memory_buffer& out, const Table& table) {
    for (const Column& column : table.columns)
        fmt::format_to(fmt::appender(out), "| {} ", escaped(printable(column.title)));
    out.append("|\n"sv);
    for (const Column& column : table.columns) out.append(is_numeric(table, column) ? "| ---: "sv : "| --- "sv);
    out.append("|\n"sv);
}

void append_rows(fmt::memory_buffer& out, const Table& table, const Presentation& presentation, std::size_t first,
                 std::size_t last) {
    for (std::size_t row = first; row < last; ++row) {
        for (const Column& column : table.columns)
            fmt::format_to(fmt::appender(out), "| {} ", escaped(shown(column, column.cell(row), presentation)));
        out.append("|\n"sv);
    }
}

void write_markdown_table(std::ostream& out, const Table& table, const Presentation& presentation) {
    fmt::memory_buffer head;
    if (!table.title.empty()) fmt::format_to(fmt::appender(head), "## {}\n\n", escaped_line(table.title));
    append_header(head, table);
    out << view(head);
    write_rows(out, table.rows, presentation.progress,
               [&](fmt::memory_buffer& text, std::size_t first, std::size_t last) {
                   append_rows(text, table, presentation, first, last);
               });
}

}  // namespace

void write_markdown(std::ostream& out, const Document& document, const Presentation& presentation) {
    std::string_view separator;
    if (!document.title.empty()) {
        out << "# " << escaped_line(document.title) << '\n';
        separator = "\n";
    }
    for (const std::string& sentence : document.lead) {
        out << separator << paragraph(sentence) << '\n';
        separator = "\n";
    }
    for (const Table& table : document.tables) {
        if (table.audience == Audience::programs || table.columns.empty()) continue;
        out << separator;
        write_markdown_table(out, part_for(Audience::people, table), presentation);
        separator = "\n";
    }
    for (const std::string& note : document.notes) {
        out << separator << paragraph(note) << '\n';
        separator = "\n";
    }
}

}  // namespace iiindex::detail
