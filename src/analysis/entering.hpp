#pragma once

#include <cstddef>
#include <vector>

#include <iiindex/aggregate.hpp>
#include <iiindex/contributions.hpp>

namespace iiindex::detail {

/// A node's children as one unit's scores entered it, without its peers.
struct Entering : UnitChildren {
    std::vector<bool> imputed;  ///< a child each
};

Entering entering(const Standing& unit, std::size_t node);

/// What each child adds to the unit's score at a node, its children as they entered it.
Parts parts_of(const Standing& unit, std::size_t node, Entering children);

}  // namespace iiindex::detail
