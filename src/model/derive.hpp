#pragma once

#include <cstddef>
#include <string>

#include <iiindex/dataset.hpp>

#include "model/formula/evaluate.hpp"

namespace iiindex::detail {

/// What the formulas of an index's indicators read of a dataset, which must outlive it. Throws InputError where one
/// looks back and periods have no numbers.
FormulaData formula_data(const Index& index, const Dataset& data);

/// Whether a formula of an indicator reads earlier periods.
bool looks_back(const Index& index);

}  // namespace iiindex::detail
