#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <fmt/ranges.h>

#include "ground/catalogue.hpp"

namespace iiindex::detail {

/// A text in quotes, as messages quote what an input says.
inline std::string quoted(std::string_view text) { return said("'{}'", text); }

/// Texts one after the other, as a sentence lists them.
template <class Texts>
std::string enumerated(const Texts& texts) {
    return fmt::format("{}", fmt::join(texts, translated(", ", spoken())));
}

/// The first of a list and how many more there are.
inline std::string first_of_list(const std::vector<std::string>& texts, std::size_t few) {
    if (texts.size() <= few) return enumerated(texts);
    const std::vector<std::string> first(texts.begin(), texts.begin() + static_cast<std::ptrdiff_t>(few));
    return said("{} and {} more", enumerated(first), texts.size() - few);
}

}  // namespace iiindex::detail
