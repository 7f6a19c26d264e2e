#include "catch.hpp"

#include <cmath>

#include <nlohmann/json.hpp>

#include <iiindex/experts.hpp>

#include "experts/rank_weights.hpp"
#include "ground/statistics.hpp"
#include "problems_of.hpp"

namespace iiindex {

namespace {

/// An index with these children and no more.
Index index_of(const std::vector<std::string>& codes) {
    nlohmann::json json = {{"format", "iiindex/index/1"}, {"code", "total"}, {"name", "Total"}};
    for (const std::string& code : codes) json["children"].push_back({{"code", code}, {"name", code}});
    return load_index({"i.json", json.dump()}).value;
}

NodeWeights weighed(const std::vector<std::string>& codes, const std::string& csv, const WeighingOptions& options = {},
                    std::optional<JudgementKind> kind = {}) {
    const Index index = index_of(codes);
    return panel_weights(index, load_judgements({{"j.csv", csv}}, index, kind).value, options).at(0);
}

void check(const std::vector<double>& found, const std::vector<double>& expected, double margin) {
    REQUIRE(found.size() == expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) CHECK(found[i] == Approx(expected[i]).epsilon(0).margin(margin));
}

}  // namespace

// T. L. Saaty, "On the measurement of intangibles", Notices of the AMS 60 (2013): which drink is
// consumed most in the USA. Printed: the weights to three decimals and a consistency ratio of 0.022 (with Saaty's
// table).
TEST_CASE("the drinks of Saaty's example have the weights that he prints") {
    const NodeWeights drinks = weighed({"coffee", "wine", "tea", "beer", "sodas", "milk", "water"},
                                       ",coffee,wine,tea,beer,sodas,milk,water\n"
                                       "coffee,1,9,5,2,1,1,1/2\n"
                                       "wine,1/9,1,1/3,1/9,1/9,1/9,1/9\n"
                                       "tea,1/5,3,1,1/3,1/4,1/3,1/9\n"
                                       "beer,1/2,9,3,1,1/2,1,1/3\n"
                                       "sodas,1,9,4,2,1,2,1/2\n"
                                       "milk,1,9,3,1,1/2,1,1/3\n"
                                       "water,2,9,9,3,2,3,1\n",
                                       {.random_index = &random_indices()[1]});
    check(drinks.weights, {0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327}, 0.0006);
    CHECK(*drinks.consistency_ratio == Approx(0.022).margin(0.0006));
}

TEST_CASE("a missing judgement is made up for by a chain of others") {
    const NodeWeights one = weighed({"x", "y", "z"}, "expert,a,b,preference\nLi,x,y,2\nLi,y,z,3\n");
    check(one.weights, {0.6, 0.3, 0.1}, 1e-12);
    CHECK_FALSE(one.experts[0].consistency_ratio);
    CHECK_FALSE(one.experts[0].geometric_index);
    CHECK_FALSE(one.experts[0].contradiction);
}

// For the matrix (1, 2, 1/3; ., 1, 3; ., ., 1) by hand: ln 2 + ln 3 - ln(1/3) = 2.8904 goes round the triangle, a third
// of it each side's residual, one degree of freedom; without a : c the others give a : c = 6.
TEST_CASE("the geometric index and the most contradictory judgement are as worked out by hand") {
    const NodeWeights one = weighed({"x", "y", "z"}, "expert,a,b,preference\nLi,x,y,2\nLi,x,z,1/3\nLi,y,z,3\n");
    const double round = std::log(18);
    CHECK(*one.experts[0].geometric_index == Approx(3 * round * round / 9));
    REQUIRE(one.experts[0].contradiction);
    CHECK(one.experts[0].contradiction->judged.first == 0);
    CHECK(one.experts[0].contradiction->judged.second == 1);
    CHECK(one.experts[0].contradiction->fitting == Approx(1.0 / 9));
}

TEST_CASE("the value that would fit is what the others say without the judgement") {
    const std::string others = "expert,a,b,preference\nLi,x,z,4\nLi,y,z,2\nLi,x,w,5\nLi,z,w,3\n";
    const NodeWeights without = weighed({"x", "y", "z", "w"}, others);
    const NodeWeights with = weighed({"x", "y", "z", "w"}, others + "Li,x,y,1/9\n");
    REQUIRE(with.experts[0].contradiction);
    CHECK(with.experts[0].contradiction->judged.preference == Approx(1.0 / 9));
    CHECK(with.experts[0].contradiction->fitting == Approx(without.weights[0] / without.weights[1]));
}

TEST_CASE("two children cannot be judged inconsistently") {
    const NodeWeights one = weighed({"x", "y"}, "expert,a,b,preference\nLi,x,y,3\n");
    check(one.weights, {0.75, 0.25}, 1e-12);
    CHECK(*one.experts[0].consistency_ratio == 0);
}

// Centroid weights of 4: Barron and Barrett, "Decision quality using ranked attribute weights" (1996), 0.5208, 0.2708,
// 0.1458, 0.0625; rank sum 0.4, 0.3, 0.2, 0.1; reciprocal 0.48, 0.24, 0.16, 0.12.
TEST_CASE("ranks count as the literature prints, and ties share") {
    using detail::weights_of_ranks;
    const std::vector<double> ranks = {1, 2, 3, 4};
    check(weights_of_ranks(ranks, RankWeights::centroid), {0.5208, 0.2708, 0.1458, 0.0625}, 5e-5);
    check(weights_of_ranks(ranks, RankWeights::sum), {0.4, 0.3, 0.2, 0.1}, 1e-12);
    check(weights_of_ranks(ranks, RankWeights::reciprocal), {0.48, 0.24, 0.16, 0.12}, 1e-12);
    check(weights_of_ranks({1, 2, 2, 4}, RankWeights::sum), {0.4, 0.25, 0.25, 0.1}, 1e-12);
    check(weights_of_ranks({1, 1}, RankWeights::centroid), {0.5, 0.5}, 1e-12);
}

// J. Rezaei, "Best-worst multi-criteria decision-making method: some properties and a linear model", Omega 64 (2016).
TEST_CASE("best-worst weights leave the least deviation") {
    const NodeWeights car = weighed({"quality", "price", "comfort", "safety", "style"},
                                    "expert,vector,quality,price,comfort,safety,style\n"
                                    "Li,best,2,1,4,2,8\n"
                                    "Li,worst,4,8,4,2,1\n");
    const auto& weights = car.experts[0].weights;
    const double best[] = {2, 1, 4, 2, 8}, worst[] = {4, 8, 4, 2, 1};
    double most = 0;
    for (std::size_t j = 0; j < 5; ++j) {
        most = std::max(most, std::abs(weights[1] - best[j] * weights[j]));
        most = std::max(most, std::abs(weights[j] - worst[j] * weights[4]));
    }
    CHECK(*car.experts[0].deviation == Approx(most).margin(1e-7));
    // Recomputed in Python with exact fractions: the best of all vertices of the linear program.
    check(weights, {10.0 / 41, 17.0 / 41, 5.0 / 41, 7.0 / 41, 2.0 / 41}, 1e-7);
    CHECK(*car.experts[0].deviation == Approx(3.0 / 41).margin(1e-7));
    // |2 * 4 - 8|, |4 * 4 - 8|, |2 * 2 - 8| by 64 - 8
    CHECK(*car.experts[0].consistency_ratio == Approx(8.0 / 56));
}

TEST_CASE("experts are put together by weight") {
    const std::string csv = "expert,expert_weight,x,y\nA,1,10,90\nB,1,20,80\nC,2,60,40\nD,1,100,0\n";
    const auto by = [&](Combining how) { return weighed({"x", "y"}, csv, {.combining = how}).weights[0]; };
    CHECK(by(Combining::mean) == Approx((0.1 + 0.2 + 2 * 0.6 + 1.0) / 5));
    CHECK(by(Combining::median) == Approx(0.6));
    CHECK(by(Combining::trimmed) == Approx((0.2 + 2 * 0.6) / 3 / ((0.2 + 2 * 0.6) / 3 + (0.8 + 2 * 0.4) / 3)));
    CHECK(by(Combining::geometric) == 1);  // D gave y nothing
}

TEST_CASE("experts who share no child are not combined to nothing") {
    const std::vector<std::string> codes = {"x", "y", "z"};
    const std::string apart = "expert,x,y,z\nA,100,0,0\nB,0,100,0\nC,0,0,100\n";
    for (const Combining how : {Combining::median, Combining::geometric, Combining::trimmed}) {
        CHECK(problems_of([&] {
                  weighed(codes, apart, {.combining = how});
              }).find("the experts' weights of all children of 'total' are 0") != std::string::npos);
    }
    check(weighed(codes, apart).weights, {1.0 / 3, 1.0 / 3, 1.0 / 3}, 1e-15);
    const std::string heavy = "expert,expert_weight,x,y,z\nA,1e308,60,20,20\nB,1.5e308,20,60,20\n";
    check(weighed(codes, heavy).weights, {0.36, 0.44, 0.2}, 1e-12);
}

// By hand: the ranks
// (1, 2, 3), (1, 2, 3), (1.5, 1.5, 3) sum to 3.5, 5.5, 9; S = 15.5; 12 S / (9 * 24 - 3 * 6) = 186 / 198.
TEST_CASE("Kendall's W is corrected for ties") {
    const auto found = concordance({{0.5, 0.3, 0.2}, {0.6, 0.3, 0.1}, {0.4, 0.4, 0.2}});
    REQUIRE(found);
    CHECK(found->w == Approx(186.0 / 198));
    CHECK(found->chi_squared == Approx(6 * 186.0 / 198));
    CHECK(found->degrees == 2);
    CHECK(found->p == Approx(std::exp(-3 * 186.0 / 198)));  // of two degrees
    // As a linear program leaves weights that are the same.
    CHECK(concordance({{0.5, 0.3, 0.2}, {0.6, 0.3, 0.1}, {0.4 - 2e-12, 0.4 + 2e-12, 0.2}})->w == found->w);
    CHECK_FALSE(concordance({{0.5, 0.5}, {0.5, 0.5}}));
    CHECK_FALSE(concordance({{0.7, 0.3}}));
}

// Printed quantiles: Abramowitz and Stegun, table 26.8.
TEST_CASE("the tail of chi squared is that of the tables") {
    CHECK(detail::chi_squared_tail(3.84146, 1) == Approx(0.05).epsilon(1e-4));
    CHECK(detail::chi_squared_tail(9.48773, 4) == Approx(0.05).epsilon(1e-4));
    CHECK(detail::chi_squared_tail(24.9958, 15) == Approx(0.05).epsilon(1e-4));
    CHECK(detail::chi_squared_tail(0, 3) == 1);
}

TEST_CASE("an expert above the limit does not count and is named") {
    const std::string csv = "expert,a,b,preference\nLi,x,y,2\nLi,y,z,2\nLi,x,z,4\nWu,x,y,9\nWu,y,z,9\nWu,x,z,1/9\n";
    const NodeWeights both = weighed({"x", "y", "z"}, csv);
    const NodeWeights one = weighed({"x", "y", "z"}, csv, {.max_consistency_ratio = 0.1});
    CHECK(both.counted() == 2);
    CHECK(one.counted() == 1);
    CHECK(one.experts[1].left_out);
    check(one.weights, {4.0 / 7, 2.0 / 7, 1.0 / 7}, 1e-12);
    CHECK_THROWS_AS(weighed({"x", "y", "z"}, csv.substr(0, csv.find("Li")) + csv.substr(csv.find("Wu")),
                            {.max_consistency_ratio = 0.1}),
                    InputError);
}

TEST_CASE("over rounds the last one counts, and what settled is told") {
    const std::string csv = "expert,round,x,y\nA,1,20,80\nB,1,60,40\nA,2,48,52\nB,2,50,50\nA,10,50,50\nB,10,50,50\n";
    const NodeWeights last = weighed({"x", "y"}, csv);
    CHECK(last.rounds.size() == 3);
    CHECK(last.weights[0] == Approx(0.5));
    CHECK(last.rounds[0].weights[0] == Approx(0.4));
    CHECK(*last.settled(0));
    const NodeWeights second = weighed({"x", "y"}, csv, {.round = 1});
    CHECK(second.weights[0] == Approx(0.49));
    CHECK_FALSE(*second.settled(0));
    CHECK_FALSE(weighed({"x", "y"}, csv, {.round = 0}).settled(0));
}

}  // namespace iiindex
