#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include <iiindex/named.hpp>
#include <iiindex/weigh.hpp>

#include "computed.hpp"
#include "ground/statistics.hpp"
#include "problems_of.hpp"

using namespace iiindex;
using namespace iiindex::detail;

namespace {

using Column = std::vector<double>;

/// The weights that a method finds for children's scores, as shares; `given` are those that the index states.
Column found(std::string_view method, const std::vector<Column>& children, Column given = {}) {
    if (given.empty()) given.assign(children.size(), 1);
    const std::vector<std::span<const double>> columns(children.begin(), children.end());
    Column weights = find_named(weighting_methods(), method)
                         ->weigh({columns, given}, {}, {find_named(aggregation_methods(), "arithmetic")})
                         .weights;
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (double& weight : weights) weight /= sum;
    return weights;
}

/// The squares of the children's correlations with their weighted mean, as shares.
Column influence(const std::vector<Column>& children, const Column& weights) {
    Column parent(children.front().size());
    for (std::size_t child = 0; child < children.size(); ++child) {
        for (std::size_t unit = 0; unit < parent.size(); ++unit) parent[unit] += weights[child] * children[child][unit];
    }
    Column squares;
    for (const Column& child : children) squares.push_back(std::pow(correlation(child, parent), 2));
    const double sum = std::accumulate(squares.begin(), squares.end(), 0.0);
    for (double& square : squares) square /= sum;
    return squares;
}

const Column rising = {1, 2, 3, 4, 5};
const Column wavy = {2, 5, 1, 4, 3};
const Column spiked = {0, 0, 0, 0, 9};

}  // namespace

TEST_CASE("equal weights take no notice of those given") {
    CHECK(found("equal", {rising, wavy}, {1, 9}) == Column{0.5, 0.5});
}

TEST_CASE("the first principal component gives two children the same weight") {
    const Column weights = found("pca", {rising, wavy});
    CHECK(weights[0] == Approx(0.5));
    const Column three = found("pca", {rising, {2, 3, 5, 7, 11}, wavy});
    // Recomputed in Python: the squared entries of the correlation matrix's first eigenvector, by repeated
    // multiplication.
    CHECK(three[0] == Approx(0.4967410004446518).epsilon(1e-9));
    CHECK(three[1] == Approx(0.4925947556476902).epsilon(1e-9));
    CHECK(three[2] == Approx(0.010664243907658171).epsilon(1e-9));
}

TEST_CASE("entropy gives the more weight the more unevenly a child is spread") {
    const Column weights = found("entropy", {rising, spiked});
    CHECK(weights[1] > weights[0]);
    // One unit has all there is of the second: its disorder is none.
    CHECK(weights[0] / weights[1] == Approx(1 - 1.2798542258336676 / std::log(5.)));
}

TEST_CASE("CRITIC gives a child that repeats another less than one that does not") {
    const Column weights = found("critic", {rising, {2, 4, 6, 8, 10}, {5, 1, 4, 2, 3}});
    CHECK(weights[0] == Approx(weights[1]));
    CHECK(weights[2] > weights[0]);
    // Recomputed in Python from Diakoulaki, Mavrotas and Papayannakis (1995): the standard deviation of the scores on
    // [0, 1] times the sum of 1 - r over the others.
    const Column others = found("critic", {rising, wavy, spiked});
    CHECK(others[0] == Approx(0.2618500472766852).epsilon(1e-9));
    CHECK(others[1] == Approx(0.4170659049605214).epsilon(1e-9));
    CHECK(others[2] == Approx(0.3210840477627933).epsilon(1e-9));
}

TEST_CASE("optimised weights give each child the influence that was stated") {
    const std::vector<Column> children = {{1, 2, 3, 4, 5, 6, 7, 8}, {2, 5, 1, 4, 3, 8, 6, 7}, {3, 1, 5, 2, 9, 4, 7, 8}};
    const Column goal = influence(children, {0.5, 0.3, 0.2});
    const Column reached = influence(children, found("optimised", children, goal));
    for (std::size_t child = 0; child < 3; ++child) CHECK(reached[child] == Approx(goal[child]).epsilon(1e-7));
}

