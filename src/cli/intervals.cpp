#include "cli/intervals.hpp"

namespace iiindex::cli {

Robustness usual_robustness(const Result& result, std::size_t node, std::size_t period) {
    return iiindex::robustness(result, usual_uncertainty(result.index, node), {.period = period, .by = node});
}

std::vector<RankInterval> rank_intervals(const Result& result, std::size_t period, const Robustness& robustness) {
    std::vector<RankInterval> intervals;
    for (const UnitRanks& unit : robustness.units) {
        const auto row = result.data.find(result.data.periods[period], unit.code);
        const auto low = rank_quantile(unit, 0.05), high = rank_quantile(unit, 0.95);
        if (!row || !low || !high) continue;
        intervals.push_back({.row = *row, .nominal = static_cast<double>(unit.rank), .low = *low, .high = *high});
    }
    return intervals;
}

}  // namespace iiindex::cli
