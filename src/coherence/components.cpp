#include <algorithm>
#include <cmath>

#include <iiindex/coherence.hpp>

#include "coherence/complete.hpp"
#include "ground/spectrum.hpp"

namespace iiindex {

using namespace detail;

Components principal_components(const ColumnList& columns) {
    if (columns.size() < 2) return {.why = NoValue::single};
    const Complete complete = complete_columns(columns);
    Components components{.units = static_cast<std::size_t>(complete.standardised.rows()), .why = complete.why};
    if (complete.why != NoValue::none) return components;

    const Spectrum spectrum = spectrum_of(complete.correlations());
    for (Eigen::Index k = spectrum.values.size() - 1; k >= 0; --k) {
        // A zero may come out a little below it.
        components.eigenvalues.push_back(std::max(0.0, spectrum.values(k)));
        const Eigen::VectorXd vector = spectrum.vectors.col(k) * (spectrum.vectors.col(k).sum() < 0 ? -1 : 1);
        components.loadings.emplace_back(vector.begin(), vector.end());
    }
    return components;
}

}  // namespace iiindex
