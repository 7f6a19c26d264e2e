#include <utility>
#include <vector>

#include <iiindex/compute.hpp>

#include "model/part.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// Those of a list that tell of a period, which is the only one now.
template <class OfPeriod>
std::vector<OfPeriod> told_of(const std::vector<OfPeriod>& all, std::size_t number) {
    std::vector<OfPeriod> part;
    for (OfPeriod one : all) {
        if (one.period == number) part.push_back(one);
    }
    for (OfPeriod& one : part) one.period = 0;
    return part;
}

}  // namespace

Result in_period(Result result, std::size_t number) {
    if (result.data.periods.size() == 1) return result;
    const Period period = result.data.periods[number];
    return {.index = std::move(result.index),
            .data = part_of(result.data, period),
            .scores = part_of(result.scores, period),
            .column_of = std::move(result.column_of),
            .scales = {std::move(result.scales[number])},
            .weights = {std::move(result.weights[number])},
            .precisions = {std::move(result.precisions[number])},
            .absences = rows_of(result.absences, period),
            .changes = rows_of(result.changes, period),
            .treatments = told_of(result.treatments, number),
            .gaps = rows_of(result.gaps, period),
            .weight_misses = told_of(result.weight_misses, number)};
}

}  // namespace iiindex
