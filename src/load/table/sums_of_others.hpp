#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <iiindex/columns.hpp>

namespace iiindex::detail {

/// A row whose values are the sums or the means of the others'.
struct SumOfOthers {
    std::size_t row = 0;
    std::string_view of;      ///< "sums", "means" or "sums and means", to be translated
    bool is_certain = false;  ///< so many digits are not the same by chance
};

/// Those among the first and the last row of each period.
///
/// period_of  a row each, or empty where there is one period
/// is_apart   rows that are neither asked nor added up
std::vector<SumOfOthers> sums_of_others(const Columns& values, const Columns& inputs,
                                        const std::vector<std::uint32_t>& period_of, const std::vector<bool>& is_apart);

}  // namespace iiindex::detail
