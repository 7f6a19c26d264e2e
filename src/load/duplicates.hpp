#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include <iiindex/columns.hpp>

namespace iiindex {

/// Finds rows that say the same unit and period as one before, by a flat table of row numbers.
class Duplicates {
public:
    /// period_of   a row each, or empty
    Duplicates(const TextColumn& codes, const std::vector<std::uint32_t>& period_of);

    /// Calls found(row, first) for each such row, in order.
    template <class Found>
    void for_each(const Found& found) {
        for (std::size_t row = 0; row < codes_.size(); ++row) {
            const std::size_t first = first_like(row);
            if (first != row) found(row, first);
        }
    }

private:
    std::size_t first_like(std::size_t row);

    const TextColumn& codes_;
    const std::vector<std::uint32_t>& period_of_;
    std::vector<std::uint32_t> table_;  ///< row + 1; 0: free
};

}  // namespace iiindex
