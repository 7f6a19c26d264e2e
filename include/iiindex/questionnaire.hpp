#pragma once

#include <cstddef>

#include <iiindex/document.hpp>
#include <iiindex/judgements.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// An empty table of judgements as load_judgements() reads it: of all nodes with two children or more, a row a pair and
/// expert for pairwise comparisons, else a row (of best-worst two) an expert with a column a node.
Document questionnaire_document(const Index& index, JudgementKind kind, std::size_t experts, Language language);

}  // namespace iiindex
