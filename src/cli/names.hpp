#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "text/commas.hpp"
#include "text/normal.hpp"

namespace iiindex::cli {

/// What something may be called: its code and its names, some of which may be empty.
struct CalledBy {
    std::string_view code;
    std::array<std::string_view, 2> names;

    /// "'政策环境' (policy)".
    std::string shown() const;
};

/// What a text means among things that are called somehow.
struct Meant {
    std::vector<std::size_t> places;  ///< more than one: it is not clear which
    bool by_part = false;             ///< the text is only a part of their codes or names
};

/// By code, else by name, else by what only looks the same, else, where `parts` says so, by a part of these.
///
/// called   calls `called(i)` for every i from `first` to the one before `last`
template <class Called>
Meant find_meant(std::string_view text, std::size_t first, std::size_t last, bool parts, const Called& called) {
    Meant meant;
    if (text.empty()) return meant;
    const auto collect = [&](const auto& is_meant) {
        for (std::size_t i = first; i < last; ++i) {
            if (is_meant(called(i))) meant.places.push_back(i);
        }
        return !meant.places.empty();
    };
    const auto is_name = [](const CalledBy& one, const auto& same) {
        return std::any_of(one.names.begin(), one.names.end(), [&](auto name) { return !name.empty() && same(name); });
    };
    const auto by_code_or_name = [&](const auto& same) {
        return collect([&](const CalledBy& one) { return same(one.code); }) ||
               collect([&](const CalledBy& one) { return is_name(one, same); });
    };
    if (by_code_or_name([&](std::string_view other) { return other == text; })) return meant;
    const std::string form = detail::normal_form(text);
    if (by_code_or_name([&](std::string_view other) { return detail::normal_form(other) == form; })) return meant;
    const std::string part = detail::title_form(text);
    if (!parts || part.empty()) return meant;
    const auto has = [&](std::string_view whole) { return detail::title_form(whole).find(part) != std::string::npos; };
    meant.by_part = collect([&](const CalledBy& one) { return has(one.code) || is_name(one, has); });
    return meant;
}

using detail::enumerated;

/// A message about a word, and, where a known one is near, that this may have been meant.
std::string with_nearest(const std::string& message, std::string_view word, const std::vector<std::string_view>& known);

/// "'工业' fits '工业互联网政策数量' (policies), …; give more of the name", or, of names that several have in full,
/// "give a code".
std::string not_clear(std::string_view text, const Meant& meant, const std::vector<CalledBy>& first_few);

/// How many of those that a text may mean a message names.
inline constexpr std::size_t most_named = 8;

}  // namespace iiindex::cli
