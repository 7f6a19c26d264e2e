#include "catch.hpp"

#include <cmath>
#include <string>

#include <iiindex/explain.hpp>
#include <iiindex/load.hpp>

using namespace iiindex;

namespace {

/// Three units, two indicators below one node; "aggregation" as given.
Input input_of(const std::string& aggregation, const std::string& more = "") {
    return load_dataset({"test.json", R"({"format": "iiindex/dataset/1", "index": {"format": "iiindex/index/1",
        "code": "x", "name": "X", "aggregation": )" +
                                          aggregation + more + R"(,
        "normalisation": {"method": "min-max", "range": [0, 100]}, "tiers": {"cuts": [60]},
        "children": [{"code": "p", "name": "P", "weight": 3}, {"code": "q", "name": "Q", "weight": 1}]},
        "units": [{"code": "a", "values": {"p": 10, "q": 30}}, {"code": "b", "values": {"p": 6, "q": 20}},
                  {"code": "c", "values": {"p": 2, "q": 10}}]})"})
        .value;
}

Result result_of(const std::string& aggregation, const std::string& more = "") {
    Input input = input_of(aggregation, more);
    return compute(std::move(input.index), std::move(input.data));
}

}  // namespace

TEST_CASE("contributions to an arithmetic mean are weight times score") {
    const Result result = result_of(R"("arithmetic")");
    const Contributions parts = contributions({&result, 1}, 0);
    CHECK(parts.of[0] == Approx(50));
    CHECK(parts.of[1] == Approx(37.5));
    CHECK(parts.of[2] == Approx(12.5));
    CHECK(parts.own[0] == Approx(0).margin(1e-12));
}

TEST_CASE("contributions to a geometric mean are shares of weight") {
    const Result result = result_of(R"("geometric")", R"(, "missing": "reweight")");
    const Contributions parts = contributions({&result, 1}, 0);
    CHECK(parts.of[1] == Approx(0.75 * parts.of[0]));
    CHECK(parts.of[2] == Approx(0.25 * parts.of[0]));
}

TEST_CASE("the gap of two geometric means is split by logarithms") {
    const Result result = result_of(R"("geometric")", R"(, "missing": "reweight")");
    const Contributions parts = gap_contributions({&result, 0}, {&result, 1}, 0);
    const double mean = (100 - 50) / (std::log(100) - std::log(50));
    CHECK(parts.of[0] == Approx(50));
    CHECK(parts.of[1] == Approx(0.75 * mean * std::log(2)));
    CHECK(parts.own[0] == Approx(0).margin(1e-9));
}

TEST_CASE("the weakest child bears a minimum") {
    Input input = input_of(R"("minimum")");
    input.data.values.column(1)[1] = 12;  // q of b: 10 of 100
    const Result result = compute(std::move(input.index), std::move(input.data));
    const Contributions parts = contributions({&result, 1}, 0);
    CHECK(parts.of[1] == 0);
    CHECK(parts.of[2] == Approx(10));
    // From b (50, 10) to a (100, 100): q is the weakest all the way.
    const Contributions gap = gap_contributions({&result, 0}, {&result, 1}, 0);
    CHECK(gap.of[1] + gap.of[2] == Approx(90));
    CHECK(gap.of[2] == Approx(90));
}

TEST_CASE("rounding is a node's own part") {
    const Result result = result_of(R"("arithmetic")", R"(, "round": {"digits": -1})");
    const Contributions parts = contributions({&result, 1}, 0);
    CHECK(parts.of[1] + parts.of[2] + parts.own[0] == Approx(parts.of[0]));
}

