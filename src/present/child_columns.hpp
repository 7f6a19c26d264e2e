#pragma once

#include <iiindex/index.hpp>

#include "ground/catalogue.hpp"
#include "present/table_of.hpp"
#include "words/labels.hpp"

namespace iiindex::detail {

/// Adds the columns that say which child of which node a row is of; the node by name only where there are several.
///
/// child_of     a row's child, by its place in the tree
/// node_names   for whom the names of the nodes are
template <class Row>
void add_child(TableOf<Row>& table, const Index& index, bool several, Audience node_names, Language language,
               const typename TableOf<Row>::template Read<std::size_t>& child_of) {
    const auto child = [&index, child_of](const Row& row) -> const Node& { return index.nodes[child_of(row)]; };
    const auto node = [&index, child](const Row& row) -> const Node& { return index.nodes[child(row).parent]; };
    table
        .text(
            "node", label(Label::node, language), [node](const Row& row) -> const auto& { return node(row).code; })
        .only_for(Audience::programs);
    table
        .text(
            "code", label(Label::code, language), [child](const Row& row) -> const auto& { return child(row).code; })
        .only_for(Audience::programs);
    if (several) {
        table
            .text(
                "node_name", worded_in(language, "a node above", "Of"),
                [ node, language ](const Row& row) -> const auto& { return node(row).name.in(language); })
            .only_for(node_names);
    }
    table.text(
        "name", label(Label::node, language),
        [ child, language ](const Row& row) -> const auto& { return child(row).name.in(language); });
}

}  // namespace iiindex::detail
