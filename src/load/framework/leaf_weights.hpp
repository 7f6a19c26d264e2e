#pragma once

#include <cstddef>
#include <vector>

#include <iiindex/problem.hpp>

#include "load/framework/tree.hpp"
#include "load/text.hpp"

namespace iiindex::detail {

/// The weights of the indicators below a node.
class LeafWeights {
public:
    void add(double weight);
    double sum() const { return sum_; }
    /// Whether they are shares of 1 or 100, but for what they were rounded by.
    bool make_whole() const;

private:
    double sum_ = 0, step_ = 1;  ///< what they are written in multiples of, 1 at most
    std::size_t count_ = 0;
};

/// Warns of nodes without a weight beside siblings that have one: they count 1.
void say_blank_weights(const std::vector<FrameworkNode>& nodes, const Text& text, std::vector<Problem>& warnings);

/// Where indicators alone have weights, and these make a whole (1 or 100) of all but of no group, they are shares of
/// the total: gives each group the sum of what is in it, and says so in a warning.
void weigh_groups_by_leaves(std::vector<FrameworkNode>& nodes, const Text& text, std::vector<Problem>& warnings);

}  // namespace iiindex::detail
