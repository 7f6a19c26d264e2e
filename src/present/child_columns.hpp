#pragma once

#include <iiindex/index.hpp>

#include "present/table_of.hpp"

namespace iiindex::detail {

/// Adds the columns that say which child of which node a row is of; the node by name only where there are several.
///
/// child_of     a row's child, by its place in the tree
/// node_names   for whom the names of the nodes are
void add_child_columns(TableBuilder& table, const Index& index, bool several, Audience node_names, Language language,
                       const ReadRow<std::size_t>& child_of);

/// The same for rows of one type.
template <class Row, class Of>
void add_child(TableOf<Row>& table, const Index& index, bool several, Audience node_names, Language language,
               Of child_of) {
    add_child_columns(table, index, several, node_names, language, of_row<std::size_t, Row>(std::move(child_of)));
}

}  // namespace iiindex::detail
