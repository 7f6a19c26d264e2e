#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include <iiindex/aggregate.hpp>
#include <iiindex/document.hpp>
#include <iiindex/index.hpp>

#include "ground/catalogue.hpp"

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

/// Why the children of a node have no parts of its score; nothing where they do, and each method's reason once.
inline void add_unsplit_note(Document& document, const Node& node, Language language) {
    if (is_split(node)) return;
    const std::string_view note = translated(node.aggregation.method->formula(node.aggregation).note, language);
    const bool is_new = std::find(document.notes.begin(), document.notes.end(), note) == document.notes.end();
    if (is_new) document.notes.emplace_back(note);
}

}  // namespace iiindex::detail
