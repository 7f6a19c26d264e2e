#pragma once

#include <cstdint>
#include <string>

#include <iiindex/format.hpp>

namespace iiindex {

/// Whether there is nothing to show: no value, or a double that is no number.
bool is_absent(const Cell& cell);

/// What the column calls its cell's whole number; null where it has no name for it.
const std::string* label_of(const Column& column, const Cell& cell);

void append_whole(std::string& out, std::int64_t number);

/// The cell as people read it: rounded, labelled, safe for a terminal, "–" where absent.
std::string shown(const Column& column, const Cell& cell, const Presentation& presentation);

/// The table with only the columns that an audience reads.
Table part_for(Audience audience, const Table& table);

/// Whether people read the column as numbers, which stand to the right: no text or label anywhere.
bool is_numeric(const Table& table, const Column& column);

}  // namespace iiindex
