#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include <iiindex/result.hpp>

namespace iiindex::detail {

/// How many decimals people are shown of a node's scores: those that it rounds to, else one on a scale as wide as
/// 0 to 100, two on one such as 0 to 10, three on 0 to 1.
int digits_of(const Index& index, std::size_t node);

/// A number as people read it: so many decimals, and the minus sign of print.
std::string shown_number(double number, int digits);
/// A difference as people read it, "+1.2": without a sign where it does not show, "0.0".
std::string shown_difference(double difference, int digits);
/// A node's score so, with more decimals where it takes them to be on its own side of a tier's cut; "–" where there is
/// none.
std::string shown_score(const Result& result, std::size_t node, const std::optional<double>& score);

}  // namespace iiindex::detail
