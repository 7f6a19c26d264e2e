#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/ranges.h>

#include <iiindex/language.hpp>

namespace iiindex::detail {

/// Between the items of a list: "、", ", ".
std::string_view list_comma(Language language);

/// Between the parts of a sentence: "，", ", ".
std::string_view clause_comma(Language language);

/// "甲、乙、丙", "a, b, c": in the language of what is said to the caller.
template <class Texts>
std::string enumerated(const Texts& texts) {
    return fmt::format("{}", fmt::join(texts, list_comma(spoken())));
}

/// "甲、乙，另有 3 个", "a, b and 3 more": at most `few` of the names, which may be the first of `all` alone.
std::string first_few(const std::vector<std::string>& names, std::size_t few, std::size_t all, Language language);

}  // namespace iiindex::detail
