#include "catch.hpp"

#include <cmath>

#include <fmt/format.h>

#include <iiindex/prepare.hpp>

#include "computed.hpp"

using namespace iiindex;

namespace {

/// Scores of 0 to 100 are given as values.
constexpr const char* as_given = R"("goalposts": {"worst": 0, "best": 100})";

/// 'total' over 'a', 'b' and 'c', whose values are their scores.
Index three(const std::string& keys, const std::array<double, 3>& weights = {1, 1, 1}) {
    std::string children;
    for (std::size_t i = 0; i < 3; ++i) {
        const char code = "abc"[i];
        children += fmt::format(R"({}{{"code": "{}", "name": "{}", "weight": {}, {}}})", i == 0 ? "" : ", ", code, code,
                                weights[i], as_given);
    }
    return index_of(children, keys);
}

Result of_three(const std::string& keys, const std::string& rows, const std::array<double, 3>& weights = {1, 1, 1}) {
    return computed(three(keys, weights), "code,group:g,a,b,c\n" + rows);
}

Scores total(const std::string& keys, const std::string& rows, const std::array<double, 3>& weights = {1, 1, 1}) {
    return scores(of_three(keys, rows, weights));
}

double only(const Scores& scores) {
    REQUIRE(scores.size() == 1);
    REQUIRE(scores[0].has_value());
    return *scores[0];
}

}  // namespace

TEST_CASE("each mean is the one that its name says, by the weights") {
    const auto by = [](const std::string& method) {
        return only(total(R"("aggregation": )" + method + ",", "x,,10,20,40\n", {2, 1, 1}));
    };
    CHECK(by(R"("arithmetic")") == Approx(20));
    CHECK(by(R"("geometric")") == Approx(std::pow(10. * 10 * 20 * 40, 0.25)));
    CHECK(by(R"("harmonic")") == Approx(4 / (2 / 10. + 1 / 20. + 1 / 40.)));
    CHECK(by(R"({"method": "power", "exponent": 2})") == Approx(std::sqrt((200. + 400 + 1600) / 4)));
    CHECK(by(R"({"method": "power", "exponent": -1})") == Approx(by(R"("harmonic")")));
    CHECK(by(R"("minimum")") == 10);
}

TEST_CASE("a power mean of exponent 0 is its limit, the geometric mean") {
    const std::string zero = R"("aggregation": {"method": "power", "exponent": 0},)";
    CHECK(only(total(zero, "x,,10,20,40\n")) == Approx(20));
    CHECK(reason(of_three(zero, "x,,10,0,40\n"), 0) == Reason::not_positive);
}

TEST_CASE("Copeland counts units beaten less units lost to") {
    CHECK(total(R"("aggregation": "copeland",)", "x,,3,3,1\ny,,2,2,2\nz,,1,1,3\n") == Scores{2, 0, -2});
    CHECK(total(R"("aggregation": "copeland",)", "x,,1,2,\ny,,2,1,\nz,,,,\n") == Scores{0, 0, none});
}

TEST_CASE("a mean that needs scores above zero has none for a unit that lacks one, and says so") {
    for (const std::string method : {"geometric", "harmonic"}) {
        const Result result =
            of_three(R"("aggregation": ")" + method + "\",", "x,,50,0,50\ny,,50,-1,50\nz,,50,50,50\n");
        CHECK(!result.score(0, 0));
        CHECK(!result.score(1, 0));
        CHECK(*result.score(2, 0) == Approx(50));
        CHECK(reason(result, 0) == Reason::not_positive);
        CHECK(reason(result, 1) == Reason::not_positive);
    }
}

TEST_CASE("a power mean takes zero but nothing below") {
    const Result result =
        of_three(R"("aggregation": {"method": "power", "exponent": 2},)", "x,,50,0,50\ny,,50,-1,50\n");
    CHECK(*result.score(0, 0) == Approx(std::sqrt(5000 / 3.)));
    CHECK(reason(result, 1) == Reason::negative);
}

