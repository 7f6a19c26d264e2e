#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <iiindex/compute.hpp>
#include <iiindex/contributions.hpp>
#include <iiindex/dataset.hpp>
#include <iiindex/rank.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// What a change is due to; the four add up to it. Each is Shapley's share over the sixteen mixtures of old and new.
struct Causes {
    double own = 0;     ///< the unit's own values
    double others = 0;  ///< the other units' values: the scale moved, or they passed by
    double method = 0;  ///< the index: weights, normalisation, aggregation
    double units = 0;   ///< the set of units: some came, some left
};

/// A unit in the old year, the new one, or both.
struct UnitChange {
    std::optional<std::size_t> old_row, new_row;
    std::optional<double> old_score, new_score;
    Rank old_rank = 0, new_rank = 0;  ///< 0 where there is no score
    std::optional<std::size_t> old_tier, new_tier;

    /// Empty where the unit lacks a score in one of the years or in a mixture of them.
    std::optional<Causes> score, rank;
    std::optional<Contributions> parts;  ///< of the change of score, by the new index's nodes

    std::optional<double> old_common, new_common;  ///< on one common scale
    Rank old_common_rank = 0, new_common_rank = 0;
};

/// Two years of an index, each as computed by itself, and what moved between them.
struct Changes {
    Result before, after;
    std::size_t old_node = 0, new_node = 0;  ///< the node that is looked at
    std::vector<UnitChange> units;           ///< by new rank, then those that left by old rank
    bool own_scales = false;                 ///< whether each year's scores hang on that year's units
    bool has_common_scale = false;
    bool causes_found = false;  ///< false where the tables are too large to compute so often
};

/// Compares two datasets of a period each at a node of the new index, which the old one has too.
/// Units and nodes belong together by code. Throws InputError where one of them cannot be computed.
Changes change(const Input& before, const Input& after, std::size_t node);

}  // namespace iiindex
