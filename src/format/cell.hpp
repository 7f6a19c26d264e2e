#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <iiindex/format.hpp>

#include "fast/number_text.hpp"

namespace iiindex::detail {

/// Whether there is nothing to show: no value, or a double that is no number.
inline bool is_absent(double number) { return !std::isfinite(number); }
inline bool is_absent(const Cell& cell) {
    const auto* number = std::get_if<double>(&cell);
    return number != nullptr ? is_absent(*number) : std::holds_alternative<std::monostate>(cell);
}

/// What the column calls its cell's whole number; null where it has no name for it.
const std::string* label_of(const Column& column, const Cell& cell);

/// The cell as people read it: rounded, labelled, safe for a terminal, "–" where absent.
std::string shown(const Column& column, const Cell& cell, const Presentation& presentation);

/// The table with only the columns that an audience reads.
Table part_for(Audience audience, const Table& table);

/// Whether people read the column as numbers, which stand to the right: no text or label anywhere.
bool is_numeric(const Table& table, const Column& column);

/// The cells of a few rows, made column by column, so that what they are made of is fetched together, and their numbers
/// become texts together.
class CellRun {
public:
    static constexpr std::size_t most_rows = numbers_at_once;

    /// exact    whether numbers are shown as their shortest texts
    CellRun(const Table& table, bool exact);

    /// Makes the cells of the rows [first, first + rows).
    void make(std::size_t first, std::size_t rows);

    std::size_t first() const { return first_; }
    /// Whether the column holds numbers alone: they are numbers here, and cells of any other column are cells.
    bool has_numbers(std::size_t column) const { return makes_numbers_[column] != nullptr; }
    /// `row` counts from the first of the run.
    double number(std::size_t row, std::size_t column) const { return numbers_[column * most_rows + row]; }
    /// The number's shortest text, if that was asked for; empty where it is missing.
    const NumberText& text(std::size_t row, std::size_t column) const { return texts_[column * most_rows + row]; }
    const Cell& cell(std::size_t row, std::size_t column) const { return cells_[column * most_rows + row]; }

private:
    const Table& table_;
    bool exact_;
    std::size_t first_ = 0;
    std::vector<const MakeNumbers*> makes_numbers_;  ///< by column
    std::vector<double> numbers_;                    ///< those of a column together, as are cells and texts
    std::vector<NumberText> texts_;
    std::vector<Cell> cells_;
};

/// Calls use(run, row, column) for the rows [first, last), row by row, each counted from the first of its run.
template <class Use>
void for_cells(const Table& table, std::size_t first, std::size_t last, bool exact, const Use& use) {
    CellRun run(table, exact);
    for (; first < last; first += CellRun::most_rows) {
        const std::size_t rows = std::min(CellRun::most_rows, last - first);
        run.make(first, rows);
        for (std::size_t row = 0; row < rows; ++row) {
            for (std::size_t column = 0; column < table.columns.size(); ++column) use(run, row, column);
        }
    }
}

}  // namespace iiindex::detail
