#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include <iiindex/compute.hpp>
#include <iiindex/contributions.hpp>
#include <iiindex/rank.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// A unit at one node.
struct NodeExplanation {
    std::size_t node = 0;
    std::optional<double> value;  ///< an indicator's, as prepared
    std::optional<Scale> scale;   ///< what carried it to a score; empty where that went by order
    std::optional<double> score;
    double weight = 1;                ///< the share among the siblings, as used
    double effective_weight = 0;      ///< the share of the explained node, as used for this unit
    double contribution = 0;          ///< to the explained node's score
    double own = 0;                   ///< what of that no child accounts for
    Rank rank = 0;                    ///< among the period's units; 0 where there is no score
    std::optional<std::size_t> tier;  ///< where the node has tiers
    std::optional<double> median;     ///< score of all units of the period
    std::optional<double> next_tier;  ///< median score of the units one tier above the unit's at the explained node
};

/// A unit's score opened up: the explained node and all below it, in tree order.
struct Explanation {
    std::size_t row = 0;
    std::size_t node = 0;
    std::size_t ranked = 0;  ///< how many units of the period have a score at the node
    std::vector<NodeExplanation> nodes;
};

/// Opens up a unit's score at a node. The result has the scores of all nodes; the unit has one at the node.
Explanation explain(const Standing& unit, std::size_t node);

/// A change of one indicator's value in the input.
struct Move {
    std::size_t node = 0;
    double from = 0;
    double to = 0;
    bool sets_scale = false;  ///< goes beyond every other unit's value
};

/// The least that takes a unit to the next tier, or past the unit above it. Found by computing again, so that what
/// moves with the value (a scale's ends, other units' scores, imputed values) moves here too.
struct Step {
    enum class To { tier, rank };
    To to = To::rank;
    std::size_t tier = 0;     ///< once there; 0 where the node has no tiers
    Rank rank = 0;            ///< once there
    std::vector<Move> moves;  ///< one, or the weakest few by the same share of the way to the best; empty:
                              ///< out of reach
    double share = 0;         ///< that share of the way
};

/// What one indicator alone takes to go up, and what the weakest few take together.
struct StepsUp {
    struct Alone {
        std::size_t node = 0;
        std::optional<Step> tier;  ///< empty: out of reach, or there is no better tier
        std::optional<Step> rank;
    };
    bool searched = false;  ///< false where the table is too large to compute anew so often
    bool has_better_tier = false;
    bool has_better_rank = false;
    std::vector<Alone> alone;          ///< by indicator below the node that has a value, in tree order
    std::vector<std::size_t> weakest;  ///< the indicators with the lowest scores, the lowest first
    std::optional<Step> together_tier;
    std::optional<Step> together_rank;
};

/// Searches them, one indicator up to a whole range beyond the best value of its period.
///
/// input      the index and the values as loaded, before preparing
/// most_far   only the next rank, and of single indicators only so many: those with the longest weighted way to the top
StepsUp steps_up(const Index& index, const Dataset& data, const ComputeOptions& options, std::size_t row,
                 std::size_t node, std::optional<std::size_t> most_far = {});

}  // namespace iiindex
