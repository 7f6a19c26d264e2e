#include "catch.hpp"

#include <iiindex/change.hpp>
#include <iiindex/compare.hpp>
#include <iiindex/explain.hpp>
#include <iiindex/rank.hpp>
#include <iiindex/robustness.hpp>
#include <iiindex/verify.hpp>

#include "computed.hpp"
#include "problems_of.hpp"

using namespace iiindex;
using Catch::Matchers::Contains;

// What arithmetic loses is no difference: a test for each that asks.

namespace {

using Ranks = std::vector<Rank>;

const std::string b_alone = R"({"code": "b", "name": "B"})";
const std::string a_and_b = R"({"code": "a", "name": "A"}, )" + b_alone;

/// 0.3 / 3, 0.1 / 1 and 0.7 / 7 are three doubles.
const std::string per_head = R"({"code": "a", "name": "A", "denominator": "heads"}, )" + b_alone;
const std::string same_per_head = "code,a,heads,b\nx,0.3,3,1\ny,0.1,1,2\nz,0.7,7,4\n";

/// p and q have 30 and 60, the other way round, on two scales; on that of a the subtraction of 812 loses much.
const std::string narrow = "code,a,b\nlow,812.0,0.0\nhigh,813.0,1.0\np,812.3,0.6\nq,812.6,0.3\n";

Ranks ranks(const Result& result) { return ranks_of(result, 0, result.data.periods.front()); }

std::string refused(const std::string& children, const std::string& csv, const std::string& keys = {}) {
    return problems_of([&] { computed(index_of(children, keys), csv); });
}

const Result& narrow_result() {
    static const Result result = computed(index_of(a_and_b, R"("tiers": {"cuts": [45, 30]}, )"), narrow);
    return result;
}

}  // namespace

TEST_CASE("a column that division leaves constant but for its last bits is refused") {
    for (const char* const method : {"min-max", "z-score", "distance-to-max"}) {
        const std::string keys = R"("normalisation": {"method": ")" + std::string(method) + R"("}, )";
        CHECK_THAT(refused(per_head, same_per_head, keys), Contains("'a' has the same value, 0.1, for all 3 units"));
    }
    CHECK_THAT(refused(R"({"code": "a", "name": "A"})", "code,a\nx,0.3\ny,0.30000000000000004\n"),
               Contains("has the same value"));
}

TEST_CASE("a column that a logarithm leaves constant but for its last bits is refused") {
    const std::string log = R"({"code": "a", "name": "A", "denominator": "heads", "transform": "log"})";
    CHECK_THAT(refused(log, "code,a,heads\nx,0.3,0.1\ny,3,1\nz,0.9,0.3\n"), Contains("has the same value"));
    CHECK_THAT(refused(log, "code,a,heads\nx,1.1,1.1\ny,1,1\nz,0.99999999999999989,1\n"),
               Contains("has the same value"));
}

TEST_CASE("the mean that is put in among equal values is that value") {
    CHECK_THAT(refused(a_and_b, "code,a,b\nw,0.1,1\nx,0.1,2\ny,0.1,3\nz,,4\n", R"("prepare": [{"impute": "mean"}], )"),
               Contains("has the same value, 0.1, for all 4 units"));
}

TEST_CASE("small differences that are real stay") {
    const std::string a = R"({"code": "a", "name": "A"})";
    CHECK(ranks(computed(index_of(a), "code,a\nx,1e-25\ny,2e-25\nz,4e-25\n")) == Ranks{3, 2, 1});
    CHECK(ranks(computed(index_of(a), "code,a\nx,1000000000.1\ny,1000000000.2\nz,1000000000.4\n")) == Ranks{3, 2, 1});
    CHECK(ranks(computed(index_of(a), "code,a\nx,100000000000001\ny,100000000000002\n")) == Ranks{2, 1});
}

