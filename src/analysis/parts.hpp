#pragma once

#include <vector>

#include <iiindex/aggregate.hpp>

#include "analysis/entering.hpp"

namespace iiindex::detail {

/// What each child adds to a node's mean, or to the difference of two; and by what a point more of the child's
/// score counts there, so that the child's part can be handed on to what is below it.
struct Parts {
    std::vector<double> of;
    std::vector<double> per_point;
};

/// Parts of one mean of scores, from zero.
Parts parts_of_power_mean(const Entering& unit, double exponent);
Parts parts_of_weakest(const Entering& unit);

/// Parts of a's mean less b's, the children of both in the same order.
Parts gap_parts_of_power_mean(const Entering& a, const Entering& b, double exponent);
Parts gap_parts_of_weakest(const Entering& a, const Entering& b);

/// The victories of a unit over the others less its defeats, each shared out by weight among the children that
/// voted for it.
Parts parts_of_majority(const Standing& unit, std::size_t node);

}  // namespace iiindex::detail
