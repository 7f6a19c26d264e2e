#pragma once

#include <cstddef>

#include <iiindex/index.hpp>

namespace iiindex::detail {

/// A parent comes before its children.
inline bool is_at_or_below(const Index& index, std::size_t node, std::size_t above) {
    while (node > above) node = index.nodes[node].parent;
    return node == above;
}

}  // namespace iiindex::detail
