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

/// The first thing that a text quotes, with its quotes; empty if there is none.
std::string first_quoted(std::string_view what);

/// What each of several texts of one kind does not share with all others, of what it quotes and of its numbers.
std::vector<std::string> distinctions(const std::vector<std::string_view>& texts);

}  // namespace iiindex::detail
