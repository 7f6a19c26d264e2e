#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/index.hpp>

#include "model/counted.hpp"

namespace iiindex::detail {

/// What counts of them are headed by: "城市数", "Cities"; where it does not say, "个数", "Units".
std::string units_title(const Index& index, Language language);
/// The same of an axis: "城市数", "number of cities".
std::string number_of_units(const Index& index, Language language);

/// Units by name and how many they are: "甲、乙、丙三座城市", "甲、乙等 12 座城市", "A, B and C", "A, B and 10 more".
/// Names beyond `most` are counted alone.
std::string named_units(const Index& index, std::vector<std::string> names, std::size_t most, Language language);

/// "甲、乙和丙", "A, B and C".
std::string listed(const std::vector<std::string>& items, Language language);

}  // namespace iiindex::detail
