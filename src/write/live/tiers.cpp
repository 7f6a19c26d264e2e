#include <fmt/format.h>

#include <iiindex/rank.hpp>

#include "words/labels.hpp"
#include "write/live/plan.hpp"

namespace iiindex::detail::live {
namespace {

/// The name of the tier that a score reaches, by the cuts on the sheet of weights; empty without a score.
std::string tier_formula(const Plan& plan, std::size_t node, std::size_t period, const std::string& score) {
    const std::size_t first = plan.tier_rows.at(node);
    const std::size_t count = plan.index.nodes[node].tiers->names.size();
    const auto name = [&](std::size_t tier) { return plan.weights->at(first + tier, 3, Fixed::both); };
    std::string text = name(count - 1);
    for (std::size_t tier = count - 1; tier-- > 0;) {
        const std::string cut = plan.weights->at(first + tier, Plan::cut_column, Fixed::both);
        text = fmt::format("IF({}>={}-{},{},{})", score, cut, plan.tolerance(node, period), name(tier), text);
    }
    return fmt::format("IF(ISNUMBER({}),{},\"\")", score, text);
}

}  // namespace

void write_tiers(const Plan& plan, std::size_t node, std::size_t period, std::size_t column) {
    const ColumnPlace place = plan.score_place(node);
    const Period& units = plan.result.data.periods[period];
    Sheet& sheet = *plan.sheet_of(node);
    for (std::size_t row = units.first; row < units.end(); ++row) {
        sheet.formula(plan.row_of(row), column, tier_formula(plan, node, period, plan.cell(place, row, &sheet)),
                      tier_name(plan.index.nodes[node], tier_of(plan.result, node, row), plan.language));
    }
}

}  // namespace iiindex::detail::live
