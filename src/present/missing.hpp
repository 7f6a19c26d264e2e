#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <iiindex/document.hpp>
#include <iiindex/present.hpp>
#include <iiindex/result.hpp>

namespace iiindex::detail {

/// A gap and what it is of, which outlives the line.
struct MissingLine {
    const Result* result;
    const Gap* gap;
};

std::vector<MissingLine> missing_lines(const Result& result, const MissingScope& scope = {});

/// A note for each thing that was done about gaps: the first few units by name with their indicators, then a count.
std::vector<std::string> missing_notes(const std::vector<MissingLine>& lines, Language language);

/// All of them.
Table missing_table(std::vector<MissingLine> lines, Language language, Audience audience = Audience::programs);

/// Why there is no score, and what was done about it, in words.
std::string_view missing_words(const Gap& gap, Language language);
std::string_view outcome_words(Gap::Outcome outcome, Language language);

/// What is missing at or below a node for a unit; empty if nothing is.
std::string missing_remark(const Result& result, std::size_t row, std::size_t node, Language language);

}  // namespace iiindex::detail
