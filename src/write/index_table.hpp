#pragma once

#include <string>
#include <vector>

#include <iiindex/document.hpp>
#include <iiindex/index.hpp>

#include "load/json/json.hpp"
#include "load/text.hpp"

namespace iiindex::detail {

/// An index as a table with a row a node and a column for each key that some node has, as `load_index` reads it. Throws
/// InputError with every value that no cell can hold, and the node that has it.
///
/// tree       as JSON says it
/// text       that it was read from
/// audience   programs find parents by code and numbers in full, people parents by name where that is theirs alone
Table index_table(const JsonNode& tree, const Text& text, Language language, Audience audience);

/// What to do with a workbook that is to be filled in, a sentence each.
std::vector<std::string> how_to_fill_in(Language language);

}  // namespace iiindex::detail
