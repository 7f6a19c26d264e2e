#include "catch.hpp"

#include <iiindex/aggregate.hpp>
#include <iiindex/compare.hpp>
#include <iiindex/compute.hpp>
#include <iiindex/contributions.hpp>
#include <iiindex/named.hpp>

#include "unit/two_years.hpp"

using namespace iiindex;

namespace {

Result three_units() {
    Input input = year_of("2020", "[" + unit_of("a", 10, 0, 5) + "," + unit_of("b", 0, 10, 5) + "," +
                                      unit_of("c", 5, 5, 0) + "," + unit_of("d", 0, 0, 10) + "]");
    return compute(std::move(input.index), std::move(input.data));
}

}  // namespace

TEST_CASE("a comparison says who leads at every node, and by how much") {
    const Result result = three_units();
    const SideBySide comparison = compare(result, {0, 1, 2}, 0);
    REQUIRE(comparison.nodes.size() == 6);
    const ComparedNode& p = comparison.nodes[2];
    CHECK(p.leader == 0);
    CHECK(p.lead == Approx(50));  // a 100, c 50, b 0
    CHECK(comparison.nodes[3].leader == 1);
}

TEST_CASE("a tie has no leader") {
    const Result result = three_units();
    const SideBySide comparison = compare(result, {0, 1}, 0);
    CHECK_FALSE(comparison.nodes[0].leader);
    CHECK(comparison.nodes[0].lead == Approx(0).margin(1e-12));
}

TEST_CASE("the parts of a gap add up at every level") {
    const Result result = three_units();
    const SideBySide comparison = compare(result, {0, 2, 3}, 0);
    const auto part = [&](std::size_t node, std::size_t other) { return comparison.nodes[node].parts[other]; };
    for (std::size_t other = 0; other < 2; ++other) {
        CHECK(part(0, other) == Approx(*comparison.nodes[0].scores[0] - *comparison.nodes[0].scores[other + 1]));
        CHECK(part(1, other) + part(4, other) == Approx(part(0, other)));
        CHECK(part(2, other) + part(3, other) == Approx(part(1, other)));
    }
}

TEST_CASE("where no formula parts a gap, the parts are the first unit's less the other's, down to the indicators") {
    Input input = year_of("2020", "[" + unit_of("a", 10, 4, 5) + "," + unit_of("b", 3, 10, 5) + "," +
                                      unit_of("c", 5, 5, 2) + "," + unit_of("d", 2, 1, 10) + "]");
    for (Node& node : input.index.nodes) {
        node.aggregation.method = find_named(aggregation_methods(), "mazziotta-pareto");
        node.normalisation.range = {10, 100};
    }
    const Result result = compute(std::move(input.index), std::move(input.data));
    const SideBySide comparison = compare(result, {0, 1}, 0);
    const Contributions of_a = contributions({&result, 0}, 0), of_b = contributions({&result, 1}, 0);
    for (std::size_t node = 0; node < comparison.nodes.size(); ++node) {
        CHECK(comparison.nodes[node].parts[0] == Approx(of_a.of[node] - of_b.of[node]));
        CHECK(comparison.nodes[node].parts[0] != 0);
    }
}

TEST_CASE("parts of power means add up whatever the exponent") {
    for (const double exponent : {1000.0, 200.0, 3.0, 1e-4, 1e-15, -1e-12, -2.0, -200.0}) {
        INFO(exponent);
        Input input = year_of("2020", "[" + unit_of("a", 10, 4, 5) + "," + unit_of("b", 3, 10, 5) + "," +
                                          unit_of("c", 5, 5, 2) + "," + unit_of("d", 2, 1, 10) + "]");
        for (Node& node : input.index.nodes) {
            node.aggregation.method = find_named(aggregation_methods(), "power");
            node.aggregation.exponent = exponent;
            node.normalisation.range = {1, 100};
        }
        const Result result = compute(std::move(input.index), std::move(input.data));
        const SideBySide comparison = compare(result, {0, 1, 3}, 0);
        const Contributions of_a = contributions({&result, 0}, 0);
        CHECK(of_a.of[1] + of_a.of[4] == Approx(*result.score(0, 0)));
        for (std::size_t other = 0; other < 2; ++other) {
            const auto part = [&](std::size_t node) { return comparison.nodes[node].parts[other]; };
            CHECK(part(1) + part(4) == Approx(part(0)).margin(1e-9));
            CHECK(part(2) + part(3) == Approx(part(1)).margin(1e-9));
        }
    }
}

TEST_CASE("ranks in a comparison are among all units of the period") {
    const Result result = three_units();
    CHECK(compare(result, {2, 3}, 0).nodes[5].ranks == std::vector<Rank>{4, 1});
}
