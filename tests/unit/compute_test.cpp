#include <fmt/format.h>

#include "catch.hpp"

#include "computed.hpp"
#include "problems_of.hpp"

using namespace iiindex;

namespace {

/// Two parts of two indicators each, on a scale from 0 to 10.
Index tree() {
    return index_of(R"(
        {"code": "p", "name": "P", "weight": 3, "children": [
            {"code": "a", "name": "A", "weight": 2}, {"code": "b", "name": "B", "weight": 2, "direction": "negative"}]},
        {"code": "q", "name": "Q", "weight": 1, "aggregation": "minimum", "children": [
            {"code": "c", "name": "C"}, {"code": "d", "name": "D"}]})",
                    R"("normalisation": {"method": "min-max", "range": [0, 10]},)");
}

constexpr const char* table = "code,a,b,c,d\nx,0,0,0,4\ny,1,3,4,0\nz,4,4,2,2\n";

}  // namespace

TEST_CASE("scores run up the tree by the weights") {
    const Result result = computed(tree(), table);
    CHECK(scores(result, "a") == Scores{0, 2.5, 10});
    CHECK(scores(result, "b") == Scores{10, 2.5, 0});
    CHECK(scores(result, "p") == Scores{5, 2.5, 5});
    CHECK(scores(result, "q") == Scores{0, 0, 5});
    CHECK(scores(result) == Scores{3.75, 1.875, 5});
    CHECK(result.absences.empty());
    CHECK(result.changes.empty());
}

TEST_CASE("the weights as used are shares of the siblings', in every period") {
    const Result result = computed(tree(), "code,period,a,b,c,d\nx,1,0,0,0,4\ny,1,4,4,2,2\nx,2,0,0,0,4\ny,2,4,4,2,2\n");
    REQUIRE(result.weights.size() == 2);
    for (const auto& weights : result.weights) {
        CHECK(weights[0] == 1);
        CHECK(weights[*result.index.find("p")] == 0.75);
        CHECK(weights[*result.index.find("b")] == 0.5);
        CHECK(weights[*result.index.find("q")] == 0.25);
    }
}

TEST_CASE("the line to the scores is kept, by period and indicator") {
    const Result result = computed(tree(), table);
    const Scale& down = *result.scales[0][1];
    CHECK(down.from == 4);
    CHECK(down.span == -4);
    CHECK(down.times == 10);
    CHECK(!computed(index_of(R"({"code": "a", "name": "A"})", R"("normalisation": "rank",)"), "code,a\nx,1\ny,2\n")
               .scales[0][0]);
}

TEST_CASE("a result that keeps only the upper levels is the full one without the rest") {
    const Result full = computed(tree(), table);
    for (std::size_t depth = 0; depth <= 2; ++depth) {
        const Result limited = computed(tree(), table, {.depth = depth});
        for (std::size_t node = 0; node < full.index.nodes.size(); ++node) {
            const bool is_kept = full.index.nodes[node].level <= depth;
            CHECK((limited.column_of[node] != Result::not_kept) == is_kept);
            if (is_kept)
                CHECK(scores(limited, full.index.nodes[node].code) == scores(full, full.index.nodes[node].code));
        }
    }
}

TEST_CASE("each period is computed by itself, whatever the order of its rows") {
    const Result both = computed(tree(),
                                 "code,period,a,b,c,d\nx,2020,0,0,0,4\ny,2019,5,1,1,1\ny,2020,1,3,4,0\n"
                                 "x,2019,7,2,2,2\nz,2020,4,4,2,2\n");
    REQUIRE(both.data.periods.size() == 2);
    CHECK(both.data.periods[0].label == "2019");
    CHECK(both.data.periods[1].first == 2);
    const Scores all = scores(both), alone = scores(computed(tree(), table));
    CHECK(Scores(all.begin() + 2, all.end()) == alone);
}

TEST_CASE("more nodes than can be told apart are refused") {
    Index index = index_of(R"({"code": "a", "name": "A"})");
    const Dataset data = data_of(index, "code,a\nx,1\ny,2\n");
    index.nodes.resize(Index::most_nodes + 1, index.nodes.back());
    CHECK(problems_of([&] { compute(index, data); }) == "i.json: error: more than 65000 nodes\n");
}

TEST_CASE("all indicators without a scale are told at once, whatever their nodes look at") {
    const Index index = index_of(R"(
        {"code": "p", "name": "P", "weighting": "equal", "children": [
            {"code": "a", "name": "A"}, {"code": "b", "name": "B"}]},
        {"code": "q", "name": "Q", "children": [{"code": "c", "name": "C"}, {"code": "d", "name": "D"}]})");
    const std::string text = problems_of([&] { computed(index, "code,a,b,c,d\nx,1,2,5,\ny,1,3,5,\n"); });
    CHECK(text.find("indicator 'a' has the same value, 1") != text.npos);
    CHECK(text.find("indicator 'c' has the same value, 5") != text.npos);
    CHECK(text.find("indicator 'd' has no value") != text.npos);
}

