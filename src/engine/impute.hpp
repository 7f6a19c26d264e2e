#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <iiindex/dataset.hpp>
#include <iiindex/index.hpp>
#include <iiindex/prepare.hpp>

namespace iiindex::detail {

/// The group of each of a period's units that a method looks at: 0 for all where it knows no groups. Units that
/// are screened are in none. Precondition: the dataset has the grouping.
std::vector<std::uint32_t> groups_of(const Imputation& imputation, const Dataset& data, const Period& period);

/// Puts the centre of a unit's group in for what is missing. A unit in no group, or in one that has nothing, stays
/// without. Returns the places that were filled.
std::vector<std::uint32_t> fill_gaps(std::span<double> column, std::span<const std::uint32_t> groups,
                                     const ImputationMethod& method);

}  // namespace iiindex::detail