TEST_CASE("a child without a score leaves its weight to the others, its parent without a score, or is imputed") {
    const std::string rows = "x,n,10,20,30\ny,n,40,50,\nz,s,10,10,60\n";
    CHECK(total(R"("missing": "reweight",)", rows) == Scores{20, 45, 80 / 3.});
    CHECK(total(R"("missing": "reweight",)", rows, {1, 3, 1})[1] == 47.5);
    CHECK(total(R"("missing": {"impute": "mean"},)", rows)[1] == 45);
    CHECK(total(R"("missing": {"impute": "group-mean", "group": "g"},)", rows)[1] == 40);
    const Result strict = of_three(R"("missing": "none",)", rows);
    CHECK(scores(strict) == Scores{20, none, 80 / 3.});
    CHECK(reason(strict, 1) == Reason::child_missing);
}

TEST_CASE("what is put in for a score is told") {
    const Result result = of_three(R"("missing": {"impute": "median"},)", "x,,10,20,30\ny,,40,50,\n");
    REQUIRE(result.changes.size() == 1);
    CHECK(result.changes[0].of == Change::Of::score);
    CHECK(result.changes[0].row == 1);
    CHECK(result.index.nodes[result.changes[0].node].code == "c");
    CHECK(result.changes[0].after == 30);
    CHECK(result.changes[0].rule == "median");
    CHECK(!result.score(1, *result.index.find("c")));
}

TEST_CASE("a unit of which nothing was measured has no score, without a reason of the node's own") {
    const Result result = of_three(R"("missing": "none",)", "x,,10,20,30\ny,,,,\n");
    CHECK(scores(result) == Scores{20, none});
    CHECK(!reason(result, 1));
}

TEST_CASE("no score is made up for a unit of which nothing was measured") {
    for (const ImputationMethod& method : imputation_methods()) {
        if (method.centre == nullptr) continue;
        CAPTURE(method.name);
        const Result result =
            of_three(fmt::format(R"("missing": {{"impute": "{}"{}}},)", method.name,
                                 method.looks == ImputationMethod::Looks::at_groups ? R"(, "group": "g")" : ""),
                     "x,n,10,20,30\ny,n,40,50,\nz,n,,,\n");
        CHECK(result.score(1, 0).has_value());
        CHECK(!result.score(2, 0));
        CHECK(result.changes.size() == 1);
    }
}

TEST_CASE("coverage asks for a share of the weight or of the children") {
    const auto by = [](const std::string& of, double at_least) {
        return total(fmt::format(R"("coverage": {{"of": "{}", "at_least": {}}},)", of, at_least), "x,,10,,\ny,,,10,\n",
                     {2, 1, 1});
    };
    CHECK(by("weight", 0.5) == Scores{10, none});
    CHECK(by("weight", 0.25) == Scores{10, 10});
    CHECK(by("children", 0.3) == Scores{10, 10});
    CHECK(by("children", 0.4) == Scores{none, none});
}

TEST_CASE("coverage of weights that are no binary fractions holds at the share asked for") {
    const std::string rows = "x,,10,20,\n";
    CHECK(only(total(R"("coverage": {"at_least": 0.3},)", rows, {0.1, 0.2, 0.7})) == Approx(5 / 0.3));
}

TEST_CASE("coverage of indicators counts what was measured at the bottom of the tree") {
    const std::string leaf = std::string(", ") + as_given + "}";
    const Index index =
        index_of(R"({"code": "p", "name": "P", "children": [{"code": "a", "name": "A")" + leaf +
                     R"(, {"code": "b", "name": "B")" + leaf +
                     R"(]}, {"code": "q", "name": "Q", "children": [{"code": "c", "name": "C")" + leaf + "]}",
                 R"("coverage": {"of": "indicators", "at_least": 0.6},)");
    const Result result = computed(index, "code,a,b,c\nx,10,,30\ny,10,,\n");
    CHECK(scores(result) == Scores{20, none});
    CHECK(reason(result, 1) == Reason::below_coverage);
    CHECK(scores(result, "p") == Scores{10, 10});
}