TEST_CASE("all nodes whose scores give no weights are told at once, and none above them") {
    const Index index = index_of(R"(
        {"code": "p", "name": "P", "children": [{"code": "a", "name": "A"}, {"code": "b", "name": "B"}]},
        {"code": "q", "name": "Q", "children": [{"code": "c", "name": "C"}, {"code": "d", "name": "D"}]})",
                                 R"("weighting": "pca",)");
    const std::string text = problems_of([&] { computed(index, "code,a,b,c,d\nx,1,2,5,1\ny,2,3,4,2\n"); });
    CHECK(text.find("the scores below 'p' give no weights by 'pca'") != text.npos);
    CHECK(text.find("the scores below 'q' give no weights by 'pca'") != text.npos);
    CHECK(text.find("'total'") == text.npos);
}

TEST_CASE("a constant indicator in one of the periods is refused with the period's name") {
    const std::string text = problems_of([] {
        computed(tree(), "code,period,a,b,c,d\nx,2019,0,0,0,4\ny,2019,0,1,1,1\nx,2020,1,3,4,0\ny,2020,2,2,2,2\n");
    });
    CHECK(text.find("indicator 'a' has the same value, 0, for all 2 units in 2019") != text.npos);
    CHECK(text.find("2020") == text.npos);
}

TEST_CASE("a grouping that no unit states is refused and named") {
    const Index index =
        index_of(R"({"code": "a", "name": "A"})", R"("missing": {"impute": "group-mean", "group": "region"},)");
    const std::string text = problems_of([&] { computed(index, "code,a\nx,1\ny,2\n"); });
    CHECK(text.find("'total' imputes by 'region', but no unit states that group") != text.npos);
    CHECK(text.find("add a column 'group:region'") != text.npos);
}

TEST_CASE("an absence further down is the reason for those above") {
    const Index index =
        index_of(R"({"code": "p", "name": "P", "children": [{"code": "a", "name": "A", "transform": "log"}]})");
    const Result result = computed(index, "code,a\nx,0\ny,1\nz,2\n");
    REQUIRE(result.absences.size() == 1);
    CHECK(result.absences[0].row == 0);
    CHECK(result.index.nodes[result.absences[0].node].code == "a");
    CHECK(scores(result) == Scores{none, 0, 100});
}

TEST_CASE("more units than a method can compare are refused before the work begins") {
    const auto refused = [](const std::string& method, std::size_t units) {
        const Index index = index_of(R"({"code": "a", "name": "A"}, {"code": "b", "name": "B"})",
                                     R"("aggregation": ")" + method + R"(",)");
        Dataset data;
        data.file = "d.csv";
        for (std::size_t unit = 0; unit < units; ++unit) data.units.codes.push_back("u");
        data.values = Columns(units, 2);
        data.periods = {Period{.label = "", .first = 0, .count = units}};
        return problems_of([&] { compute(index, data); });
    };
    CHECK(refused("copeland", 300'001)
              .starts_with("d.csv: error: 'total' by copeland compares every two of 300001 units, and 300000 are the "
                           "most"));
    CHECK(refused("benefit-of-the-doubt", 50'001)
              .starts_with("d.csv: error: 'total' by benefit-of-the-doubt compares every two of 50001 units, and "
                           "50000 are the most"));
}

TEST_CASE("more children than a way to weigh can compare are refused before the work begins") {
    const auto refused = [](const std::string& weighting) {
        std::string children;
        for (int i = 0; i < 1001; ++i) {
            children += fmt::format(R"({}{{"code": "i{}", "name": "I{}"}})", i == 0 ? "" : ",", i, i);
        }
        const Index index = index_of(children, R"("weighting": )" + weighting + ",");
        Dataset data;
        data.values = Columns(3, 1001);
        for (const char* code : {"x", "y", "z"}) data.units.codes.push_back(code);
        data.periods = {Period{.label = "", .first = 0, .count = 3}};
        return problems_of([&] { compute(index, data); });
    };
    for (const std::string method : {"pca", "factor-analysis", "critic", "optimised"}) {
        CAPTURE(method);
        CHECK(refused('"' + method + '"')
                  .find("weights below 'total' by " + method +
                        " compare every two of 1001 children, and 1000 are the most") != std::string::npos);
    }
    CHECK(refused(R"({"method": "combined", "of": ["entropy", "critic"]})").find("by critic compare every two") !=
          std::string::npos);
}
