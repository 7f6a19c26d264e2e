#include "catch.hpp"

#include <cmath>
#include <string>
#include <vector>

#include <iiindex/aggregate.hpp>
#include <iiindex/change.hpp>
#include <iiindex/compute.hpp>
#include <iiindex/contributions.hpp>
#include <iiindex/named.hpp>

#include "draws.hpp"
#include "property/random_input.hpp"

using namespace iiindex;

namespace {

constexpr int rounds = draws(40);

/// Every aggregation that a file can ask for, with settings that matter.
std::vector<std::string> aggregations() {
    std::vector<std::string> all;
    for (const AggregationMethod& method : aggregation_methods()) {
        if (takes(method, "formula")) continue;  // is of a node's own children
        const std::string name = "\"" + std::string(method.name) + "\"";
        if (!takes(method, "exponent")) {
            all.push_back(name);
            continue;
        }
        for (const char* const exponent : {"-2", "0.5", "3"}) {
            all.push_back("{\"method\": " + name + ", \"exponent\": " + exponent + "}");
        }
    }
    all.emplace_back(R"({"method": "geometric", "inverted": true, "on": [1, 10]})");
    all.emplace_back(R"({"method": "minimum", "inverted": true})");
    return all;
}

/// That every node's part is the sum of its children's and its own.
void check_sums(const Index& index, const Contributions& parts) {
    for (std::size_t node = 0; node < index.nodes.size(); ++node) {
        double sum = parts.own[node];
        for (const std::size_t child : index.nodes[node].children) sum += parts.of[child];
        CHECK(std::abs(sum - parts.of[node]) < 1e-9);
    }
}

template <class Check>
void for_random_results(RandomSettings settings, const Check& check) {
    for (const std::string& aggregation : aggregations()) {
        settings.aggregation = aggregation;
        RandomInput random(20201231);
        for (int round = 0; round < rounds; ++round) {
            Input input = random.make(settings);
            const Result result = compute(std::move(input.index), std::move(input.data));
            INFO(aggregation << ", round " << round);
            check(result);
        }
    }
}

/// Whether the root's children make up its whole score: a penalty is nobody's part, nor is a distance from two ends.
bool is_made_of_children(const Result& result) {
    const std::string_view name = result.index.root().aggregation.method->name;
    return name != "mazziotta-pareto" && name != "topsis";
}

/// Whether the parts of a gap are handed on below a node and to it in full.
bool is_handed_on(const Result& result, std::size_t node) {
    return result.index.nodes[node].aggregation.method->gap_parts != nullptr;
}

}  // namespace

TEST_CASE("contributions add up to the score, and children to their node") {
    for_random_results({}, [](const Result& result) {
        for (std::size_t row = 0; row < result.data.units.size(); ++row) {
            if (!result.score(row, 0)) continue;  // some means have none of a score of 0
            const Contributions parts = contributions({&result, row}, 0);
            CHECK(parts.of[0] == *result.score(row, 0));
            check_sums(result.index, parts);
            if (is_made_of_children(result))
                CHECK(std::abs(parts.own[0]) < 1e-9);  // the mean itself leaves nothing over
        }
    });
}

TEST_CASE("contributions add up with missing, rounded and reversed scores") {
    const RandomSettings settings{.aggregation = {}, .missing_share = 0.3, .rounds = true, .reverses = true};
    for_random_results(settings, [](const Result& result) {
        for (std::size_t row = 0; row < result.data.units.size(); ++row) {
            if (!result.score(row, 0)) continue;
            check_sums(result.index, contributions({&result, row}, 0));
        }
    });
}

TEST_CASE("the parts of a gap add up to it, and the mean itself leaves nothing over") {
    for_random_results({}, [](const Result& result) {
        for (std::size_t row = 1; row < result.data.units.size(); ++row) {
            if (!result.score(0, 0) || !result.score(row, 0)) continue;
            const Contributions parts = gap_contributions({&result, 0}, {&result, row}, 0);
            CHECK(std::abs(parts.of[0] - (*result.score(0, 0) - *result.score(row, 0))) < 1e-9);
            check_sums(result.index, parts);
            for (std::size_t node = 0; node < result.index.nodes.size(); ++node) {
                if (result.index.nodes[node].is_indicator() || !is_handed_on(result, node)) continue;
                CHECK(std::abs(parts.own[node]) < 1e-9);
            }
            if (!is_handed_on(result, 0) && is_made_of_children(result)) CHECK(std::abs(parts.own[0]) < 1e-9);
        }
    });
}

