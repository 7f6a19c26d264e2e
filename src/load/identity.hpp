#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <iiindex/dataset.hpp>

namespace iiindex::detail {

/// A unit's code that was written in another way than the one it goes by.
struct Rewritten {
    std::size_t row = 0;
    std::string from;
};

/// Gives units whose codes a person cannot tell apart the same one: that of the first, without what cannot be seen.
/// Names lose what cannot be seen. Returns the rows whose code has changed, in order.
std::vector<Rewritten> join_alike(Units& units);

}  // namespace iiindex::detail
