#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace iiindex::detail {

inline constexpr std::size_t fewest_gathered = 3;  ///< problems of a kind that are told as one
inline constexpr std::size_t most_further = 5;     ///< places that are named after the first

/// What problems of one kind say alike: the text without what it quotes and without digits, and the remedy without
/// digits.
std::string kind_of(std::string_view what, std::string_view remedy);

/// What tells texts of one kind apart: the first thing that each quotes, with its quotes, or where that is the same in
/// some, all that it quotes and its numbers that others do not share. Empty where there is none.
std::vector<std::string> labels_of(const std::vector<std::string_view>& texts);

}  // namespace iiindex::detail
