#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <iiindex/text_column.hpp>

namespace iiindex::detail {

/// A row that says the same unit and period as one before.
struct Duplicate {
    std::size_t row = 0;
    std::size_t first = 0;
};

/// Finds all such rows, in order.
///
/// period_of   a row each, or empty
std::vector<Duplicate> find_duplicates(const TextColumn& codes, const std::vector<std::uint32_t>& period_of);

}  // namespace iiindex::detail