TEST_CASE("a node rounds half up, and what is above uses the rounded score") {
    const std::string leaf = R"(, "round": {"digits": 1}, "goalposts": {"worst": 0, "best": 100}})";
    const Index index = index_of(R"({"code": "a", "name": "A")" + leaf + R"(, {"code": "b", "name": "B")" + leaf);
    const Result result = computed(index, "code,a,b\nx,2.25,2.35\ny,-2.25,0\n");
    CHECK(scores(result, "a") == Scores{2.3, -2.2});
    CHECK(scores(result, "b") == Scores{2.4, 0});
    CHECK(*result.score(0, 0) == Approx(2.35).epsilon(1e-15));
    CHECK(total(R"("round": {"digits": 0},)", "x,,1,2,1.5\n") == Scores{2});
}

TEST_CASE("rescaling gives the period's best unit the score asked for") {
    CHECK(total(R"("rescale": {"best": 100},)", "x,,20,20,20\ny,,50,50,50\n") == Scores{40, 100});
    const Result years = computed(three(R"("rescale": {"best": 10},)"),
                                  "code,period,a,b,c\nx,2019,20,20,20\nx,2020,30,30,30\ny,2020,60,60,60\n");
    CHECK(scores(years) == Scores{10, 5, 10});
}

TEST_CASE("scores whose best is not above zero cannot be rescaled, and it is said why") {
    const Result result = of_three(R"("rescale": {"best": 100},)", "x,,0,0,0\ny,,-5,-5,-5\nz,,,,\n");
    CHECK(scores(result) == Scores{none, none, none});
    CHECK(reason(result, 0) == Reason::no_factor);
    CHECK(reason(result, 1) == Reason::no_factor);
    CHECK(!reason(result, 2));
}

TEST_CASE("an inner node of negative direction enters its parent reversed") {
    const std::string leaf = std::string(", ") + as_given + "}]}";
    const Index index =
        index_of(R"({"code": "risk", "name": "R", "direction": "negative", "children": [)"
                 R"({"code": "a", "name": "A")" +
                     leaf + R"(, {"code": "p", "name": "P", "children": [{"code": "b", "name": "B")" + leaf,
                 R"("normalisation": {"method": "min-max", "range": [0, 100]},)");
    const Result result = computed(index, "code,a,b\nx,30,50\n");
    CHECK(scores(result, "risk") == Scores{30});
    CHECK(scores(result) == Scores{60});
}

TEST_CASE("a reversed score stays on a scale that does not begin at 0") {
    const Index index = index_of(R"({"code": "risk", "name": "R", "direction": "negative", "children": [
                                      {"code": "a", "name": "A"}]})",
                                 R"("normalisation": {"method": "min-max", "range": [50, 100]},)");
    const Result result = computed(index, "code,a\nx,0\ny,4\nz,10\n");
    CHECK(scores(result, "risk") == Scores{50, 70, 100});
    CHECK(scores(result) == Scores{100, 80, 50});
}

TEST_CASE("an inverted mean on another range rewards what the plain one punishes") {
    const std::string keys = R"("aggregation": {"method": "geometric", "inverted": true, "on": [1, 10]},)";
    // 80, 40 and 90 lie at 2.8, 6.4 and 1.9 of a scale from 10 (the score 0) to 1 (the score 100).
    const double mean = std::cbrt(2.8 * 6.4 * 1.9);
    CHECK(only(total(keys, "x,,80,40,90\n")) == Approx(100 - (mean - 1) / 9 * 100));
    CHECK(only(total(keys, "x,,0,0,0\n")) == Approx(0).margin(1e-12));
    CHECK(only(total(keys, "x,,100,100,100\n")) == Approx(100));
}

