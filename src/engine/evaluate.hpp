#pragma once

#include <cstddef>

#include <iiindex/normalise.hpp>
#include <iiindex/result.hpp>

namespace iiindex::detail {

/// Fits the scale of every indicator in every period; a reference is prepared as the data were. Throws InputError with
/// all that have none.
void fit_scales(Result& result, const ScaleBasis& basis);

/// Normalises the indicators along their scales, then weighs and aggregates up the tree; keeps the scores of the nodes
/// down to a level, and the values or not. Throws InputError with every node whose scores give no weights.
void score(Result& result, const ScaleBasis& basis, std::size_t depth, bool keep_values);

}  // namespace iiindex::detail
