#pragma once

#include <vector>

#include <iiindex/problem.hpp>

#include "load/table/made_table.hpp"
#include "load/table/reshape_plan.hpp"
#include "load/text.hpp"

namespace iiindex::detail {

/// Takes the values of a table as planned and writes them again, a column an input. What is left out is said in
/// warnings. Throws InputError: a value stands twice, an indicator nowhere, values of one are counted in two things.
MadeTable make_wide(const Text& text, char separator, const ReshapePlanner& planner, const ReshapePlan& plan,
                    std::vector<Problem>& warnings);

}  // namespace iiindex::detail
