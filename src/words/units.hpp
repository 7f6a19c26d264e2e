#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/index.hpp>

namespace iiindex::detail {

/// What an index compares, counted: "36 座城市", "36 cities"; where it does not say what that is, "36 个", "36 units".
std::string counted_units(const Index& index, std::size_t count, Language language);

/// Units by name and how many they are: "甲、乙、丙三座城市", "甲、乙等 12 座城市", "A, B and C", "A, B and 10 more".
/// Names beyond `most` are counted alone.
std::string named_units(const Index& index, std::vector<std::string> names, std::size_t most, Language language);

/// "甲、乙和丙", "A, B and C".
std::string listed(const std::vector<std::string>& items, Language language);

}  // namespace iiindex::detail
