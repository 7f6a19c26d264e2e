#include <iiindex/robustness.hpp>

#include <algorithm>
#include <cmath>

#include <iiindex/aggregate.hpp>
#include <iiindex/named.hpp>
#include <iiindex/normalise.hpp>
#include <iiindex/rank.hpp>

#include "engine/replicate/evaluator.hpp"
#include "reference/asem_tables.hpp"

using namespace iiindex;
using namespace iiindex::detail;
using asem::near;
using asem::Table;

namespace {

/// The choices that the reference runs drew from, in the order of their names in the parameter file.
Uncertainty reference_choices() {
    const auto* const by_min_max = find_named(normalisation_methods(), "min-max");
    const auto* const by_z_score = find_named(normalisation_methods(), "z-score");
    Uncertainty choices;
    choices.normalisations = {
        {"n_minmax", Normalisation{.method = by_min_max, .range = {1, 100}}},
        {"n_zscore", Normalisation{.method = by_z_score, .range = by_z_score->range, .mean = 50, .sd = 10}},
        {"n_rank", Normalisation{.method = find_named(normalisation_methods(), "rank"), .range = {}}}};
    choices.aggregations = {
        {"a_amean", Aggregation{.method = find_named(aggregation_methods(), "arithmetic"), .on = {}}},
        {"a_gmean", Aggregation{.method = find_named(aggregation_methods(), "geometric"), .on = {}}}};
    return choices;
}

template <class Setting>
std::size_t place_of(const std::vector<Choice<Setting>>& choices, const std::string& name) {
    const auto found = std::find_if(choices.begin(), choices.end(), [&](const auto& c) { return c.name == name; });
    return static_cast<std::size_t>(found - choices.begin());
}

std::vector<Draw> reference_draws(const Plan& plan) {
    const Table parameters("ua-replay-parameters.csv"), weights("ua-replay-weights.csv");
    std::vector<Draw> draws(parameters.size(), nominal_draw(plan));
    for (std::size_t row = 0; row < parameters.size(); ++row) {
        draws[row].normalisation = place_of(plan.uncertainty().normalisations, parameters.text(row, "normalisation"));
        draws[row].aggregation = place_of(plan.uncertainty().aggregations, parameters.text(row, "aggregation"));
    }
    for (std::size_t row = 0; row < weights.size(); ++row) {
        const auto replicate = static_cast<std::size_t>(weights.number(row, "rep")) - 1;
        draws[replicate].weights[*plan.nominal().index.find(weights.text(row, "code"))] = weights.number(row, "weight");
    }
    return draws;
}

}  // namespace

TEST_CASE("replicates with the reference's draws give its scores, ranks and rank statistics") {
    NEEDS_REFERENCE();
    const Result result = asem::computed(asem::min_max(1, 100));
    const Plan plan(result, 0, 0, reference_choices(), Removing::no);
    const std::vector<Draw> draws = reference_draws(plan);
    const std::size_t units = result.data.units.size();
    std::vector<UnitRanks> counted(units);
    for (UnitRanks& unit : counted) unit.count.assign(units + 1, 0);
    Evaluator evaluator(plan);
    const Table expected("ua-replay-scores.csv");
    std::map<std::pair<std::size_t, std::string>, std::size_t> rows;
    for (std::size_t row = 0; row < expected.size(); ++row) {
        rows[{static_cast<std::size_t>(expected.number(row, "rep")) - 1, expected.text(row, "unit")}] = row;
    }
    for (std::size_t replicate = 0; replicate < draws.size(); ++replicate) {
        const auto scores = evaluator.evaluate(draws[replicate]);
        const auto ranks = ranks_of(scores, evaluator.tolerance());
        for (std::size_t unit = 0; unit < units; ++unit) {
            const std::size_t row = rows.at({replicate, std::string(result.data.units.codes[unit])});
            INFO(replicate << " " << result.data.units.codes[unit]);
            CHECK(near(scores[unit], expected.number(row, "score")));
            CHECK(ranks[unit] == expected.number(row, "rank"));
            ++counted[unit].count[ranks[unit]];
        }
    }
    const Table statistics("ua-replay-rankstats.csv");
    const auto nominal = ranks_of(result, 0, result.data.periods.front());
    for (std::size_t row = 0; row < statistics.size(); ++row) {
        const std::size_t unit = asem::row_of(result.data, statistics.text(row, "unit"));
        INFO(statistics.text(row, "unit"));
        CHECK(nominal[unit] == statistics.number(row, "nominal"));
        CHECK(near(*mean_rank(counted[unit]), statistics.number(row, "mean")));
        CHECK(near(*rank_quantile(counted[unit], 0.5), statistics.number(row, "median")));
        CHECK(near(*rank_quantile(counted[unit], 0.05), statistics.number(row, "q5")));
        CHECK(near(*rank_quantile(counted[unit], 0.95), statistics.number(row, "q95")));
    }
}

