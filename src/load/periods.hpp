#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <iiindex/dataset.hpp>

namespace iiindex::detail {

/// Puts the rows of each period together, the periods in the order of time that their labels say, and fills
/// Dataset::periods. Rows of a period keep their order; nothing is moved where it stands right already.
///
/// period_of   a row each: a place in `labels`; empty if all rows are of the only one
/// left_out    rows that are taken out, in order; nothing refers to them
/// published   what refers to the rows by their places, and follows them
void lay_out_periods(Dataset& data, const std::vector<std::string>& labels, const std::vector<std::uint32_t>& period_of,
                     const std::vector<std::size_t>& left_out, Publication& published);

}  // namespace iiindex::detail
