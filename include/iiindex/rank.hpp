#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <iiindex/columns.hpp>
#include <iiindex/dataset.hpp>
#include <iiindex/index.hpp>
#include <iiindex/result.hpp>

namespace [[gnu::visibility("default")]] iiindex {

using Rank = std::uint32_t;  ///< 1 is best; 0: no score, no rank

/// Whether two scores are the same: they lie no further apart than arithmetic may have parted them
/// (Result::tolerance of their node and period). Whatever compares scores asks this.
inline bool tied(double a, double b, double tolerance) { return std::abs(a - b) <= tolerance; }

/// Units from best to worst.
struct Ranking {
    Unwritten<std::uint32_t> order;  ///< places in `scores`, best first; tied ones as given; missing ones last
    Unwritten<Rank> ranks_in_order;  ///< ties share the better rank, the next is skipped; 0: no score

    /// The ranks in the order of the scores, of which the ranking must hold all.
    std::vector<Rank> ranks_by_unit() const;
};

/// Ranks scores, high to low. Neighbours in that order are tied that lie no further apart than `tolerance`. With
/// `top`, the best alone: ends with the last unit that ranks `top` or better, and takes time for them, not for sorting
/// everything.
Ranking rank(std::span<const double> scores, double tolerance, std::optional<std::size_t> top = {});

/// Ranks the units of a period by their scores at a node; places are those in the period.
Ranking rank(const Result& result, std::size_t node, const Period& period, std::optional<std::size_t> top = {});

/// The ranks alone, in the order of the scores.
std::vector<Rank> ranks_of(std::span<const double> scores, double tolerance);
std::vector<Rank> ranks_of(const Result& result, std::size_t node, const Period& period);

/// The band of a score, 1 the best. A score at a cut, or no further below it than `tolerance`, belongs to the better
/// band.
std::size_t tier_of(double score, const Tiers& tiers, double tolerance);

/// The same of a unit at a node; empty where it has no score or the node no tiers.
std::optional<std::size_t> tier_of(const Result& result, std::size_t node, std::size_t row);

}  // namespace iiindex