TEST_CASE("where no weights give the stated influence, none on a grid come nearer than those that are found") {
    const auto furthest = [](const Column& reached, const Column& goal) {
        double off = 0;
        for (std::size_t child = 0; child < goal.size(); ++child)
            off = std::max(off, std::abs(reached[child] - goal[child]));
        return off;
    };
    std::minstd_rand random(5);
    int missed = 0;
    for (int round = 0; round < 12; ++round) {
        std::vector<Column> children(3);
        for (int unit = 0; unit < 12; ++unit) {
            const double common = std::ldexp(random(), -31);
            children[0].push_back(common + 0.3 * std::ldexp(random(), -31));
            children[1].push_back(common + 0.2 * std::ldexp(random(), -31));
            children[2].push_back((round % 2 ? common : -common) + std::ldexp(random(), -31));
        }
        const Column goal = {0.6, 0.3, 0.1};
        const double reached = furthest(influence(children, found("optimised", children, goal)), goal);
        missed += reached > 1e-6 ? 1 : 0;
        constexpr int steps = 60;
        double best = 1;
        for (int a = 0; a <= steps; ++a) {
            for (int b = 0; a + b <= steps; ++b) {
                const Column weights = {double(a) / steps, double(b) / steps, double(steps - a - b) / steps};
                best = std::min(best, furthest(influence(children, weights), goal));
            }
        }
        CHECK(reached <= best + 1e-9);
    }
    CHECK(missed > 3);
}

TEST_CASE("a result says by how much optimised weights miss what is stated") {
    const Index index = index_of(R"({"code": "a", "name": "A", "weight": 9}, {"code": "b", "name": "B"})",
                                 R"("weighting": "optimised",)");
    const Result result = computed(index, "code,a,b\nx,1,2\ny,2,4\nz,3,5.9\nw,4,8\n");
    REQUIRE(result.weight_misses.size() == 1);
    CHECK(result.weight_misses[0].missed == Approx(0.4).margin(0.01));
}

TEST_CASE("periods taken together have the weights that all their rows give") {
    const Index index =
        index_of(R"({"code": "a", "name": "A"}, {"code": "b", "name": "B"})", R"("weighting": "entropy",)");
    const std::string panel =
        "code,period,a,b\nx,2019,1,7\ny,2019,2,5\nx,2020,4,6\ny,2020,3,9\nz,2020,9,5\nz,2019,2,8\n";
    const Result pooled = computed(index, panel, {.scale = {.pooled = true}, .depth = {}});
    const Result one = computed(index, "code,a,b\nx,1,7\ny,2,5\nz,2,8\nu,4,6\nv,3,9\nw,9,5\n");
    for (const std::size_t period : {0u, 1u}) {
        for (const std::size_t node : {1u, 2u}) CHECK(pooled.weights[period][node] == Approx(one.weights[0][node]));
    }
    const Result apart = computed(index, panel);
    CHECK(apart.weights[0][1] != Approx(apart.weights[1][1]));
}

TEST_CASE("children without scores to compare give no weights") {
    for (const char* method : {"pca", "entropy", "critic"}) {
        CHECK(found(method, {rising, {7, 7, 7, 7, 7}}).empty());
        CHECK(found(method, {rising, {1, missing, missing, missing, 2}}).empty());
    }
}

TEST_CASE("an index whose scores give no weights is refused and its node named") {
    const Index index =
        index_of(R"({"code": "a", "name": "A"}, {"code": "b", "name": "B"})", R"("weighting": "critic",)");
    const std::string text = problems_of([&] { computed(index, "code,a,b\nx,1,2\ny,2,1\n"); });
    CHECK(text.find("the scores below 'total' give no weights by 'critic'") != text.npos);
}

TEST_CASE("the weights that were found are those of the result") {
    const Index index =
        index_of(R"({"code": "a", "name": "A", "weight": 9}, {"code": "b", "name": "B"})", R"("weighting": "equal",)");
    const Result result = computed(index, "code,a,b\nx,0,4\ny,1,0\nz,2,8\n");
    CHECK(result.weights[0][1] == 0.5);
    CHECK(scores(result) == Scores{25, 25, 100});
}

TEST_CASE("standard deviations and coefficients of variation weigh by spread") {
    const Column even = {0, 1, 2, 3, 4}, split = {0, 0, 4, 4, 4};
    CHECK(found("standard-deviation", {even, split})[1] > 0.5);
    // The deviations of 0, 1/4, ..., 1 and of 0, 0, 1, 1, 1; the means are 1/2 and 3/5.
    const double a = std::sqrt(10.0 / 16 / 4), b = std::sqrt(1.2 / 4);
    CHECK(found("standard-deviation", {even, split})[0] == Approx(a / (a + b)));
    CHECK(found("coefficient-of-variation", {even, split})[0] == Approx(a / 0.5 / (a / 0.5 + b / 0.6)));
}

TEST_CASE("a coefficient of variation of values looks at them and not at scores") {
    const std::string children = R"({"code": "a", "name": "A", "direction": "negative"}, {"code": "b", "name": "B"})";
    const Result result =
        computed(index_of(children, R"("weighting": {"method": "coefficient-of-variation", "of": "values"},)"),
                 "code,a,b\nx,1,101\ny,2,102\nz,3,103\n");
    CHECK(result.weights[0][1] == Approx(0.5 / (0.5 + 1.0 / 102)));
    const std::string text = problems_of([&] {
        index_of(R"({"code": "p", "name": "P", "children": [)" + children + "]}",
                 R"("weighting": {"method": "coefficient-of-variation", "of": "values"},)");
    });
    CHECK(text.find("weights of the children of 'total' are found from values, and 'p' has none of its own") !=
          text.npos);
}

