#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <iiindex/dataset.hpp>
#include <iiindex/problem.hpp>

namespace iiindex::detail {

/// A unit's code that was written in another way than the one it goes by.
struct Rewritten {
    std::size_t row = 0;
    std::string from;
};

/// Gives units whose codes a person cannot tell apart the same one: that of the first, without what cannot be seen.
/// Names lose what cannot be seen. Returns the rows whose code has changed, in order.
std::vector<Rewritten> join_alike(Units& units);

/// A warning that names units which have other names in other periods, as where codes were mixed up. Looks at datasets
/// of up to a million rows.
std::vector<Problem> renamed_units(const Dataset& data);

/// A warning for each year of which several periods have no unit in common, as "2020" and "2020*" have.
std::vector<Problem> parted_years(const Dataset& data);

}  // namespace iiindex::detail