TEST_CASE("values that are no different share their place") {
    for (const auto& [method, best] : {std::pair("rank", 4.0), {"borda", 3.0}, {"percentile-rank", 1.0}}) {
        const Result result = computed(index_of(R"({"code": "a", "name": "A", "denominator": "heads"})",
                                                R"("normalisation": {"method": ")" + std::string(method) + R"("}, )"),
                                       "code,a,heads\nw,0.3,3\nx,0.1,1\ny,0.7,7\nz,5,10\n");
        CAPTURE(method);
        CHECK(scores(result)[0] == scores(result)[1]);
        CHECK(scores(result)[1] == scores(result)[2]);
        CHECK(*scores(result)[3] == best);
        CHECK(ranks(result) == Ranks{2, 2, 2, 1});
    }
}

TEST_CASE("scores that exact arithmetic makes equal tie and reach the same tier") {
    const Result& result = narrow_result();
    REQUIRE(result.score(2, 0) != result.score(3, 0));
    CHECK(ranks(result) == Ranks{4, 1, 2, 2});
    CHECK(tier_of(result, 0, 2) == 1u);  // 45, less what was lost
    CHECK(tier_of(result, 0, 3) == 1u);
    CHECK(tier_of(result, 0, 0) == 3u);
}

TEST_CASE("a score that lost its half is rounded up") {
    const std::string rounded = R"("normalisation": {"method": "min-max", "range": [0, 99]}, "round": {"digits": 0}, )";
    CHECK(scores(computed(index_of(R"({"code": "a", "name": "A"})", rounded), "code,a\nx,90.2\ny,90.1\nz,90.0\n")) ==
          Scores{99, 50, 0});
    const std::string leaf = R"({"code": "a", "name": "A", "round": {"digits": 0}})";
    CHECK(scores(computed(index_of(leaf, R"("normalisation": {"method": "min-max", "range": [0, 99]}, )"),
                          "code,a\nx,90.2\ny,90.1\nz,90.0\n")) == Scores{99, 50, 0});
}

TEST_CASE("a unit keeps its score where its mean is lost below zero by its last bits") {
    const std::string children = R"({"code": "p", "name": "P", "direction": "negative", "aggregation": "arithmetic",
        "children": [{"code": "a", "name": "A", "weight": 0.1}, {"code": "c", "name": "C", "weight": 0.2},
                     {"code": "d", "name": "D", "weight": 0.7}, {"code": "e", "name": "E", "weight": 0.3}]}, )";
    const std::string csv = "code,a,c,d,e,b\nx,3,3,3,3,1\ny,1,2,1,1,9\nz,2,1,2,1,9\nw,3,,3,3,7\nv,,3,3,3,7\n";
    const Result result =
        computed(index_of(children + b_alone, R"("aggregation": {"method": "power", "exponent": 0.5}, )"), csv);
    CHECK(*scores(result)[3] == Approx(18.75));
    CHECK(ranks(result) == Ranks{5, 1, 2, 3, 3});
    const Result inverted = computed(index_of(a_and_b, R"("aggregation": {"method": "geometric", "inverted": true},
        "normalisation": {"method": "min-max", "range": [1, 100]}, )"),
                                     "code,a,b\nx,1,3\ny,5,5\nz,3,\n");
    CHECK(scores(inverted)[1] == 100.0);
    CHECK(scores(inverted)[2] == 50.5);  // its only part
}

TEST_CASE("a mean never leaves its parts") {
    const std::string on = R"("normalisation": {"method": "min-max", "range": [1, 100]}, )";
    for (const char* const mean : {R"("geometric")", R"("harmonic")", R"({"method": "power", "exponent": 3})"}) {
        const Result result = computed(index_of(a_and_b, R"("aggregation": )" + std::string(mean) + ", " + on),
                                       "code,a,b\nx,1,1\ny,5,5\nz,5,\n");
        CHECK(scores(result) == Scores{1, 100, 100});
    }
}

TEST_CASE("neither of two units that are no different beats the other") {
    const Result result =
        computed(index_of(R"({"code": "a", "name": "A", "denominator": "heads"})", R"("aggregation": "copeland", )"),
                 "code,a,heads\nw,0.3,3\nx,0.1,1\ny,0.7,7\nz,5,10\n");
    CHECK(scores(result) == Scores{-1, -1, -1, 3});
}

