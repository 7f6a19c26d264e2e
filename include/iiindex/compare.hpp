#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include <iiindex/contributions.hpp>
#include <iiindex/exact.hpp>
#include <iiindex/rank.hpp>
#include <iiindex/result.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// Several units at one node.
struct ComparedNode {
    std::size_t node = 0;
    std::vector<std::optional<double>> scores;  ///< a unit each
    std::vector<Rank> ranks;                    ///< among the period's units; 0 where there is no score
    std::optional<std::size_t> leader;          ///< the place of the unit with the best score; empty in a tie
    std::optional<double> lead;                 ///< over the second best
    std::vector<double> parts;                  ///< of the first unit's lead over each other one, at the whole
};

/// Units of one period side by side: the compared node and all below it, in tree order.
struct SideBySide {
    std::vector<std::size_t> rows;
    std::size_t node = 0;
    std::vector<ComparedNode> nodes;
    std::vector<std::optional<Turning>>
        turnings;  ///< of the first unit and each other one; empty of nodes not additive
};

/// Compares at least two units that have a score at the node.
SideBySide compare(const Result& result, std::vector<std::size_t> rows, std::size_t node);

}  // namespace iiindex
