#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <iiindex/rank.hpp>
#include <iiindex/result.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// How evenly and how far a unit's nodes are developed together.
struct UnitCoupling {
    std::size_t row = 0;
    std::vector<double> levels;  ///< a node each, 0 to 1: the score's place on its scale
    double coupling = 0;         ///< C = k (u_1 ... u_k)^(1/k) / (u_1 + ... + u_k): 1 where all are the same
    double level = 0;            ///< T: the weighted mean of the levels
    double coordination = 0;     ///< D = sqrt(C T)
    Rank rank = 0;               ///< by D
    std::size_t stage = 1;  ///< of ten, the best 10: a tenth of the way from 0 to 1 each, a border in the better one
};

/// The coupling coordination degree of at least two nodes, of the units that have all scores and one above the low end
/// of its scale at least; in order of rank.
struct Couplings {
    std::size_t period = 0;
    std::vector<std::size_t> nodes;
    std::vector<double> weights;  ///< a node each, sum 1
    std::vector<UnitCoupling> units;
    std::vector<std::size_t> left_out;  ///< rows with some of the scores, or all at the low ends
};

/// `weights`: a node each, above 0; empty: all the same. Throws InputError for nodes whose scores have no two ends, or
/// reach beyond them. Source of the ten stages: Liao (1999).
Couplings couplings(const Result& result, std::size_t period, std::vector<std::size_t> nodes,
                    std::span<const double> weights = {});

}  // namespace iiindex
