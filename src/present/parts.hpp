#pragma once

#include <cstddef>

#include <iiindex/aggregate.hpp>
#include <iiindex/index.hpp>

namespace iiindex::detail {

/// Whether a method says what each child has of its node's score: some, as TOPSIS, have no such parts in use.
inline bool is_split(const Node& node) { return node.is_indicator() || node.aggregation.method->parts != nullptr; }

/// Whether a node has a part of the score of one at or above it: each node in between is split.
inline bool has_part(const Index& index, std::size_t above, std::size_t node) {
    while (node != above) {
        node = index.nodes[node].parent;
        if (!is_split(index.nodes[node])) return false;
    }
    return true;
}

}  // namespace iiindex::detail
