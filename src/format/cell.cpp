#include "format/cell.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include <iiindex/number.hpp>
#include <iiindex/text.hpp>

#include "text/sign.hpp"

namespace iiindex::detail {
namespace {

/// The shortest texts of as many numbers as a run has rows, or fewer; empty ones of those that are missing.
void make_texts(std::span<const double> numbers, std::span<NumberText> texts) {
    std::array<double, CellRun::most_rows> finite{};
    std::transform(numbers.begin(), numbers.end(), finite.begin(), [](double n) { return is_absent(n) ? 1 : n; });
    write_shortest(std::span(finite).first(numbers.size()), texts);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (is_absent(numbers[i])) texts[i].size = 0;
    }
}

}  // namespace

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
    if (const auto* whole = std::get_if<std::int64_t>(&cell)) return with_minus(std::to_string(*whole));
    return with_minus(
        fixed(std::get<double>(cell), presentation.digits.value_or(column.digits), column.cuts, presentation.halves));
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
    if (std::holds_alternative<MakeNumbers>(column.cells)) return true;
    for (std::size_t row = 0; row < table.rows; ++row)
        if (std::holds_alternative<std::string_view>(column.cell(row))) return false;
    return true;
}

CellRun::CellRun(const Table& table, bool exact)
    : table_(table),
      exact_(exact),
      numbers_(table.columns.size() * most_rows),
      texts_(table.columns.size() * most_rows),
      cells_(table.columns.size() * most_rows) {
    for (const Column& column : table.columns) makes_numbers_.push_back(std::get_if<MakeNumbers>(&column.cells));
}

void CellRun::make(std::size_t first, std::size_t rows) {
    first_ = first;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
        const auto those_of_column = [&](auto& all) { return std::span(all).subspan(i * most_rows, rows); };
        if (!has_numbers(i)) {
            std::get<MakeCells>(table_.columns[i].cells)(first, those_of_column(cells_));
            continue;
        }
        (*makes_numbers_[i])(first, those_of_column(numbers_));
        if (exact_) make_texts(those_of_column(numbers_), those_of_column(texts_));
    }
}

}  // namespace iiindex::detail
