#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <iiindex/dataset.hpp>
#include <iiindex/problem.hpp>

#include "load/table/cells.hpp"
#include "load/text.hpp"

namespace iiindex::detail {

// What can be checked of a table once all of its rows are read.

/// That the numbers of a column are written alike, with percent signs or without; says how many letters are passed
/// over.
///
/// left_out   the rows that are no units', in order
void check_columns(const Text& text, const LaidOutTable& table, const std::vector<Block>& blocks,
                   const std::vector<std::size_t>& left_out, Faults& faults, std::vector<Problem>& warnings);

/// That no unit stands twice in a period.
///
/// kept   the rows that are units, in order; empty: all
void check_duplicates(const Text& text, const LaidOutTable& table, const Units& units,
                      const std::vector<std::string>& periods, const std::vector<std::uint32_t>& all_period_of,
                      const std::vector<std::size_t>& kept, Faults& faults);

/// A column of periods that is empty in every row is none; where some have one, all must.
///
/// kept   the rows that are units, in order; empty: all
void check_periods(const LaidOutTable& table, const std::vector<std::string>& labels,
                   std::vector<std::uint32_t>& period_of, const std::vector<std::size_t>& kept, Faults& faults);

/// Every unit in one period alone, of several: then the periods may say when each was measured last.
void say_latest_years(const Text& text, const LaidOutTable& table, const Dataset& data, std::vector<Problem>& warnings);

}  // namespace iiindex::detail