TEST_CASE("a mean on another range gives zero a score, but not what lies below that range") {
    const std::string keys = R"("aggregation": {"method": "geometric", "on": [1, 10]},)";
    CHECK(only(total(keys, "x,,0,0,100\n")) == Approx((std::cbrt(10) - 1) / 9 * 100));
    CHECK(reason(of_three(keys, "x,,-20,50,50\n"), 0) == Reason::not_positive);
}

TEST_CASE("weights may be of any size, only their proportions count") {
    CHECK(only(total("", "x,,10,20,60\n", {1e300, 1e300, 2e300})) == Approx(37.5));
    CHECK(only(total("", "x,,10,20,60\n", {1e308, 1e308, 1e308})) == Approx(30));
    CHECK(only(total("", "x,,10,20,60\n", {5e-324, 5e-324, 1e-323})) == Approx(37.5));
    CHECK(only(total("", "x,,10,20,60\n", {1e-300, 1, 1e-300})) == Approx(20));
    CHECK(only(total("", "x,,10,,60\n", {1e-300, 1, 3e-300})) == Approx(47.5));
    const Result heavy = of_three("", "x,,10,20,60\n", {1e308, 1e308, 1e308});
    CHECK(heavy.weights[0][1] == Approx(1 / 3.));
}

TEST_CASE("a mean too large for a number is no score, and it is said why") {
    const Result result = of_three("", "x,,1.7e308,1.7e308,1.7e308\ny,,1,1,1\n");
    CHECK(reason(result, 0) == Reason::out_of_range);
    CHECK(*result.score(1, 0) == Approx(1));
}

TEST_CASE("distances and deviations lose nothing to the range of the scores") {
    const std::string both = R"({"code": "a", "name": "A"}, {"code": "b", "name": "B"})";
    const auto scored = [&](const std::string& method, const std::string& low, const std::string& high) {
        const std::string keys = R"("aggregation": ")" + method +
                                 R"(", "normalisation": {"method": "min-max", "range": [)" + low + ", " + high + "]},";
        return scores(computed(index_of(both, keys), "code,a,b\nx,1,9\ny,4,2\nz,7,5\nw,3,3\n"));
    };
    for (const std::string power : {"e-170", "e200"}) {
        INFO(power);
        for (std::size_t unit = 0; unit < 4; ++unit) {
            CHECK(*scored("topsis", "1" + power, "100" + power)[unit] == Approx(*scored("topsis", "1", "100")[unit]));
            CHECK(*scored("mazziotta-pareto", "1" + power, "100" + power)[unit] / std::stod("1" + power) ==
                  Approx(*scored("mazziotta-pareto", "1", "100")[unit]));
        }
    }
}

TEST_CASE("power means lose nothing to their exponent") {
    const auto mean = [](const std::string& exponent, const std::string& values) {
        return only(
            total(R"("aggregation": {"method": "power", "exponent": )" + exponent + "},", "x,," + values + "\n"));
    };
    // By arbitrary precision (mpmath).
    CHECK(mean("200", "7,4,1") == Approx(6.96165398482547).epsilon(1e-10));
    CHECK(mean("1000", "70,40,10") == Approx(69.9231393675).epsilon(1e-10));
    CHECK(mean("-200", "700,40,60") == Approx(40.2203270387).epsilon(1e-10));
    CHECK(mean("1e-15", "1,10,100") == Approx(10).epsilon(1e-12));
    CHECK(mean("1e-4", "1,10,100") == Approx(10.0017674555389).epsilon(1e-12));
    CHECK(mean("200", "0,0,0") == 0);
    const Result small =
        of_three(R"("aggregation": {"method": "power", "exponent": 1e-15},)", "x,,1,10,100\ny,,1,20,80\n");
    CHECK(rank(small, 0, small.data.periods[0]).ranks_in_order[1] == 2);
}

