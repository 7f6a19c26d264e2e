#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <iiindex/rank.hpp>
#include <iiindex/result.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// Which weights are thought possible: of each node every number from `low` to `high`, whatever the others are.
struct WeightBounds {
    std::vector<double> low, high;  ///< by node; 0 of a child that does not count

    /// Whether they bound shares, which sum to 1 among siblings, or weights that are shared out after.
    bool of_shares = false;
};

/// Each weight, as used in a period, times 1 - `change` to 1 + `change`, then shared out among the siblings: what
/// `robustness` draws. With 1 all weights there can be.
WeightBounds weights_within(const Result& result, std::size_t period, double change);

/// Why weights do not decide a node's ranks by sums alone; empty where they do: every node from it down is an
/// arithmetic mean of scores as they are, neither rounded nor rescaled.
std::string not_additive(const Index& index, std::size_t node);

/// How far one unit may be ahead of another at a node.
struct LeadRange {
    double least = 0;
    double most = 0;
};

/// What the lead of unit `a` over unit `b` at an additive node may be by any possible weights, exactly. Both units must
/// have the scores of all indicators below it that count; else empty.
std::optional<LeadRange> lead_range(const Result& result, std::size_t node, std::size_t a, std::size_t b,
                                    const WeightBounds& bounds);

/// By what share of themselves weights have to change at most, on all levels, so that the unit that is behind comes
/// level with the one that is ahead: the least such share. Empty where no weights do that. As lead_range().
struct Turning {
    std::optional<double> change;
};
std::optional<Turning> turning(const Result& result, std::size_t node, std::size_t a, std::size_t b);

/// What ranks a unit can have.
struct RankRange {
    std::size_t row = 0;
    Rank rank = 0;  ///< by the weights as they are
    double score = 0;
    Rank best = 0;
    Rank worst = 0;
    bool is_reached =
        true;  ///< by some weights each; else no weights give better or worse ones, and these may not be met
};

/// Two units whose order weights cannot turn, or can.
struct RankPair {
    std::size_t ahead = 0;  ///< rows; `ahead` is so by the weights as they are, or level
    std::size_t behind = 0;
    LeadRange lead;
    bool is_fixed = false;  ///< never level nor the other way round
};

/// What weights decide.
struct ExactRanks {
    std::size_t period = 0;
    std::size_t by = 0;
    std::vector<RankRange> units;       ///< in order of rank
    std::vector<RankPair> pairs;        ///< every two of them, in that order
    std::vector<std::size_t> left_out;  ///< rows: with a score, but not all of those below it
};

/// The ranks that possible weights give, among the units that have all scores. Whether several pairs turn together is
/// found by linear programs, depth first, up to a number of them; beyond that a rank may be said to be possible that is
/// not, and is marked so. Throws InputError where the node is not additive or has more than 1,000 units.
ExactRanks exact_ranks(const Result& result, std::size_t period, std::size_t by, const WeightBounds& bounds);

}  // namespace iiindex