TEST_CASE("a large run agrees with the reference within Monte Carlo error") {
    NEEDS_REFERENCE();
    const Result result = asem::computed(asem::min_max(1, 100));
    Uncertainty choices = reference_choices();
    // The reference leaves the indicators' weights alone; varying them too moves the ranks by less than the error.
    choices.weights = 0.25;
    const Robustness found = robustness(result, choices, {.replicates = 20000});
    const Table expected("ua-large-n2000-rankstats.csv");
    std::map<std::string, const UnitRanks*> units;
    for (const UnitRanks& unit : found.units) units[unit.code] = &unit;
    for (std::size_t row = 0; row < expected.size(); ++row) {
        const UnitRanks& unit = *units.at(expected.text(row, "unit"));
        const double spread = *rank_quantile(unit, 0.95) - *rank_quantile(unit, 0.05);
        INFO(unit.code << " " << *mean_rank(unit) << " " << expected.number(row, "mean"));
        CHECK(unit.rank == expected.number(row, "nominal"));
        CHECK(std::abs(*mean_rank(unit) - expected.number(row, "mean")) <= 0.15 + 0.03 * spread);
        CHECK(std::abs(*rank_quantile(unit, 0.5) - expected.number(row, "median")) <= 1 + 0.03 * spread);
        CHECK(std::abs(*rank_quantile(unit, 0.05) - expected.number(row, "q5")) <= 1 + 0.05 * spread);
        CHECK(std::abs(*rank_quantile(unit, 0.95) - expected.number(row, "q95")) <= 1 + 0.05 * spread);
    }
}

TEST_CASE("Sobol indices from the reference's outcomes are the reference's") {
    NEEDS_REFERENCE();
    const Table outcomes("sobol-y-n250-d3.csv"), expected("sobol-indices-n250-d3.csv");
    std::map<std::string, std::vector<double>> blocks;
    std::vector<std::string> order;
    for (std::size_t row = 0; row < outcomes.size(); ++row) {
        const std::string& block = outcomes.text(row, "block");
        if (blocks.find(block) == blocks.end()) order.push_back(block);
        blocks[block].push_back(outcomes.number(row, "y"));
    }
    REQUIRE(order.size() == 2 + expected.size());
    for (std::size_t row = 0; row < expected.size(); ++row) {
        INFO(expected.text(row, "input") << " " << order[2 + row]);
        const Sobol found = sobol(blocks.at(order[0]), blocks.at(order[1]), blocks.at(order[2 + row]), 1, 2000);
        CHECK(near(found.first->value, expected.number(row, "first_order")));
        CHECK(near(found.total->value, expected.number(row, "total_order")));
        const double room = 0.1 * (expected.number(row, "first_q95") - expected.number(row, "first_q5"));
        CHECK(std::abs(found.first->low - expected.number(row, "first_q5")) < room);
        CHECK(std::abs(found.first->high - expected.number(row, "first_q95")) < room);
    }
}
