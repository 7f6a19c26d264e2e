#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <iiindex/recover.hpp>

#include "recover/printed.hpp"

namespace iiindex::detail {

/// What one unit's printed scores say about the weights w of a node's children:
/// the sum of w * low is at most `above`, the sum of w * high at least -`below`. In logarithms for a geometric mean.
struct WeightRow {
    std::size_t row = 0;
    std::vector<double> low;      ///< a child each: the least it can be, less the printed parent
    std::vector<double> high;     ///< the most it can be, less the printed parent
    double above = 0;             ///< how far the parent may lie above its printed score
    double below = 0;             ///< how far below it
    double point = 1;             ///< what a point more of the parent is on the scale of this row
    std::vector<double> printed;  ///< the children as printed
    double parent = 0;
};

/// A row for each unit whose scores are printed at the node and at all its children.
/// Throws InputError for a geometric mean of scores that are not above 0.
std::vector<WeightRow> weight_rows(const Index& index, const Dataset& data, const PrintedScores& printed,
                                   std::size_t node, Mean mean);

bool fits(const WeightRow& row, std::span<const double> weights);

/// The distance from the parent as printed to the mean of the children as printed.
double residual(const WeightRow& row, std::span<const double> weights, Mean mean);

/// The weights with the smallest denominator up to 100 that fit all rows and lie in the intervals, then those of 20.
std::vector<SimpleWeights> simple_weights(const std::vector<WeightRow>& rows,
                                          const std::vector<WeightInterval>& intervals, Mean mean);

}  // namespace iiindex::detail
