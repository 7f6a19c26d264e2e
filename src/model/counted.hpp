#pragma once

#include <cstddef>
#include <string>

#include <iiindex/index.hpp>

namespace iiindex::detail {

/// What an index compares, counted: "36 座城市", "36 cities"; where it does not say what that is, "36 个", "36 units".
std::string counted_units(const Index& index, std::size_t count, Language language);

}  // namespace iiindex::detail
