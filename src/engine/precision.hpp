#pragma once

#include <cstddef>
#include <span>

#include <iiindex/aggregate.hpp>
#include <iiindex/index.hpp>
#include <iiindex/result.hpp>

namespace iiindex::detail {

/// What a value may have lost on the way to its double: a share of itself.
struct Lost {
    double last_places = 0;  ///< of the largest value: by how much the difference of two scores may be wrong for it

    static const Lost by_reading;    ///< read from a decimal
    static const Lost by_reckoning;  ///< divided, put in or reshaped as well

    // clang-tidy 14 takes the default comparison for a null pointer.
    friend auto operator<=>(const Lost&, const Lost&) = default;  // NOLINT(modernize-use-nullptr)
};
inline constexpr Lost Lost::by_reading{4};
inline constexpr Lost Lost::by_reckoning{16};

/// What an indicator's values may have lost.
Lost lost_by_values(const Dataset& data, std::size_t indicator);

/// How far apart two values may lie that are the same, the largest of them this far from zero.
double tolerance_of_values(double largest, Lost lost);

/// Whether two values are the same: they lie no further apart than that may have parted them.
bool is_same(double a, double b, Lost lost);

/// The same of an indicator's values that have been transformed.
bool is_same_transformed(double a, double b, Lost lost, const Node& indicator);

/// What a sum of so many numbers loses, in last places: its roundings go either way.
double lost_by_sum(std::size_t count);

/// The precision of scores along a line.
///
/// least, most   between which the values lie that are scaled, after transformation
/// summed        how many numbers the ends of the line are sums of; 0 where they are values
Precision precision_along(const Scale& scale, double least, double most, Lost lost, const Node& indicator,
                          std::size_t summed);

/// The precision of scores by order.
Precision precision_by_order(const Node& indicator, std::size_t units);

/// The precision of a node's scores before they are rescaled or rounded. It follows from the children's, whatever share
/// of them a unit has. Where the exponent of a mean lies below 1 it holds for scores above a thousandth of the largest.
///
/// units   of the period, where the weights are found from their scores; otherwise 0
Precision precision_of_mean(const Index& index, std::size_t node, const Children& children, std::size_t units);

/// The precision of scores by a formula, before they are rescaled or rounded: how far they move for what the children's
/// may have lost. Found from the first units.
Precision precision_of_formula(const Expression& formula, const Children& children, std::span<const double> scores);

/// A score, or the point that arithmetic may have parted it from.
inline double settled(double score, double point, double tolerance) {
    return score >= point - tolerance && score <= point + tolerance ? point : score;
}

/// A score as it counts where the direction is negative; what lies on the scale stays on it.
double reversed(double score, const Range& scale, double tolerance);

/// A score rounded half up; what arithmetic may have brought below a half counts as one, as long as it is less than
/// that.
double rounded(double score, int digits, double tolerance);

/// Rounds scores to a node's digits, if it has any.
void round_scores(const Node& node, std::span<double> scores, double tolerance);
Precision after_rescaling(double factor, Precision precision);
Precision after_rounding(const Node& node, Precision precision);

}  // namespace iiindex::detail
