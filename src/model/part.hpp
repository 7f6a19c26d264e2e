#pragma once

#include <cstdint>
#include <vector>

#include <iiindex/columns.hpp>
#include <iiindex/dataset.hpp>

namespace iiindex::detail {

/// The rows of a period by themselves, counted from its first.
Columns part_of(const Columns& columns, const Period& period);
Dataset part_of(const Dataset& all, const Period& period);

/// Those of a list that belong to the rows of a period, counted from its first.
template <class OfRow>
std::vector<OfRow> rows_of(const std::vector<OfRow>& all, const Period& period) {
    std::vector<OfRow> part;
    for (OfRow one : all) {
        if (one.row < period.first || one.row >= period.end()) continue;
        one.row -= static_cast<std::uint32_t>(period.first);
        part.push_back(one);
    }
    return part;
}

}  // namespace iiindex::detail
