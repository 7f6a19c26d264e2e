#pragma once

#include <cstddef>
#include <iosfwd>

#include <iiindex/index.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// A workbook for pairwise comparisons, a sheet an expert: for each node with two children or more a square matrix, of
/// which the expert fills in the upper half. The lower half and the consistency ratio follow by formulas; the ratio is
/// shown once all pairs are judged. Reads as load_judgements() has it. A failed stream is the caller's to notice.
/// Throws InputError for a node with more children than anybody can compare in pairs.
void write_questionnaire_book(std::ostream& out, const Index& index, std::size_t experts, Language language);

}  // namespace iiindex
