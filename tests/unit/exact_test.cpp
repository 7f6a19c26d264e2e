#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <random>

#include <fmt/format.h>

#include <iiindex/exact.hpp>
#include <iiindex/robustness.hpp>

#include "computed.hpp"
#include "problems_of.hpp"

using namespace iiindex;

namespace {

constexpr const char* as_given = R"("goalposts": {"worst": 0, "best": 100})";

/// 'total' over a, b and c, whose values are their scores.
Index three(const std::string& keys = {}) {
    std::string children;
    for (const char code : {'a', 'b', 'c'})
        children +=
            fmt::format(R"({}{{"code": "{}", "name": "{}", {}}})", children.empty() ? "" : ", ", code, code, as_given);
    return index_of(children, keys);
}

std::string random_rows(std::minstd_rand& random, std::size_t units, std::size_t columns) {
    std::string rows;
    for (std::size_t unit = 0; unit < units; ++unit) {
        rows += fmt::format("u{}", unit);
        for (std::size_t i = 0; i < columns; ++i) rows += fmt::format(",{}", random() % 101);
        rows += '\n';
    }
    return rows;
}

}  // namespace

TEST_CASE("the lead that weights can give is the greatest and least mean of the leads at the indicators") {
    const Result result = computed(three(), "code,a,b,c\nx,60,50,40\ny,50,50,50\n");
    const LeadRange any = *lead_range(result, 0, 0, 1, weights_within(result, 0, 1));
    CHECK(any.least == Approx(-10));
    CHECK(any.most == Approx(10));
    const LeadRange some = *lead_range(result, 0, 0, 1, weights_within(result, 0, 0.5));
    CHECK(some.most == Approx((1.5 * 10 - 0.5 * 10) / (1.5 + 0.5 + 0.5)));  // the middle one at its least
    WeightBounds shares = weights_within(result, 0, 0);
    shares.of_shares = true;
    shares.low = {1, 0.2, 0.2, 0.2};
    shares.high = {1, 0.5, 0.5, 0.5};
    CHECK(lead_range(result, 0, 0, 1, shares)->most == Approx(0.5 * 10 - 0.2 * 10));
}

TEST_CASE("weights that turn a pair are the nearest that do, or there are none") {
    const Result result = computed(three(), "code,a,b,c\nx,60,50,45\ny,50,50,50\nz,40,40,40\n");
    // Level where 10 (1 - f) = 5 (1 + f).
    CHECK(*turning(result, 0, 0, 1)->change == Approx(1.0 / 3));
    CHECK_FALSE(turning(result, 0, 0, 2)->change.has_value());
    const Result gappy = computed(three(), "code,a,b,c\nx,60,,45\ny,50,50,50\n");
    CHECK_FALSE(turning(gappy, 0, 0, 1).has_value());
}

TEST_CASE("the ranks that weights can give are those of a fine grid of all weights") {
    std::minstd_rand random(3);
    for (int round = 0; round < 8; ++round) {
        const Result result = computed(three(), "code,a,b,c\n" + random_rows(random, 7, 3));
        const ExactRanks exact = exact_ranks(result, 0, 0, weights_within(result, 0, 1));
        std::vector<Rank> best(7, 7), worst(7, 1);
        constexpr int steps = 200;
        for (int i = 0; i <= steps; ++i) {
            for (int j = 0; i + j <= steps; ++j) {
                std::vector<double> scores;
                for (std::size_t unit = 0; unit < 7; ++unit) {
                    scores.push_back((i * *result.score(unit, 1) + j * *result.score(unit, 2) +
                                      (steps - i - j) * *result.score(unit, 3)) /
                                     steps);
                }
                const auto ranks = ranks_of(scores, 1e-9);
                for (std::size_t unit = 0; unit < 7; ++unit) {
                    best[unit] = std::min(best[unit], ranks[unit]);
                    worst[unit] = std::max(worst[unit], ranks[unit]);
                }
            }
        }
        for (const RankRange& unit : exact.units) {
            INFO(round << " " << unit.row);
            CHECK(unit.is_reached);
            CHECK(unit.best <= best[unit.row]);
            CHECK(unit.worst >= worst[unit.row]);
            CHECK(best[unit.row] - unit.best <= 1);  // a corner between the points of the grid
            CHECK(unit.worst - worst[unit.row] <= 1);
        }
    }
}

TEST_CASE("no weights that are drawn leave the ranks that weights can give, whatever the tree") {
    const std::string children = R"({"code": "p", "name": "P", "weight": 2, "children": [
        {"code": "a", "name": "A", "weight": 3}, {"code": "b", "name": "B", "direction": "negative"}]},
        {"code": "q", "name": "Q", "direction": "negative", "children": [{"code": "c", "name": "C"}, {"code": "d", "name": "D"}]})";
    std::minstd_rand random(5);
    for (int round = 0; round < 4; ++round) {
        const Result result = computed(index_of(children), "code,a,b,c,d\n" + random_rows(random, 12, 4));
        const ExactRanks exact = exact_ranks(result, 0, 0, weights_within(result, 0, 0.4));
        Uncertainty uncertain;
        uncertain.weights = 0.4;
        const Robustness drawn = robustness(result, uncertain, {.replicates = 2000});
        REQUIRE(drawn.units.size() == exact.units.size());
        for (std::size_t i = 0; i < exact.units.size(); ++i) {
            REQUIRE(drawn.units[i].code == result.data.units.codes[exact.units[i].row]);
            for (std::size_t r = 1; r < drawn.units[i].count.size(); ++r) {
                if (drawn.units[i].count[r] == 0) continue;
                CHECK(r >= exact.units[i].best);
                CHECK(r <= exact.units[i].worst);
            }
        }
        for (const RankPair& pair : exact.pairs) {
            const auto change = turning(result, 0, pair.ahead, pair.behind)->change;
            CHECK(pair.is_fixed == (!change || *change > 0.4));
        }
    }
}

TEST_CASE("what weights decide is asked of sums alone") {
    const Result result = computed(three(R"("aggregation": "geometric",)"), "code,a,b,c\nx,60,50,40\ny,50,50,50\n");
    CHECK(problems_of([&] {
              exact_ranks(result, 0, 0, weights_within(result, 0, 0.5));
          }).find("'total' is not the arithmetic mean of its children's scores") != std::string::npos);
    const Result gappy = computed(three(), "code,a,b,c\nx,60,,40\ny,50,50,50\nz,1,2,3\n");
    CHECK(exact_ranks(gappy, 0, 0, weights_within(gappy, 0, 0.5)).left_out == std::vector<std::size_t>{0});
}
