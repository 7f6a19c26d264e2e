#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <iiindex/format.hpp>
#include <iiindex/number.hpp>

#include "text_buffer.hpp"

namespace iiindex {

/// Whether there is nothing to show: no value, or a double that is no number.
inline bool is_absent(const Cell& cell) {
    const auto* number = std::get_if<double>(&cell);
    return number != nullptr ? !std::isfinite(*number) : std::holds_alternative<std::monostate>(cell);
}

/// What the column calls its cell's whole number; null where it has no name for it.
const std::string* label_of(const Column& column, const Cell& cell);

inline void append_whole(TextBuffer& out, std::int64_t number) {
    out.end_at(write_whole(out.room(shortest_room), number));
}
inline void append_shortest(TextBuffer& out, double number) {
    out.end_at(write_shortest(out.room(shortest_room), number));
}

/// The cell as people read it: rounded, labelled, safe for a terminal, "–" where absent.
std::string shown(const Column& column, const Cell& cell, const Presentation& presentation);

/// The table with only the columns that an audience reads.
Table part_for(Audience audience, const Table& table);

/// Whether people read the column as numbers, which stand to the right: no text or label anywhere.
bool is_numeric(const Table& table, const Column& column);

/// Calls use(row, column, cell) for the rows [first, last), row by row. The cells of a few rows are made at a time,
/// column by column, so that what they are made of is fetched together.
template <class Use>
void for_cells(const Table& table, std::size_t first, std::size_t last, const Use& use) {
    constexpr std::size_t rows_at_a_time = 32;
    const std::size_t columns = table.columns.size();
    std::vector<Cell> cells(columns * std::min(rows_at_a_time, last - first));
    for (; first < last; first += rows_at_a_time) {
        const std::size_t count = std::min(rows_at_a_time, last - first);
        for (std::size_t i = 0; i < columns; ++i) table.columns[i].cells(first, std::span(cells).subspan(i * count, count));
        for (std::size_t row = 0; row < count; ++row) {
            for (std::size_t i = 0; i < columns; ++i) use(first + row, i, cells[i * count + row]);
        }
    }
}

}  // namespace iiindex
