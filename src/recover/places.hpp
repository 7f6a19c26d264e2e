#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <iiindex/dataset.hpp>
#include <iiindex/index.hpp>

namespace iiindex::detail {

/// A unit's rank at a node.
struct Place {
    std::size_t rank = 1;
    std::size_t row = 0;
    bool assumed = false;
    std::string source;
};

/// The places at a node, best first, one a rank: those of lists, then printed ranks, then those of printed scores
/// that go with no name, which belong to the unit of that score or, where there is none, to the first of `likely`
/// that has neither place nor printed score there.
std::vector<Place> places_at(const Publication& published, std::size_t node, const std::vector<std::size_t>& likely);

}  // namespace iiindex::detail
