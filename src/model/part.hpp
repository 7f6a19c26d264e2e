#pragma once

#include <cstdint>
#include <vector>

#include <iiindex/columns.hpp>
#include <iiindex/dataset.hpp>
#include <iiindex/index.hpp>

namespace iiindex::detail {

/// The rows of a period by themselves, counted from its first.
Columns part_of(const Columns& columns, const Period& period);
Dataset part_of(const Dataset& all, const Period& period);

/// Computes formulas once more where values have changed since, of a dataset or of a period that was cut out of one.
void derive_again(const Index& index, Dataset& data);

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
