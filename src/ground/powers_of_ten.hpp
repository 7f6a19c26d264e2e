#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace iiindex::detail {

/// 10^i, as far as 64 bits go.
inline constexpr auto powers_of_ten = [] {
    std::array<std::uint64_t, 20> powers{1};
    for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = 10 * powers[i - 1];
    return powers;
}();

}  // namespace iiindex::detail
