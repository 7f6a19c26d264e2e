#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/columns.hpp>
#include <iiindex/dataset.hpp>
#include <iiindex/index.hpp>
#include <iiindex/load.hpp>

#include "load/table/dialect.hpp"
#include "load/table/labels.hpp"
#include "load/table/layout.hpp"
#include "load/table/marks.hpp"
#include "load/table/named_rows.hpp"
#include "load/table/number.hpp"
#include "load/table/rows.hpp"
#include "load/text.hpp"

namespace iiindex::detail {

/// A text parted into rows, and what is known of its columns.
struct LaidOutTable {
    std::string_view text;
    const Bytes& bytes;  ///< what the text is of
    Dialect dialect;
    const MissingCodes& missing_codes;
    bool pass_over_flags = false;
    const Index& index;
    const Layout& layout;
    const Rows& rows;
    const NamedRows& dropped;
};

/// What messages say of a column of numbers, and how these are written.
struct NumberColumn {
    std::string name;
    NumberStyle style;
};

NumberColumn number_column(const LaidOutTable& table, ColumnRole role);

/// Whether a column is one of indicators or of inputs.
bool holds_numbers(ColumnRole role);

/// What is read row by row into places of its own, so that runs of rows do not meet.
struct Cells {
    explicit Cells(const LaidOutTable& table);

    Columns values;
    Columns inputs;
    TextColumn codes;
    TextColumn names;
    TextColumn names_english;
    std::vector<std::uint32_t> period_of;  ///< numbers of the run's own labels
    std::vector<Origin> origins;
    std::vector<std::vector<std::uint32_t>> group_of;  ///< by grouping; likewise
};

/// A row that is no unit.
struct Aside {
    std::size_t row = 0;
    Fault where;          ///< and what it is; nothing is said of one that was asked for
    std::string dropped;  ///< by which name it was asked for
};

/// What is read of a run of rows beside its cells.
struct Block {
    TextArena texts;
    Labels periods;
    std::vector<Labels> groups;
    std::vector<ColumnMarks> marks;  ///< by column of the table
    Faults faults;
    std::vector<Aside> asides;
};

/// Reads the rows of one run.
Block read_run(const LaidOutTable& table, Cells& cells, const RowRun& run);

}  // namespace iiindex::detail