TEST_CASE("a child of weight 0 is shown and does not count") {
    const std::string both = R"({"code": "a", "name": "A"}, {"code": "b", "name": "B", "weight": 0})";
    const std::string rows = "code,a,b\nx,1,9\ny,2,\nz,3,1\n";
    for (const char* keys :
         {"", R"("missing": "none",)", R"("missing": {"impute": "mean"},)", R"("aggregation": "minimum",)",
          R"("aggregation": "copeland",)", R"("coverage": {"of": "children", "at_least": 1},)",
          R"("coverage": {"of": "indicators", "at_least": 1},)",
          R"("aggregation": {"method": "geometric", "on": [1, 10]},)"}) {
        INFO(keys);
        const Result with = computed(index_of(both, keys), rows);
        const Result without = computed(index_of(R"({"code": "a", "name": "A"})", keys), "code,a\nx,1\ny,2\nz,3\n");
        CHECK(scores(with) == scores(without));
        CHECK(scores(with, "b") == Scores{100, none, 0});
        CHECK(with.weights[0] == std::vector<double>{1, 1, 0});
    }
}

TEST_CASE("the range of a child of weight 0 decides nothing") {
    const std::string zero = R"({"code": "b", "name": "B", "weight": 0,
        "normalisation": {"method": "min-max", "range": [50, 90]}}, )";
    const std::string one = R"({"code": "a", "name": "A"})";
    const auto scores_of = [](const std::string& children, const std::string& keys) {
        return scores(computed(index_of(children, keys), "code,a,b\nx,1,9\ny,2,5\nz,3,1\n"));
    };
    for (const char* const keys : {R"("aggregation": {"method": "geometric", "on": [1, 10]},)",
                                   R"("aggregation": {"method": "harmonic", "inverted": true, "on": [1, 10]},)"}) {
        CAPTURE(keys);
        CHECK(scores_of(zero + one, keys) == scores_of(one, keys));
    }
    const std::string reversed = R"({"code": "p", "name": "P", "direction": "negative", "children": [)";
    CHECK(scores_of(reversed + zero + one + "]}", "") == Scores{100, 50, 0});
}

TEST_CASE("weights are found among the children that count") {
    const std::string two = R"({"code": "a", "name": "A"}, {"code": "b", "name": "B"})";
    const Result with =
        computed(index_of(two + R"(, {"code": "c", "name": "C", "weight": 0})", R"("weighting": "entropy",)"),
                 "code,a,b,c\nx,1,9,5\ny,2,3,5.5\nz,5,1,6\n");
    const Result without = computed(index_of(two, R"("weighting": "entropy",)"), "code,a,b\nx,1,9\ny,2,3\nz,5,1\n");
    CHECK(with.weights[0][1] == without.weights[0][1]);
    CHECK(with.weights[0][3] == 0);
}

TEST_CASE("a Mazziotta-Pareto score is the mean less or more its variance over itself") {
    const auto by = [](const std::string& keys, const std::string& row = "x,,10,20,30\n") {
        return total(R"("aggregation": {"method": "mazziotta-pareto")" + keys + "},", row)[0];
    };
    const double variance = 200.0 / 3;
    CHECK(*by("") == Approx(20 - variance / 20));
    CHECK(*by(R"(, "penalty": "plus")") == Approx(20 + variance / 20));
    CHECK(*by(R"(, "divisor": "n-1")") == Approx(20 - 5));
    CHECK(*by("", "x,,10,,30\n") == Approx(20 - 100.0 / 20));
    CHECK(by("", "x,,0,20,30\n") == none);
}

TEST_CASE("relative closeness is 1 at the best of everything and 0 at the worst") {
    const std::string by = R"("aggregation": "topsis",)";
    const Scores scores = total(by, "x,,90,80,70\ny,,10,20,30\nz,,90,20,70\nw,,,80,\nv,,,,\n");
    CHECK(scores[0] == 1.0);
    CHECK(scores[1] == 0.0);
    const double up = std::sqrt(80. * 80 + 40 * 40), down = 60;  // all weights the same
    CHECK(*scores[2] == Approx(up / (up + down)));
    CHECK(scores[3] == 1.0);
    CHECK(scores[4] == none);
    const Result same = of_three(by, "x,,1,2,3\ny,,1,2,3\n");
    CHECK(reason(same, 0) == Reason::too_few_units);
}

