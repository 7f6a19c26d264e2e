#pragma once

#include <cstddef>
#include <vector>

#include <iiindex/result.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// How a score, or the difference of two, is made up, by node.
struct Contributions {
    /// A node's part with all that is below it; 0 outside the subtree that was asked for. A node's part is the
    /// sum of its children's and of its own.
    std::vector<double> of;

    /// What of that no child accounts for: an indicator's whole part; at other nodes what rounding, reversal, an
    /// imputed score, different weights or a different method adds; 0 at most.
    std::vector<double> own;
};

/// A unit in a result with the scores of all nodes kept.
struct Standing {
    const Result* result = nullptr;
    std::size_t row = 0;
};

/// The parts of a unit's score at a node: of[node] is the score. Definitions: docs/explain.md. The unit has a
/// score there.
Contributions contributions(const Standing& unit, std::size_t node);

/// The parts of the difference of two scores: of[node] is a's score less b's. The two may come from two results
/// with different indices, whose nodes are the same where their codes are; `node` and the places in the answer are
/// a's. Both have a score there.
Contributions gap_contributions(const Standing& a, const Standing& b, std::size_t node);

/// By node: the product of the shares of weight from `node` down to it, shared out anew where siblings have no
/// score; 1 at `node`, 0 outside its subtree and where the unit has no score.
std::vector<double> effective_weights(const Standing& unit, std::size_t node);

}  // namespace iiindex