TEST_CASE("no weights are found from a child that is constant but for its last bits") {
    const std::string posts =
        R"({"code": "a", "name": "A", "denominator": "heads", "goalposts": {"worst": 0, "best": 1}}, )";
    for (const char* const method : {"entropy", "critic", "pca", "optimised"}) {
        CHECK_THAT(refused(posts + b_alone, same_per_head, R"("weighting": ")" + std::string(method) + R"(", )"),
                   Contains("give no weights"));
    }
}

TEST_CASE("no unit is rescaled by a best score that is zero but for its last bits") {
    const std::string posts =
        R"({"code": "a", "name": "A", "denominator": "heads", "goalposts": {"worst": 0.1, "best": 1}})";
    const Result result =
        computed(index_of(posts, R"("rescale": {"best": 100}, )"), "code,a,heads\nx,0.3,3\ny,0.7,7\n");
    CHECK(reason(result, 0) == Reason::no_factor);
}

TEST_CASE("a printed score, rank, tier and order agree with what was lost") {
    const Index index = index_of(R"({"code": "a", "name": "A"})", R"("tiers": {"cuts": [40]}, )");
    const std::string text = R"({"format": "iiindex/dataset/1", "published_digits": 0,
        "facts": [{"kind": "order", "node": "total", "units": ["q", "p"]}],
        "units": [{"code": "low", "values": {"a": 812.0}}, {"code": "high", "values": {"a": 813.0}},
                  {"code": "p", "values": {"a": 812.4}, "published": {"total": {"score": 40, "rank": 2, "tier": 1}}},
                  {"code": "q", "values": {"a": 812.4}}]})";
    Input input = load_dataset({"d.json", text}, index).value;
    const Result result = compute(std::move(input.index), std::move(input.data));
    REQUIRE(*result.score(2, 0) < 40);
    CHECK(verify(result, input.published).holds());
    input.published.digits = 15;
    CHECK(verify(result, input.published).holds());
}

TEST_CASE("who needs no more for a tier is in it, and what it takes is what a person would type") {
    const std::string csv = "code,a\nlow,812.0\nhigh,813.0\np,812.3\nq,812.9\n";
    const Index index = index_of(R"({"code": "a", "name": "A"})", R"("tiers": {"cuts": [40]}, )");
    const StepsUp steps = steps_up(index, data_of(index, csv), {}, 2, 0);
    REQUIRE(steps.alone[0].tier);
    CHECK(steps.alone[0].tier->moves[0].to == 812.4);
    REQUIRE(steps.alone[0].rank);
    CHECK(steps.alone[0].rank->moves[0].to == 812.9);
    CHECK(steps.alone[0].rank->rank == 2);
}

TEST_CASE("of two units that are no different neither leads") {
    const SideBySide found = compare(narrow_result(), {2, 3}, 0);
    CHECK(!found.nodes[0].leader);
    CHECK(found.nodes[0].lead == 0.0);
    CHECK(found.nodes[0].ranks == Ranks{2, 2});
}

TEST_CASE("a change counts units that are no different as tied") {
    const Index index = index_of(a_and_b);
    const Input year{index, data_of(index, narrow), {}};
    const Changes changes = change(year, year, 0);
    REQUIRE(changes.units.size() == 4);
    CHECK(changes.units[1].new_rank == 2);
    CHECK(changes.units[2].old_rank == 2);
    CHECK(changes.units[2].new_common_rank == 2);
}

TEST_CASE("replicates count units that are no different as tied") {
    const Robustness found = robustness(narrow_result(), {}, {.replicates = 10});
    REQUIRE(found.units.size() == 4);
    CHECK(found.units[1].count[2] == 10);
    CHECK(found.units[2].count[2] == 10);
    CHECK(found.units[2].tiers[0] == 10);
}
