#include "cell.hpp"

#include <array>
#include <cstddef>

#include <iiindex/number.hpp>

namespace iiindex {

const std::string* label_of(const Column& column, const Cell& cell) {
    const auto* whole = std::get_if<std::int64_t>(&cell);
    if (!whole || *whole < 1) return nullptr;
    const auto place = static_cast<std::size_t>(*whole - 1);
    return place < column.labels.size() ? &column.labels[place] : nullptr;
}

std::string shown(const Column& column, const Cell& cell, const Presentation& presentation) {
    if (is_absent(cell)) return "–";
    if (const auto* text = std::get_if<std::string_view>(&cell)) return printable(*text);
    if (const auto* label = label_of(column, cell)) return printable(*label);
    if (const auto* whole = std::get_if<std::int64_t>(&cell)) return std::to_string(*whole);
    return fixed(std::get<double>(cell), presentation.digits.value_or(column.digits));
}

Table part_for(Audience audience, const Table& table) {
    Table part = table;
    std::erase_if(part.columns, [&](const Column& column) {
        return column.audience != Audience::all && column.audience != audience;
    });
    return part;
}

bool is_numeric(const Table& table, const Column& column) {
    if (column.wraps || !column.labels.empty()) return false;
    for (std::size_t row = 0; row < table.rows; ++row)
        if (std::holds_alternative<std::string_view>(column.cell(row))) return false;
    return true;
}

CellRun::CellRun(const Table& table, bool exact)
    : table_(table),
      exact_(exact),
      cells_(table.columns.size() * most_rows),
      texts_(table.columns.size() * most_rows) {}

void CellRun::make(std::size_t first, std::size_t rows) {
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
        table_.columns[i].cells(first, std::span(cells_).subspan(i * most_rows, rows));
        if (exact_) make_texts(i, rows);
    }
}

void CellRun::make_texts(std::size_t column, std::size_t rows) {
    std::array<double, most_rows> numbers{};
    bool has_numbers = false;
    for (std::size_t row = 0; row < rows; ++row) {
        const auto* number = std::get_if<double>(&cell(row, column));
        const bool is_number = number != nullptr && std::isfinite(*number);
        numbers[row] = is_number ? *number : 1;
        has_numbers |= is_number;
    }
    if (has_numbers) write_shortest(std::span(numbers).first(rows), std::span(texts_).subspan(column * most_rows, rows));
}

}  // namespace iiindex
