#include "robustness/units.hpp"

#include <fmt/format.h>

#include <iiindex/rank.hpp>

namespace iiindex::detail {
namespace {

std::span<const double> nominal_scores(const Plan& plan) {
    return plan.nominal().scores_of(plan.by()).subspan(plan.period().first, plan.period().count);
}

}  // namespace

std::vector<std::size_t> scored_units(const Plan& plan) {
    const auto scores = nominal_scores(plan);
    std::vector<std::size_t> units;
    for (const std::uint32_t unit : rank(scores).order) {
        if (!is_missing(scores[unit])) units.push_back(unit);
    }
    if (units.size() > 1) return units;
    throw InputError(
        Problem{.where = {plan.nominal().data.file},
                .what = fmt::format("{} has a score at '{}', so there are no ranks to vary",
                                    units.empty() ? "no unit" : "only one unit", plan.node(plan.by()).code),
                .remedy = "give the values of two units or more"});
}

std::vector<Rank> nominal_ranks(const Plan& plan, const std::vector<std::size_t>& units) {
    const std::vector<Rank> all = ranks_of(nominal_scores(plan));
    std::vector<Rank> ranks;
    for (const std::size_t unit : units) ranks.push_back(all[unit]);
    return ranks;
}

}  // namespace iiindex::detail
