#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <iiindex/dataset.hpp>

#include "load/table/named_rows.hpp"

namespace iiindex::detail {

/// What is said of a row.
struct Judgement {
    std::size_t row = 0;
    std::string what;
    std::string remedy;
};

struct Judged {
    std::vector<Judgement> left_out;  ///< no units, beyond doubt or because it was asked for (then without a word)
    std::vector<Judgement> doubtful;  ///< probably no units
    std::vector<Judgement> remarks;   ///< units of which nothing was measured
};

/// Finds the rows that are no units: totals and averages by their names or because their values are the sums or means
/// of the others', notes, what has the others in it, and what is to be dropped.
///
/// period_of   a row each, or empty
/// apart       rows that have been left out already, in order
/// drop, keep  what was asked for
Judged judge_rows(const Units& units, const Columns& values, const Columns& inputs,
                  const std::vector<std::uint32_t>& period_of, const std::vector<std::size_t>& apart,
                  const NamedRows& drop, const NamedRows& keep);

}  // namespace iiindex::detail
