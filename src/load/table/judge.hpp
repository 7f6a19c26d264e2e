#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <iiindex/dataset.hpp>

#include "load/table/layout.hpp"

namespace iiindex::detail {

/// Rows that are named on the command line.
class NamedRows {
public:
    /// Every name that lists with commas may hold, as long as nobody knows which there are.
    explicit NamedRows(const std::vector<std::string>& lists);
    /// Those that there are, the longest first; a name with commas in it hides the pieces of it.
    ///
    /// others   names of rows beside the units'
    NamedRows(const std::vector<std::string>& lists, const Units& units, const std::vector<std::string>& others);

    bool empty() const { return names_.empty(); }
    bool has(std::string_view name) const;
    /// The code or the name of a row.
    bool has(const Units& units, std::size_t row) const;
    /// What was asked for and is not there.
    const std::vector<std::string>& absent() const { return absent_; }

private:
    std::unordered_set<std::string> names_;  ///< in their normal form
    std::vector<std::string> absent_;
};

/// A row that could not be read as a unit's, and what else it may be.
class OddRow {
public:
    OddRow(std::string_view text, std::size_t begin, char separator, const Layout& layout, const Index& index);

    /// The first text that stands in it.
    std::string_view first_text() const;
    /// What it is beyond doubt, for a message: a blank row, a note, a total, the titles again, measures. Empty if it is
    /// none of these.
    std::string what() const;

private:
    bool repeats_titles() const;
    bool holds_measures() const;

    const Layout& layout_;
    const Index& index_;
    std::vector<std::string> cells_;
    std::size_t filled_ = 0;  ///< cells that are not blank
};

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
