#include "coherence/units.hpp"

#include <algorithm>
#include <cmath>

#include <iiindex/rank.hpp>

#include "engine/precision.hpp"

namespace iiindex::detail {
namespace {

/// By node: the columns of the indicators below.
std::vector<std::vector<std::size_t>> columns_below(const Index& index) {
    std::vector<std::vector<std::size_t>> columns(index.nodes.size());
    for (std::size_t node = 0; node < index.nodes.size(); ++node) {
        for (const std::size_t leaf : index.indicators_below(node)) {
            columns[node].push_back(*index.nodes[leaf].indicator);
        }
    }
    return columns;
}

UnitAvailability availability_of(const std::vector<std::vector<std::size_t>>& below, const Columns& values,
                                 std::size_t row) {
    UnitAvailability found{.row = row};
    for (std::size_t i = 0; i < values.columns(); ++i) {
        const double value = values.column(i)[row];
        found.missing += is_missing(value) ? 1u : 0u;
        found.zero += value == 0 ? 1u : 0u;
    }
    for (const auto& columns : below) {
        const auto there = std::count_if(columns.begin(), columns.end(),
                                         [&](std::size_t column) { return !is_missing(values.column(column)[row]); });
        found.shares.push_back(static_cast<double>(there) / static_cast<double>(columns.size()));
    }
    return found;
}

/// The values so that more is better.
std::vector<double> signed_values(const Node& indicator, std::span<const double> column) {
    std::vector<double> values(column.begin(), column.end());
    if (indicator.direction == Direction::negative) {
        for (double& value : values) value = -(indicator.best_at ? indicator.best_at->distance(value) : value);
    }
    return values;
}

/// How far apart two values may lie that are the same: what one division may lose, or reading alone.
double tolerance_of(std::span<const double> column) {
    double largest = 0;
    for (const double value : column) largest = std::max(largest, is_missing(value) ? 0 : std::abs(value));
    return tolerance_of_values(largest, Lost::by_reading);
}

}  // namespace

std::vector<UnitAvailability> availability_of(const Index& index, const Columns& values, const Period& period) {
    const auto below = columns_below(index);
    std::vector<UnitAvailability> units;
    for (std::size_t row = period.first; row < period.end(); ++row) {
        units.push_back(availability_of(below, values, row));
    }
    return units;
}

}  // namespace iiindex::detail

namespace iiindex {

using namespace detail;

std::vector<std::vector<IndicatorPlace>> places_of(const Index& index, const Columns& values, const Period& period) {
    std::vector<std::vector<IndicatorPlace>> places(period.count);
    for (const std::size_t node : index.indicators) {
        const auto column = values.column(*index.nodes[node].indicator).subspan(period.first, period.count);
        const auto ranks = ranks_of(signed_values(index.nodes[node], column), tolerance_of(column));
        const Rank worst = ranks.empty() ? 0 : std::ranges::max(ranks);
        for (std::size_t unit = 0; unit < column.size(); ++unit) {
            if (is_missing(column[unit])) continue;
            places[unit].push_back({node, ranks[unit], column[unit], ranks[unit] == worst});
        }
    }
    for (auto& of : places) {
        std::stable_sort(of.begin(), of.end(), [](const auto& a, const auto& b) { return a.rank < b.rank; });
    }
    return places;
}

}  // namespace iiindex
