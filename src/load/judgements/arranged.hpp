#pragma once

#include <vector>

#include <iiindex/problem.hpp>

#include "load/judgements/node_names.hpp"
#include "load/table/grid.hpp"
#include "load/text.hpp"

namespace iiindex::detail {

/// Whether a table has a row a node and a column an expert.
bool has_a_column_an_expert(const std::vector<CellRow>& rows, const NodeNames& names);

/// The rows of a table of judgements that is no matrix as they are read: with a row an expert where it has a column an
/// expert, and without the rows that sum others up or are notes, of which a warning says so.
std::vector<CellRow> arranged(std::vector<CellRow> rows, const NodeNames& names, const Text& text,
                              std::vector<Problem>& warnings);

}  // namespace iiindex::detail
