#include "robustness/units.hpp"

#include "ground/catalogue.hpp"

namespace iiindex::detail {
namespace {

Ranking nominal_ranking(const Plan& plan) { return rank(plan.nominal(), plan.by(), plan.period()); }

}  // namespace

std::vector<std::size_t> scored_units(const Plan& plan) {
    const Ranking ranking = nominal_ranking(plan);
    std::vector<std::size_t> units;
    for (std::size_t i = 0; i < ranking.order.size() && ranking.ranks_in_order[i] != 0; ++i) {
        units.push_back(ranking.order[i]);
    }
    if (units.size() > 1) return units;
    const std::string& code = plan.node(plan.by()).code;
    throw InputError(
        Problem{.where = {plan.nominal().data.file},
                .what = units.empty() ? said("no unit has a score at '{}', so there are no ranks to vary", code)
                                      : said("only one unit has a score at '{}', so there are no ranks to vary", code),
                .remedy = said("give the values of two units or more")});
}

std::vector<Rank> nominal_ranks(const Plan& plan, const std::vector<std::size_t>& units) {
    const std::vector<Rank> all = nominal_ranking(plan).ranks_by_unit();
    std::vector<Rank> ranks;
    for (const std::size_t unit : units) ranks.push_back(all[unit]);
    return ranks;
}

}  // namespace iiindex::detail
