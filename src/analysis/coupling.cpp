#include <iiindex/coupling.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

#include <iiindex/aggregate.hpp>
#include <iiindex/named.hpp>
#include <iiindex/normalise.hpp>
#include <iiindex/problem.hpp>

#include "engine/precision.hpp"
#include "ground/catalogue.hpp"
#include "ground/shares.hpp"

namespace iiindex {

using namespace detail;

namespace {

constexpr std::size_t stages = 10;

/// Whether a node's scores lie between two ends.
bool has_ends(const Index& index, std::size_t node) {
    const Node& settings = index.nodes[node];
    if (settings.is_indicator()) return takes(*settings.normalisation.method, "range");
    if (settings.aggregation.method->range) return true;
    if (settings.aggregation.method->scope == AggregationMethod::Scope::period || settings.rescale_best) return false;
    return std::all_of(settings.children.begin(), settings.children.end(),
                       [&](std::size_t child) { return has_ends(index, child); });
}

[[noreturn]] void refuse(const Index& index, std::string what, std::string remedy) {
    throw InputError(Problem{.where = {index.file}, .what = std::move(what), .remedy = std::move(remedy)});
}

/// A score's place on its node's scale.
double level_of(const Result& result, std::size_t node, std::size_t row) {
    const Range scale = scale_of(result.index, node);
    const double tolerance = result.tolerance(node, result.data.period_of(row));
    const double score = settled(settled(*result.score(row, node), scale.low, tolerance), scale.high, tolerance);
    if (score >= scale.low && score <= scale.high) return (score - scale.low) / (scale.high - scale.low);
    refuse(result.index,
           said("the score of {} at '{}' lies beyond the scale, from which its level is taken",
                result.data.units.codes[row], result.index.nodes[node].code),
           said("cap the indicators' scores"));
}

UnitCoupling coupling_of(std::size_t row, std::vector<double> levels, std::span<const double> weights) {
    UnitCoupling unit{.row = row, .levels = std::move(levels)};
    double sum = 0, logarithms = 0;
    for (std::size_t i = 0; i < unit.levels.size(); ++i) {
        sum += unit.levels[i];
        logarithms += std::log(unit.levels[i]);
        unit.level += weights[i] * unit.levels[i];
    }
    const auto count = static_cast<double>(unit.levels.size());
    unit.coupling = std::min(1.0, count * std::exp(logarithms / count) / sum);
    unit.coordination = std::sqrt(unit.coupling * unit.level);
    const double tenths = std::floor(unit.coordination * static_cast<double>(stages) + 1e-9);
    unit.stage = std::min<std::size_t>(stages, 1 + static_cast<std::size_t>(tenths));
    return unit;
}

}  // namespace

Couplings couplings(const Result& result, std::size_t period, std::vector<std::size_t> nodes,
                    std::span<const double> weights) {
    for (const std::size_t node : nodes) {
        if (has_ends(result.index, node)) continue;
        refuse(
            result.index,
            said("scores of '{}' have no two ends between which a level could be taken", result.index.nodes[node].code),
            said("normalise by min-max"));
    }
    Couplings all{.period = period, .nodes = std::move(nodes), .weights = {weights.begin(), weights.end()}};
    if (all.weights.empty()) all.weights.assign(all.nodes.size(), 1);
    share_out(all.weights);
    const Period& units = result.data.periods[period];
    for (std::size_t row = units.first; row < units.end(); ++row) {
        std::vector<double> levels;
        for (const std::size_t node : all.nodes) {
            if (result.score(row, node)) levels.push_back(level_of(result, node, row));
        }
        const bool any = std::any_of(levels.begin(), levels.end(), [](double level) { return level > 0; });
        if (levels.size() == all.nodes.size() && any) {
            all.units.push_back(coupling_of(row, std::move(levels), all.weights));
        } else if (!levels.empty()) {
            all.left_out.push_back(row);
        }
    }
    std::vector<double> degrees;
    for (const UnitCoupling& unit : all.units) degrees.push_back(unit.coordination);
    const auto ranks = ranks_of(degrees, 1e-12);
    for (std::size_t i = 0; i < ranks.size(); ++i) all.units[i].rank = ranks[i];
    std::stable_sort(all.units.begin(), all.units.end(),
                     [](const UnitCoupling& a, const UnitCoupling& b) { return a.rank < b.rank; });
    return all;
}

}  // namespace iiindex
