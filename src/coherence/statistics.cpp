#include <algorithm>
#include <cmath>

#include <iiindex/coherence.hpp>
#include <iiindex/prepare.hpp>

#include "ground/catalogue.hpp"
#include "ground/statistics.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// The runs of equal numbers in a sorted list.
struct Runs {
    std::size_t count = 0;
    std::size_t longest = 0;
};

Runs runs_of(const std::vector<double>& sorted) {
    Runs runs;
    for (auto first = sorted.begin(); first != sorted.end();) {
        const auto last = std::upper_bound(first, sorted.end(), *first);
        ++runs.count;
        runs.longest = std::max(runs.longest, static_cast<std::size_t>(last - first));
        first = last;
    }
    return runs;
}

double share(std::size_t part, std::size_t whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

/// A statistic of the shape of a column, which needs so many units and some spread.
template <class Of>
Statistic shape(const std::vector<double>& sorted, std::size_t at_least, Of of) {
    if (sorted.size() < at_least) return NoValue::too_few_units;
    if (sorted.front() == sorted.back()) return NoValue::constant;
    return of(sorted);
}

}  // namespace

std::string_view to_string(NoValue reason) {
    switch (reason) {
        case NoValue::none: return "";
        case NoValue::not_measured: return marked("nothing was measured");
        case NoValue::too_few_units: return marked("too few units");
        case NoValue::constant: return marked("all values are the same");
        case NoValue::single: return marked("a single one");
        case NoValue::singular: return marked("the correlations have no inverse");
        case NoValue::not_positive: return marked("a score is not above zero");
        case NoValue::nothing_left: return marked("nothing is left without it");
        case NoValue::too_many: return marked("too many to be taken together");
    }
    return "";
}

bool ColumnStatistics::is_little_available() const { return share(available, units) < 0.65; }
bool ColumnStatistics::is_mostly_zero() const { return share(nonzero, units) < 0.5; }
bool ColumnStatistics::is_little_distinct() const { return share(distinct, units) < 0.5; }
bool ColumnStatistics::is_constant() const { return distinct == 1; }
bool ColumnStatistics::is_nearly_constant() const { return distinct > 1 && share(repeated, available) > 0.8; }
bool ColumnStatistics::is_outlying() const { return std::abs(skewness.number) > 2 && kurtosis.number > 3.5; }

ColumnStatistics statistics_of(std::span<const double> column) {
    std::vector<double> sorted = those_there(column);
    ColumnStatistics found{.units = column.size(), .available = sorted.size()};
    if (sorted.empty()) return found;
    found.nonzero = sorted.size() - static_cast<std::size_t>(std::count(sorted.begin(), sorted.end(), 0.0));
    found.mean = mean(sorted);
    found.median = median(sorted);
    std::sort(sorted.begin(), sorted.end());
    found.min = sorted.front();
    found.max = sorted.back();
    const Runs runs = runs_of(sorted);
    found.distinct = runs.count;
    found.repeated = runs.longest;
    found.sd = sorted.size() < 2 ? Statistic(NoValue::too_few_units) : Statistic(standard_deviation(sorted));
    found.skewness = shape(sorted, 3, skewness);
    found.kurtosis = shape(sorted, 4, kurtosis);
    return found;
}

}  // namespace iiindex
