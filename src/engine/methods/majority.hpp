#pragma once

#include <span>

namespace iiindex::detail {

/// Columns that vote, each with its weight, on which of two units is ahead. Numbers no further apart than the column's
/// tolerance, and missing ones, give no vote.
struct Voters {
    std::span<const std::span<const double>> columns;
    std::span<const double> weights;
    std::span<const double> tolerances;
};

/// Of each unit how many others it beats less how many beat it, by more weight of the columns for it than against it.
void count_victories_one_by_one(const Voters& voters, std::span<double> victories);

/// The same, against 1,024 units at a time: a bit a unit says who is ahead in a column, and the weights are added up on
/// such bits. 100,000 units in five nodes: 3 s (tests/bench/growth).
void count_victories(const Voters& voters, std::span<double> victories);

}  // namespace iiindex::detail
