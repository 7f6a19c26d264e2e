#pragma once

#include <cstddef>
#include <vector>

#include <iiindex/columns.hpp>
#include <iiindex/dataset.hpp>
#include <iiindex/index.hpp>

#include "recover/requirements.hpp"

namespace iiindex::detail {

/// The rows in the order in which the whole index lists them, else by the printed total, else as they stand.
std::vector<std::size_t> listed_order(const Input& input);

/// Where recovered scores begin, units x indicators: every indicator of a unit at the unit's nearest published
/// ancestor. Where a unit has none, the pattern of the units around its rank: the means of the five nearest that have
/// all, above and below it (the bottom of the scale where none is below), joined by a line along the total, which
/// itself runs evenly between the printed totals and tier cuts around it.
Columns prior_scores(const Input& input, const std::vector<std::size_t>& order);

}  // namespace iiindex::detail
