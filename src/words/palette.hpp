#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace iiindex::detail {

inline constexpr std::string_view ink = "#222222";    ///< of texts
inline constexpr std::string_view muted = "#5b6670";  ///< of second-rank texts
inline constexpr std::string_view faint = "#d8dde2";  ///< of grid lines
inline constexpr std::string_view deep = "#1f3b57";
inline constexpr std::string_view blue = "#2b6cb0";  ///< of what weights can be
inline constexpr std::string_view paper = "#ffffff";

/// The fills of tiers, the best first, from dark to light, so that they are told apart in grey too; further tiers have
/// the last.
inline constexpr std::array<std::string_view, 5> tier_fills = {deep, "#4a769c", "#8fb3cc", "#cfdfe9", "#eef3f6"};

/// `tier` 0 is the best.
inline std::string_view tier_fill(std::size_t tier) { return tier_fills[std::min(tier, tier_fills.size() - 1)]; }

/// The colour of a text on that fill.
inline std::string_view ink_on_tier(std::size_t tier) { return tier < 2 ? paper : ink; }

/// 0x1f3b57 of "#1f3b57".
constexpr std::uint32_t rgb(std::string_view colour) {
    std::uint32_t number = 0;
    for (const char c : colour.substr(1)) {
        number = number << 4 | static_cast<std::uint32_t>(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return number;
}

}  // namespace iiindex::detail
