#pragma once

#include <cstdint>
#include <string_view>

namespace [[gnu::visibility("default")]] iiindex {

/// Why a unit has no score at a node, or a formula no value for it.
enum class Reason : std::uint8_t {
    not_transformable,  ///< the transformation has no value there: a logarithm at or below zero
    child_missing,      ///< a child has none, and the node's rule is "none" or its formula needs it
    below_coverage,     ///< less was measured than the node asks for
    not_positive,       ///< a mean that needs scores above zero met one that is not
    negative,           ///< a mean that needs scores of at least zero met one below
    no_denominator,     ///< the value's denominator is missing or zero
    too_few_units,      ///< the method compares units, and there are not enough
    no_factor,          ///< no unit is above zero, so that none can be rescaled
    screened_out,       ///< too few of its indicators were measured
    out_of_range,       ///< the result is too large for a number
    no_input,           ///< a number that the formula needs is missing
    no_period,          ///< no input has the period that the formula looks back to
    divided_by_zero,    ///< the formula divides by zero
    outside_domain,     ///< the formula asks for a logarithm, root or power that there is not
};

/// A score or derived value that is missing for a reason of the node's own: its method, its formula or one of its
/// rules. An indicator that was not measured, and a node below which nothing was, are missing without one.
struct Absence {
    std::uint32_t row = 0;
    std::uint16_t node = 0;
    Reason reason = Reason::child_missing;
};

std::string_view to_string(Reason reason);

}  // namespace iiindex
