#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <iiindex/coherence.hpp>

namespace iiindex::detail {

/// The numbers of a column, those that arithmetic alone may have parted as the least of them, in ranks as in a tie.
std::vector<double> with_ties(std::span<const double> numbers, double tolerance);

/// A column and the units that have a value in it, from the least on: sorted once, for all its correlations.
struct InOrder {
    std::span<const double> numbers;
    std::vector<std::uint32_t> units;
};

InOrder in_order(std::span<const double> numbers);

/// The three correlations of two columns.
struct Correlations {
    Correlation pearson, spearman, kendall;
};

Correlations correlations_of(const InOrder& a, const InOrder& b);

}  // namespace iiindex::detail
