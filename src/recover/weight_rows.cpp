#include "recover/weight_rows.hpp"

#include <cmath>
#include <utility>

#include <iiindex/normalise.hpp>
#include <iiindex/problem.hpp>

#include "ground/catalogue.hpp"

namespace iiindex::detail {
namespace {

constexpr double rounding = 1e-9;  ///< far above what sums lose, far below what any figure prints

/// A child's score as it enters its parent.
PrintedScore entering(const Index& index, std::size_t child, PrintedScore printed) {
    if (index.nodes[child].is_indicator() || index.nodes[child].direction == Direction::positive) return printed;
    const Range range = scale_of(index, child);
    printed.score = range.mirrored(printed.score);
    printed.low = range.mirrored(std::exchange(printed.high, range.mirrored(printed.low)));
    return printed;
}

/// Sums of logarithms are linear in the weights of a geometric mean.
PrintedScore on_scale(const Dataset& data, std::size_t row, PrintedScore printed, Mean mean) {
    if (mean == Mean::arithmetic) return printed;
    if (printed.low <= 0) {
        throw InputError(Problem{.where = {data.file},
                                 .what = said("'{}' may have a score at or below 0, which a geometric mean does "
                                              "not take",
                                              data.units.codes[row])});
    }
    return {std::log(printed.score), std::log(printed.low), std::log(printed.high), {}};
}

WeightRow row_of(const Index& index, const Dataset& data, const PrintedScores& printed, std::size_t node,
                 std::size_t unit, Mean mean) {
    const PrintedScore& own = printed.at({unit, node});
    const PrintedScore parent = on_scale(data, unit, own, mean);
    WeightRow row{
        .row = unit, .above = parent.high - parent.score, .below = parent.score - parent.low, .parent = own.score};
    if (mean == Mean::geometric) row.point = 1 / own.score;
    for (const std::size_t child : index.nodes[node].children) {
        const PrintedScore as_entered = entering(index, child, printed.at({unit, child}));
        const PrintedScore score = on_scale(data, unit, as_entered, mean);
        row.low.push_back(score.low - parent.score);
        row.high.push_back(score.high - parent.score);
        row.printed.push_back(as_entered.score);
    }
    return row;
}

bool all_printed(const Index& index, const PrintedScores& printed, std::size_t node, std::size_t unit) {
    if (!printed.contains({unit, node})) return false;
    for (const std::size_t child : index.nodes[node].children) {
        if (!printed.contains({unit, child})) return false;
    }
    return true;
}

double weighted(std::span<const double> weights, std::span<const double> numbers) {
    double sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * numbers[i];
    return sum;
}

}  // namespace

std::vector<WeightRow> weight_rows(const Index& index, const Dataset& data, const PrintedScores& printed,
                                   std::size_t node, Mean mean) {
    std::vector<WeightRow> rows;
    for (std::size_t unit = 0; unit < data.units.size(); ++unit) {
        if (!all_printed(index, printed, node, unit)) continue;
        rows.push_back(row_of(index, data, printed, node, unit, mean));
    }
    return rows;
}

bool fits(const WeightRow& row, std::span<const double> weights) {
    return weighted(weights, row.low) <= row.above + rounding && weighted(weights, row.high) >= -row.below - rounding;
}

double residual(const WeightRow& row, std::span<const double> weights, Mean mean) {
    if (mean == Mean::arithmetic) return std::abs(weighted(weights, row.printed) - row.parent);
    double logarithms = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) logarithms += weights[i] * std::log(row.printed[i]);
    return std::abs(std::exp(logarithms) - row.parent);
}

}  // namespace iiindex::detail
