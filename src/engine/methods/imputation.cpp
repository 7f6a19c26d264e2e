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

constexpr std::string_view mean_in_sql = "AVG({x})";
constexpr std::string_view median_in_sql = "AVG(CASE WHEN 2 * {place} BETWEEN {count} AND {count} + 2 THEN {x} END)";

constexpr std::array imputation_rows = {
    ImputationMethod{.name = "mean",
                     .summary = marked("the mean of the other units"),
                     .looks = Looks::at_column,
                     .centre = mean_of,
                     .sql = mean_in_sql,
                     .known_as = Centre::mean},
    ImputationMethod{.name = "median",
                     .summary = marked("the median of the other units"),
                     .looks = Looks::at_column,
                     .centre = median_of,
                     .sql = median_in_sql,
                     .known_as = Centre::median},
    ImputationMethod{.name = "group-mean",
                     .summary = marked("the mean of the other units of the group"),
                     .looks = Looks::at_groups,
                     .centre = mean_of,
                     .sql = mean_in_sql,
                     .known_as = Centre::mean},
    ImputationMethod{.name = "group-median",
                     .summary = marked("the median of the other units of the group"),
                     .looks = Looks::at_groups,
                     .centre = median_of,
                     .sql = median_in_sql,
                     .known_as = Centre::median},
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
