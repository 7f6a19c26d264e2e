#include "format/writers.hpp"

#include <algorithm>
#include <ostream>

#include <iiindex/number.hpp>

#include "fast/append.hpp"
#include "format/cell.hpp"
#include "format/rows.hpp"
#include "text/escape.hpp"

namespace iiindex::detail {

using namespace std::string_view_literals;

namespace {

bool needs_no_escape(char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; }

void append_text(fmt::memory_buffer& out, std::string_view text) {
    if (std::all_of(text.begin(), text.end(), needs_no_escape)) {
        out.push_back('"');
        out.append(text);
        out.push_back('"');
    } else {
        out.append(json_string(text));
    }
}

void append_json_number(fmt::memory_buffer& out, double number, const Column& column,
                        const Presentation& presentation) {
    const auto digits = presentation.digits;
    if (is_absent(number))
        out.append("null"sv);
    else
        out.append(digits ? fixed(number, *digits, column.cuts, presentation.halves) : shortest(number));
}

void append_json_cell(fmt::memory_buffer& out, const Cell& cell, const Column& column,
                      const Presentation& presentation) {
    if (const auto* text = std::get_if<std::string_view>(&cell))
        append_text(out, *text);
    else if (const auto* whole = std::get_if<std::int64_t>(&cell))
        append_quickly(out, *whole);
    else if (const auto* number = std::get_if<double>(&cell))
        append_json_number(out, *number, column, presentation);
    else
        out.append("null"sv);
}

/// `"key": `, with what separates it from what stands before.
std::string member(std::string_view separator, std::string_view key) {
    fmt::memory_buffer text;
    text.append(separator);
    append_text(text, key);
    text.append(": "sv);
    return fmt::to_string(text);
}

/// The beginning of every member of a row's object.
std::vector<std::string> members(const Table& table) {
    std::vector<std::string> keys;
    for (const Column& column : table.columns) keys.push_back(member(keys.empty() ? "" : ", ", column.code));
    return keys;
}

void append_rows(fmt::memory_buffer& out, const Table& table, const std::vector<std::string>& keys, std::size_t first,
                 std::size_t last, const Presentation& presentation) {
    const bool exact = !presentation.digits;
    for_cells(table, first, last, exact, [&](const CellRun& run, std::size_t row, std::size_t i) {
        if (i == 0) out.append(run.first() + row == 0 ? "\n    {"sv : ",\n    {"sv);
        out.append(keys[i]);
        if (!run.has_numbers(i))
            append_json_cell(out, run.cell(row, i), table.columns[i], presentation);
        else if (!exact || is_absent(run.number(row, i)))
            append_json_number(out, run.number(row, i), table.columns[i], presentation);
        else
            append_quickly(out, run.text(row, i));
        if (i + 1 == keys.size()) out.push_back('}');
    });
}

void write_json_table(std::ostream& out, const Table& table, const Presentation& presentation) {
    const std::vector<std::string> keys = members(table);
    out << member(",\n  ", table.code) << '[';
    write_rows(out, table.rows, presentation.progress,
               [&](fmt::memory_buffer& text, std::size_t first, std::size_t last) {
                   append_rows(text, table, keys, first, last, presentation);
               });
    out << (table.rows == 0 ? "]" : "\n  ]");
}

void write_notes(std::ostream& out, const std::vector<std::string>& notes) {
    fmt::memory_buffer text;
    text.append(member(",\n  ", "notes"));
    text.push_back('[');
    std::string_view separator = "\n    ";
    for (const std::string& note : notes) {
        text.append(separator);
        append_text(text, note);
        separator = ",\n    ";
    }
    out << view(text) << (notes.empty() ? "]" : "\n  ]");
}

}  // namespace

/// `digits` is for the tables: facts (a seed, a tolerance) are always exact.
void write_json(std::ostream& out, const Document& document, const Presentation& presentation) {
    fmt::memory_buffer head;
    head.append(member("{\n  ", "format"));
    append_text(head, "iiindex/" + document.code + "/1");
    for (const auto& [key, value] : document.facts) {
        head.append(member(",\n  ", key));
        append_json_cell(head, value, {}, {});
    }
    out << view(head);
    for (const Table& table : document.tables) {
        if (table.audience == Audience::people) continue;
        write_json_table(out, part_for(Audience::programs, table), presentation);
    }
    write_notes(out, document.notes);
    out << "\n}\n";
}

}  // namespace iiindex::detail
