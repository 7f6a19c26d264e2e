#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <iiindex/columns.hpp>

namespace iiindex::detail {

/// A row whose values are the sums of those of rows next to it, as a province's above its cities.
struct Subtotal {
    std::size_t row = 0;
    std::size_t first = 0, last = 0;  ///< the rows that are in it, those apart and of other periods not counted
    std::size_t count = 0;            ///< how many these are, two at least
    bool has_rates = false;           ///< whether it has values that are no sums but among the others'
    bool is_certain = false;          ///< so many digits are not the same by chance
};

/// Those of each period, innermost first: what is in one is not asked again, and it is not in another. At least one
/// column must be a sum and the others sums or among the values of the rows that are in it. Tables of more than
/// 200,000 values are not searched.
///
/// period_of  a row each, or empty where there is one period
/// is_apart   rows that are neither asked nor added up
std::vector<Subtotal> subtotals(const Columns& values, const Columns& inputs,
                                const std::vector<std::uint32_t>& period_of, std::vector<bool> is_apart);

}  // namespace iiindex::detail
