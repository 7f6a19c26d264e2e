#pragma once

#include <vector>

#include <iiindex/load.hpp>

namespace iiindex::detail {

/// The codes of both.
MissingCodes joined(MissingCodes codes, const MissingCodes& more);

/// Makes every number that is a code a missing one.
void leave_out(const MissingCodes& codes, Dataset& data);

/// Warns of numbers that look like codes for a missing value that nobody named. docs/formats.md, "Missing values", has
/// the rule.
void warn_of_codes(const Input& input, std::vector<Problem>& warnings);

}  // namespace iiindex::detail
