#pragma once

#include <span>

#include <iiindex/number.hpp>

#include "ground/parallel.hpp"

namespace iiindex::detail {

inline void round_all(std::span<double> numbers, int digits) {
    for_blocks(numbers.size(), [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) numbers[i] = round_half_up(numbers[i], digits);
    });
}

}  // namespace iiindex::detail