TEST_CASE("the parts of a gap add up where units lack scores") {
    for_random_results({.aggregation = {}, .missing_share = 0.4}, [](const Result& result) {
        for (std::size_t row = 1; row < result.data.units.size(); ++row) {
            if (!result.score(0, 0) || !result.score(row, 0)) continue;
            const Contributions parts = gap_contributions({&result, 0}, {&result, row}, 0);
            check_sums(result.index, parts);
            if (is_made_of_children(result)) CHECK(std::abs(parts.own[0]) < 1e-9);
        }
    });
}

TEST_CASE("what lies below a node that counts the other way counts against the score") {
    const RandomSettings settings{.aggregation = {}, .reverses = true, .range = "[50, 100]"};
    for_random_results(settings, [](const Result& result) {
        for (std::size_t row = 0; row < result.data.units.size(); ++row) {
            if (!result.score(row, 0)) continue;
            const Contributions parts = contributions({&result, row}, 0);
            if (is_made_of_children(result)) CHECK(std::abs(parts.own[0]) < 1e-9);
            for (const std::size_t node : result.index.root().children) {
                const bool counts_against = result.index.nodes[node].direction == Direction::negative;
                const std::string_view method = result.index.nodes[node].aggregation.method->name;
                const bool keeps_scale = method != "grey-relational" && method != "benefit-of-the-doubt";
                if (!counts_against || !keeps_scale || !result.index.root().aggregation.is_plain()) continue;
                // The node enters with 150 - score; of that only the score comes from below.
                if (!result.score(row, node)) continue;
                const double score = *result.score(row, node);
                const double from_below = parts.of[node] - parts.own[node];
                CHECK(std::abs(from_below * (150 - score) + parts.of[node] * score) < 1e-6);
            }
        }
    });
}

TEST_CASE("a gap is handed on below a node that counts the other way, and nothing is left over") {
    const RandomSettings settings{.aggregation = {}, .reverses = true, .range = "[50, 100]"};
    for_random_results(settings, [](const Result& result) {
        for (std::size_t row = 1; row < result.data.units.size(); ++row) {
            if (!result.score(0, 0) || !result.score(row, 0)) continue;
            const Contributions parts = gap_contributions({&result, 0}, {&result, row}, 0);
            for (std::size_t node = 0; node < result.index.nodes.size(); ++node) {
                if (result.index.nodes[node].is_indicator() || !is_handed_on(result, node)) continue;
                CHECK(std::abs(parts.own[node]) < 1e-9);
            }
        }
    });
}

TEST_CASE("a gap the other way round has the same parts with the other sign") {
    for_random_results({.aggregation = {}, .missing_share = 0.2}, [](const Result& result) {
        if (!result.score(0, 0) || !result.score(1, 0)) return;
        const Contributions there = gap_contributions({&result, 0}, {&result, 1}, 0);
        const Contributions back = gap_contributions({&result, 1}, {&result, 0}, 0);
        for (std::size_t node = 0; node < there.of.size(); ++node) {
            CHECK(std::abs(there.of[node] + back.of[node]) < 1e-9);
        }
    });
}

TEST_CASE("effective weights of a level add up to one") {
    for_random_results({.aggregation = {}, .missing_share = 0.3}, [](const Result& result) {
        for (std::size_t row = 0; row < result.data.units.size(); ++row) {
            const std::vector<double> weights = effective_weights({&result, row}, 0);
            double leaves = 0;
            for (const std::size_t leaf : result.index.indicators) leaves += weights[leaf];
            if (result.score(row, 0)) CHECK(leaves == Approx(1));
        }
    });
}

TEST_CASE("the causes of a change add up to it") {
    for (const std::string& aggregation : aggregations()) {
        RandomInput random(7);
        const RandomSettings settings{.aggregation = aggregation, .units = 6};
        const Input before = random.make(settings);
        Input after = before;
        for (std::size_t column = 0; column < after.data.values.columns(); ++column) {
            for (double& value : after.data.values.column(column)) value += 300 * random.uniform();
        }
        for (Node& node : after.index.nodes) node.weight *= 0.5 + random.uniform();
        INFO(aggregation);
        for (const UnitChange& unit : change(before, after, 0).units) {
            if (!unit.score) continue;  // a penalty carries some out of what is combined above
            const Causes& score = *unit.score;
            const Causes& rank = *unit.rank;
            CHECK(std::abs(score.own + score.others + score.method + score.units -
                           (*unit.new_score - *unit.old_score)) < 1e-9);
            CHECK(std::abs(rank.own + rank.others + rank.method + rank.units -
                           (static_cast<double>(unit.new_rank) - static_cast<double>(unit.old_rank))) < 1e-9);
            check_sums(after.index, *unit.parts);
        }
    }
}