TEST_CASE("a node by relative closeness counts the other way between 0 and 1") {
    const std::string children = R"({"code": "p", "name": "P", "direction": "negative", "aggregation": "topsis",
        "children": [{"code": "a", "name": "A"}, {"code": "b", "name": "B"}]})";
    CHECK(scores(computed(index_of(children), "code,a,b\nx,2,2\ny,1,1\n")) == Scores{0, 1});
}

TEST_CASE("a grey relational degree is the mean of what comes near the best there is") {
    const Scores scores = total(R"("aggregation": "grey-relational",)", "x,,100,50,100\ny,,0,50,75\n");
    CHECK(scores[0] == 1.0);
    CHECK(*scores[1] == Approx((50. / 150 + 1 + 50. / 75) / 3));
    CHECK(*total(R"("aggregation": {"method": "grey-relational", "distinguishing": 1},)",
                 "x,,100,50,100\ny,,0,50,75\n")[1] == Approx((0.5 + 1 + 100. / 125) / 3));
}

TEST_CASE("benefit of the doubt gives each unit the weights that suit it") {
    const std::string by = R"("aggregation": "benefit-of-the-doubt",)";
    const Scores scores = total(by, "x,,100,50,50\ny,,50,100,50\nz,,50,50,50\nw,,0,0,0\nv,,,50,\nu,,,,\n");
    CHECK(*scores[0] == Approx(1));
    CHECK(*scores[1] == Approx(1));
    // The weights 1/150, 1/150 lift x and y to 1 and z to 2/3; those of the third child alone all three to 1.
    CHECK(*scores[2] == Approx(1));
    CHECK(scores[3] == 0.0);
    CHECK(*scores[4] == Approx(0.5));
    CHECK(scores[5] == none);
    // Half of its score from the third, the least from the others: 0.25 (100/50) + 0.25 (20/50) + 0.5 = 1.1 of x by
    // them.
    const std::string half = R"("aggregation": {"method": "benefit-of-the-doubt", "shares": [0.25, 0.5]},)";
    const Scores bound = total(half, "x,,100,20,40\ny,,20,100,40\nz,,50,50,40\n");
    CHECK(*bound[2] == Approx(1 / 1.1).margin(1e-9));
    CHECK(reason(of_three(half, "x,,100,0,40\ny,,20,100,40\n"), 0) == Reason::not_positive);
    CHECK_THROWS(three(R"("aggregation": {"method": "benefit-of-the-doubt", "shares": [0.4, 0.5]},)"));
}

TEST_CASE("scores next to nothing and below zero turn nothing under benefit of the doubt") {
    const std::string by = R"("aggregation": "benefit-of-the-doubt",)";
    for (const std::string tiny : {"0", "1e-3", "1e-6", "1e-9", "1e-12", "1e-15", "1e-16", "1e-100", "1e-310"}) {
        CAPTURE(tiny);
        const std::string others = "x,,100,50,50\ny,,20,100,50\n";
        CHECK(*total(by, others + "z,,80," + tiny + ",0\n")[2] == Approx(0.8).margin(1e-5));
        CHECK(*total(by, others + "z,," + tiny + ",80," + tiny + "\n")[2] == Approx(0.8).margin(1e-5));
        CHECK(*total(by, "x,,100,0," + tiny + "\ny,,40,60," + tiny + "\nz,,40,30,0\n")[2] == Approx(0.7).margin(1e-5));
    }
    CHECK(*total(by, "x,,100,-50,0\ny,,50,10,0\nz,,10,20,0\n")[1] == Approx(0.5 + 0.45));
}