TEST_CASE("entropy of shifted scores is that of higher ones") {
    const auto weights = [](double shift) {
        const std::vector<Column> children = {rising, spiked};
        const std::vector<std::span<const double>> columns(children.begin(), children.end());
        const Column given = {1, 1};
        return find_named(weighting_methods(), "entropy")
            ->weigh({columns, given}, {.shift = shift}, {find_named(aggregation_methods(), "arithmetic")})
            .weights;
    };
    const double sum = 0 + 0.25 + 0.5 + 0.75 + 1 + 5 * 0.1;
    double disorder = 0;
    for (const double score : {0.1, 0.35, 0.6, 0.85, 1.1}) disorder -= score / sum * std::log(score / sum);
    CHECK(weights(0.1)[0] == Approx(1 - disorder / std::log(5.)));
    CHECK(weights(0.1)[1] < weights(0)[1]);
}

TEST_CASE("weights of one pooled node are those of all periods, whatever its scales are") {
    const std::string panel =
        "code,period,a,b\nx,2019,1,7\ny,2019,2,5\nz,2019,2,8\nx,2020,4,6\ny,2020,3,9\nz,2020,9,5\n";
    const Result result = computed(index_of(R"({"code": "a", "name": "A"}, {"code": "b", "name": "B"})",
                                            R"("weighting": {"method": "entropy", "pooled": true},)"),
                                   panel);
    CHECK(result.weights[0][1] == result.weights[1][1]);
    CHECK(result.score(0, 1) == 0.0);  // the scale is still that of the year
    CHECK(result.score(4, 1) == 0.0);
}

TEST_CASE("combined weights are the product, the mean or the nearest sum of several") {
    const auto weights = [](const std::string& keys) {
        const Index index = index_of(R"({"code": "a", "name": "A", "weight": 3}, {"code": "b", "name": "B"})",
                                     R"("weighting": {"method": "combined", )" + keys + "},");
        return computed(index, "code,a,b\nx,1,0\ny,2,0\nz,5,9\nw,4,1\n").weights[0];
    };
    CHECK(weights(R"("of": ["given", "equal"])")[1] == Approx(0.75));
    CHECK(weights(R"("of": ["given", "equal"], "by": "mean")")[1] == Approx(0.625));
    CHECK(weights(R"("of": ["given", "equal"], "by": "mean", "shares": [3, 1])")[1] == Approx(0.6875));
    const double entropy = weights(R"("of": ["entropy"])")[1];
    CHECK(weights(R"("of": ["given", "entropy"], "by": "product")")[1] ==
          Approx(3 * entropy / (3 * entropy + 1 - entropy)));
    CHECK(weights(R"("of": ["given", "entropy"], "by": "product", "shares": [2, 2])")[1] ==
          Approx(3 * entropy / (3 * entropy + 1 - entropy)));
    // Of (3/4, 1/4) and (1/2, 1/2): alpha solves [5/8 1/2; 1/2 1/2] alpha = [5/8, 1/2], which is (1, 0).
    CHECK(weights(R"("of": ["given", "equal"], "by": "least-squares")")[1] == Approx(0.75));
    CHECK(weights(R"("of": ["equal", {"method": "equal"}], "by": "least-squares")")[1] == Approx(0.5));
}

TEST_CASE("a setting of weights that says too little or too much is refused") {
    const auto said = [](const std::string& weighting) {
        return problems_of([&] { index_of(R"({"code": "a", "name": "A"})", R"("weighting": )" + weighting + ","); });
    };
    const auto says = [&](const std::string& weighting, const std::string& what) {
        const std::string text = said(weighting);
        INFO(text);
        CHECK(text.find(what) != text.npos);
    };
    says(R"("combined")", "'combined' needs more than its name");
    says(R"({"method": "combined"})", "'combined' has no 'of'");
    says(R"({"method": "combined", "of": []})", "'of' is empty");
    says(R"({"method": "combined", "of": ["given"], "shares": [1, 2]})", "expected 1 numbers above 0");
    says(R"({"method": "combined", "of": ["given"], "by": "least-squares", "shares": [1]})", "takes no 'shares'");
    says(R"({"method": "entropy", "shift": -1})", "shift");
    says(R"({"method": "pca", "shift": 1})", "'weighting' by pca");
    says(R"({"method": "combined", "of": [{"method": "entropy", "pooled": true}]})", "pooled");
}
