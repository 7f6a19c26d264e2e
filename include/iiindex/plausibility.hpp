#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include <iiindex/dataset.hpp>
#include <iiindex/problem.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// An indicator whose values moved as a whole, as when they are counted in another measure.
struct MovedIndicator {
    std::size_t node = 0;  ///< of the new index, as everywhere below
    double before = 0;     ///< the median over the units of both years; of absolute values where signs differ
    double after = 0;
    double factor = 1;  ///< after over before
};

/// A value that moved more than tenfold, beyond what its indicator did.
struct MovedValue {
    std::size_t old_row = 0, new_row = 0, node = 0;
    double before = 0, after = 0;
};

/// A column that goes with another of the year before more closely than with its own, as when titles were swapped.
struct StrangeColumn {
    std::size_t node = 0;
    std::size_t like = 0;     ///< the indicator that it resembles
    double own = 0;           ///< the rank correlation with its own column of the year before
    double other = 0;         ///< and with the one that it resembles
    bool is_swapped = false;  ///< whether that one in turn resembles this one
};

/// A unit that came or went, and the one that went or came in turn and has nearly its name.
struct MovedUnit {
    std::optional<std::size_t> old_row, new_row;
};

/// A value beyond the fixed worst or best of its indicator, after division by its denominator.
struct OutsideValue {
    std::size_t row = 0, node = 0;
    double value = 0;
    double end = 0;  ///< the goalpost that it lies beyond
};

/// What in a year's values is unlike the year before.
struct Plausibility {
    std::vector<MovedIndicator> indicators;
    std::vector<MovedValue> values;
    std::vector<StrangeColumn> columns;
    std::vector<MovedUnit> units;
    std::vector<OutsideValue> outside;
    bool columns_compared = true;  ///< false where there are too many

    bool is_empty() const {
        return indicators.empty() && values.empty() && columns.empty() && units.empty() && outside.empty();
    }
};

/// Compares the values of two datasets of a period each, as they were read; units and indicators belong together by
/// code.
Plausibility plausibility(const Input& before, const Input& after);

/// The same as warnings, each with its indicator and unit; units that came or went only where they have nearly one
/// name, beyond those of which match_units() says so.
std::vector<Problem> plausibility_warnings(const Input& before, const Input& after, const Plausibility& found);

}  // namespace iiindex
