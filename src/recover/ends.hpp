#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <iiindex/columns.hpp>
#include <iiindex/dataset.hpp>
#include <iiindex/index.hpp>

#include "ground/linear_program.hpp"

namespace iiindex::detail {

/// The units at the two ends of each indicator's scale, and the set nearest to the prior that has them there.
struct ScaleEnds {
    std::vector<std::size_t> best;  ///< by indicator: a row
    std::vector<std::size_t> worst;
    std::vector<double> scores;  ///< by row * indicators + indicator
};

/// Min-max puts some unit at each end of every indicator's scale; print says which for hardly any. Chooses, indicator
/// by indicator, the unit that is nearest to the end in the set that is nearest to `prior` under all choices so far
/// and that can be there. First the best ones: of indicators that the report compares units by (statements of
/// quantities) before the others, and no unit there that it puts below another. Then the worst ones; of equally
/// near units the last in `order`. An end for which the choices before it leave no unit is chosen first in a new
/// start.
///
/// prior, constraints   over row * indicators + indicator
/// throws               InputError where no unit can be at an end
ScaleEnds choose_ends(const Input& input, std::span<const double> prior, std::span<const Constraint> constraints,
                      const std::vector<std::size_t>& order);

}  // namespace iiindex::detail