TEST_CASE("a missing child has neither weight nor contribution") {
    Input input = input_of(R"("arithmetic")");
    input.data.values.column(1)[1] = missing;
    const Result result = compute(std::move(input.index), std::move(input.data));
    const Explanation explanation = explain({&result, 1}, 0);
    REQUIRE(explanation.nodes.size() == 3);
    CHECK(explanation.nodes[1].effective_weight == 1);
    CHECK(explanation.nodes[2].effective_weight == 0);
    CHECK(explanation.nodes[2].contribution == 0);
    CHECK_FALSE(explanation.nodes[2].score);
    CHECK(explanation.nodes[2].rank == 0);
    // Against a unit that has both, what the other's extra child adds stands at that child.
    const Contributions gap = gap_contributions({&result, 0}, {&result, 1}, 0);
    CHECK(gap.of[1] + gap.of[2] == Approx(50));
}

TEST_CASE("an explanation has rank, tier, the median and the tier above") {
    const Result result = result_of(R"("arithmetic")");
    const Explanation explanation = explain({&result, 1}, 0);
    CHECK(explanation.ranked == 3);
    CHECK(explanation.nodes[0].rank == 2);
    CHECK(explanation.nodes[0].tier == 2);
    CHECK(explanation.nodes[0].median == Approx(50));
    CHECK(explanation.nodes[1].next_tier == Approx(100));
}

TEST_CASE("the smallest change of an indicator is found exactly") {
    const Input input = input_of(R"("arithmetic")");
    const StepsUp steps = steps_up(input.index, input.data, {}, 1, 0);
    REQUIRE(steps.alone.size() == 2);
    // b has 0.75 * 50 + 0.25 * 50 = 50; 60 takes p = 50 + 10 / 0.75, which is 2 + 8 * 0.6333.
    REQUIRE(steps.alone[0].tier);
    // That is 7.0666...: a person would type 7.067.
    CHECK(steps.alone[0].tier->moves[0].to == 7.067);
    CHECK_FALSE(steps.alone[0].tier->moves[0].sets_scale);
    REQUIRE(steps.alone[1].tier);
    CHECK(steps.alone[1].tier->moves[0].to == 28);
    REQUIRE(steps.together_tier);
    CHECK(steps.together_tier->share == Approx(0.2).epsilon(1e-12));
}

TEST_CASE("a change that sets the scale moves the others too") {
    const Input input = input_of(R"("arithmetic")");
    const StepsUp steps = steps_up(input.index, input.data, {}, 1, 0);
    // b passes a (100 on q) once p goes beyond a's 10: then a's p falls to 800 / (p - 2).
    REQUIRE(steps.alone[0].rank);
    const Move& move = steps.alone[0].rank->moves[0];
    CHECK(move.sets_scale);
    CHECK(move.to == 11.6);  // 75 + 12.5 = 0.75 * 800 / (p - 2) + 25
    CHECK(steps.alone[0].rank->rank == 1);
}

TEST_CASE(
    "only the indicators with the longest way by weight are searched, and only for a rank, where that is asked for") {
    const Input input = input_of(R"("arithmetic")");
    const StepsUp all = steps_up(input.index, input.data, {}, 1, 0);
    const StepsUp some = steps_up(input.index, input.data, {}, 1, 0, 1);
    REQUIRE(some.alone.size() == 1);
    CHECK(some.alone[0].node == 1);  // p: three quarters of the weight
    CHECK_FALSE(some.alone[0].tier);
    REQUIRE(some.alone[0].rank);
    CHECK(some.alone[0].rank->moves[0].to == all.alone[0].rank->moves[0].to);
}

TEST_CASE("a step is found where a value further on is worse again") {
    // A spread of z-scores costs what a high one gains: far beyond the others b is penalised for it.
    const Input input = load_dataset({"test.json", R"({"format": "iiindex/dataset/1", "index": {
        "format": "iiindex/index/1", "code": "x", "name": "X", "aggregation": "mazziotta-pareto",
        "normalisation": {"method": "z-score", "mean": 100, "sd": 10}, "tiers": {"cuts": [100]},
        "children": [{"code": "p", "name": "P"}, {"code": "q", "name": "Q"}]},
        "units": [{"code": "a", "values": {"p": 7, "q": 7}}, {"code": "b", "values": {"p": 5, "q": 4}},
                  {"code": "c", "values": {"p": 8, "q": 6}}, {"code": "d", "values": {"p": 5, "q": 9}}]})"})
                            .value;
    const StepsUp steps = steps_up(input.index, input.data, {}, 1, 0);
    REQUIRE(steps.alone[0].rank);
    CHECK(steps.alone[0].rank->moves[0].to == 8.811);
    CHECK_FALSE(steps.alone[0].tier);
}

