#pragma once

#include <vector>

#include <iiindex/judgements.hpp>

namespace iiindex::detail {

/// What a judgement against the best and the worst child comes to.
struct BestWorst {
    std::vector<double> weights;
    double deviation = 0;  ///< the most that a comparison is missed by
    double ratio = 0;      ///< the consistency that the comparisons themselves have; 0 is the best
};

/// Rezaei's linear model (2016): the weights for which the largest of |w_B - a_Bj w_j| and |w_j - a_jW w_W| is least.
BestWorst best_worst_weights(const Judgement& judgement);

}  // namespace iiindex::detail
