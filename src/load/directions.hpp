#pragma once

#include <optional>
#include <string_view>

#include <iiindex/index.hpp>

namespace iiindex::detail {

/// The direction that a cell says, by a word or a sign: 负向, negative, -1.
std::optional<Direction> direction_said(std::string_view text);

/// The same by words and arrows alone, which nothing else is said by.
std::optional<Direction> direction_in_words(std::string_view text);

}  // namespace iiindex::detail
