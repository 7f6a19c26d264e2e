#include <algorithm>
#include <array>
#include <cmath>

#include <iiindex/columns.hpp>
#include <iiindex/prepare.hpp>

#include "ground/catalogue.hpp"
#include "ground/statistics.hpp"

namespace iiindex {

using namespace detail;

namespace {

using Centre = ImputationMethod::Centre;
using Looks = ImputationMethod::Looks;
using Known = ImputationMethod::Known;

/// Not beyond the numbers, as rounding would carry it that of equal ones.
double mean_of(std::vector<double> numbers) {
    const auto [least, most] = std::minmax_element(numbers.begin(), numbers.end());
    return std::clamp(mean(numbers), *least, *most);
}
double median_of(std::vector<double> numbers) { return median(std::move(numbers)); }

double carried_forward(double, const Known* before, const Known*) { return before ? before->value : missing; }

double on_the_line(double time, const Known* before, const Known* after) {
    if (!before || !after) return missing;
    const double share = (time - before->time) / (after->time - before->time);
    return std::lerp(before->value, after->value, share);
}

constexpr Centre mean_centre = {.name = "mean",
                                .of = mean_of,
                                .sql = "AVG({x})",
                                .in_cells = "AVERAGE({all})",
                                .of_group_in_cells = "SUMPRODUCT(--{same},{all})/SUMPRODUCT({same}*ISNUMBER({all}))"};
constexpr Centre median_centre = {.name = "median",
                                  .of = median_of,
                                  .sql = "AVG(CASE WHEN 2 * {place} BETWEEN {count} AND {count} + 2 THEN {x} END)",
                                  .in_cells = "MEDIAN({all})",
                                  // The second quartile (16) of what is no error (6): others' are divided by 0.
                                  .of_group_in_cells = "_xlfn.AGGREGATE(16,6,{all}/{same},0.5)"};

constexpr std::array imputation_rows = {
    ImputationMethod{.name = "mean",
                     .summary = marked("the mean of the other units"),
                     .looks = Looks::at_column,
                     .centre = &mean_centre},
    ImputationMethod{.name = "median",
                     .summary = marked("the median of the other units"),
                     .looks = Looks::at_column,
                     .centre = &median_centre},
    ImputationMethod{.name = "group-mean",
                     .summary = marked("the mean of the other units of the group"),
                     .looks = Looks::at_groups,
                     .centre = &mean_centre},
    ImputationMethod{.name = "group-median",
                     .summary = marked("the median of the other units of the group"),
                     .looks = Looks::at_groups,
                     .centre = &median_centre},
    ImputationMethod{.name = "row-mean",
                     .summary = marked("the unit's mean over the siblings, each scaled to 0-1 and back"),
                     .looks = Looks::at_row},
    ImputationMethod{.name = "carry-forward",
                     .summary = marked("the unit's last earlier value"),
                     .looks = Looks::at_periods,
                     .between = carried_forward},
    ImputationMethod{.name = "linear",
                     .summary = marked("the line between the unit's earlier and later values"),
                     .looks = Looks::at_periods,
                     .between = on_the_line},
};

}  // namespace

std::span<const ImputationMethod> imputation_methods() { return imputation_rows; }

}  // namespace iiindex
