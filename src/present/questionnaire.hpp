#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <iiindex/index.hpp>

namespace iiindex::detail {

/// What a questionnaire calls each node: its name, but its code where the name is another's too or a word of such
/// tables.
std::vector<std::string> node_titles(const Index& index, Language language);

/// The nodes whose children experts are asked about: those with two or more.
std::vector<std::size_t> judged_nodes(const Index& index);

}  // namespace iiindex::detail
