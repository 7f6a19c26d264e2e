#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <iiindex/index.hpp>
#include <iiindex/result.hpp>

namespace iiindex::detail {

/// A value that normalising gave no score.
struct Loss {
    std::size_t unit = 0;
    Reason reason = Reason::out_of_range;
};

/// Finishes the scores that normalising made of an indicator's values: takes back what is no number, then rounds.
/// Returns whose value has no score for that; who has no value loses none.
std::vector<Loss> finish_scores(const Node& indicator, std::span<const double> values, std::span<double> scores,
                                double tolerance);

}  // namespace iiindex::detail