TEST_CASE("what formulas make of a value moves with it") {
    const Index index = load_index({"i.json", R"({"format": "iiindex/index/1", "code": "t", "name": "T",
        "normalisation": {"method": "min-max", "range": [0, 100]}, "tiers": {"cuts": [50]}, "children": [
        {"code": "a", "name": "A", "goalposts": {"worst": 0, "best": 20}},
        {"code": "f", "name": "F", "formula": "a / 2", "goalposts": {"worst": 0, "best": 10}},
        {"code": "g", "name": "G", "formula": "f * 3", "goalposts": {"worst": 0, "best": 30}}]})"})
                            .value;
    Input input = load_dataset({"test.csv", "code,a\nx,10\ny,6\nz,4\n"}, index).value;
    derive(input.index, input.data);
    const StepsUp steps = steps_up(input.index, input.data, {}, 1, 0);
    REQUIRE(steps.alone.size() == 3);
    CHECK(steps.alone[0].tier->moves[0].to == 10);  // all three have 50 then
    CHECK(steps.alone[1].tier->moves[0].to == 6);   // a keeps 30, f and g have 60
    CHECK(steps.alone[2].tier->moves[0].to == 27);  // a and f keep 30
}

TEST_CASE("a rank that any difference gains takes a number that a person would type") {
    const Input input = input_of(R"("copeland")");
    const StepsUp steps = steps_up(input.index, input.data, {}, 1, 0);
    REQUIRE(steps.alone[0].rank);
    CHECK(steps.alone[0].rank->moves[0].to == 10.001);  // p decides, and a has 10
    // Where p says nothing, q decides.
    const Input tied = load_dataset({"test.csv", "code,p,q\na,10,30\nb,10,20\nc,2,10\n"}, input.index).value;
    const StepsUp from_tie = steps_up(tied.index, tied.data, {}, 1, 0);
    REQUIRE(from_tie.alone[0].rank);
    CHECK(from_tie.alone[0].rank->moves[0].to == 10.000001);
}

TEST_CASE("the weakest indicators are those that count") {
    Input input = input_of(R"("arithmetic")");
    input.index.nodes[*input.index.find("q")].weight = 0;
    const StepsUp steps = steps_up(input.index, input.data, {}, 1, 0);
    CHECK(steps.weakest == std::vector{*input.index.find("p")});
}

TEST_CASE("the best unit has nowhere to go") {
    const Input input = input_of(R"("arithmetic")");
    const StepsUp steps = steps_up(input.index, input.data, {}, 0, 0);
    CHECK_FALSE(steps.has_better_rank);
    CHECK_FALSE(steps.has_better_tier);
    CHECK_FALSE(steps.together_rank);
}

TEST_CASE("steps are not searched where that would take long: in large tables, and smaller ones by pairs of units") {
    const auto is_searched = [](const std::string& aggregation) {
        std::string table = "code,p,q\n";
        for (int i = 0; i < 400; ++i)
            table += "u" + std::to_string(i) + "," + std::to_string(i) + "," + std::to_string(i * 7 % 11) + "\n";
        const Input input = load_dataset({"test.csv", table}, input_of('"' + aggregation + '"').index).value;
        return steps_up(input.index, input.data, {}, 398, 0).searched;
    };
    CHECK(is_searched("arithmetic"));
    CHECK_FALSE(is_searched("copeland"));
}

TEST_CASE("steps of an indicator itself are those of its values") {
    const Input input = input_of(R"("arithmetic")");
    const StepsUp steps = steps_up(input.index, input.data, {}, 1, 1);
    CHECK(steps.has_better_rank);
    CHECK(steps.alone.size() == 1);
}
