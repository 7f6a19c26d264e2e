#include <iiindex/robustness.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <sstream>

#include <iiindex/aggregate.hpp>
#include <iiindex/compute.hpp>
#include <iiindex/format.hpp>
#include <iiindex/load.hpp>
#include <iiindex/named.hpp>
#include <iiindex/present.hpp>
#include <iiindex/rank.hpp>

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "engine/replicate/evaluator.hpp"
#include "robustness/stream.hpp"

using namespace iiindex;
using namespace iiindex::detail;

namespace {

Result computed(const std::string& index, const std::string& csv) {
    Input input = load_dataset({"a.csv", csv}, load_index({"i.json", index}).value).value;
    return compute(std::move(input.index), std::move(input.data));
}

/// An index of three levels, with what stands on the root, on the first branch and on the first indicator.
std::string index_with(const std::string& root, const std::string& branch = "", const std::string& indicator = "") {
    return R"({"format": "iiindex/index/1", "code": "total", "name": "Total", )" + root + R"( "children": [
        {"code": "a", "name": "A", "weight": 2, )" +
           branch + R"( "children": [
            {"code": "x", "name": "X", )" +
           indicator + R"( "weight": 3}, {"code": "y", "name": "Y", "direction": "negative"}]},
        {"code": "b", "name": "B", "children": [{"code": "z", "name": "Z"}]}]})";
}

const char* const complete =
    "code,x,y,z,group:g\np,1,5,2,k\nq,2,4,9,k\nr,3,1,4,l\ns,4,2,5,l\nt,5,3,1,k\nu,2.5,2.5,7,l\n";
const char* const gappy = "code,x,y,z,group:g\np,1,5,,k\nq,,4,9,k\nr,3,,4,l\ns,,,5,l\nt,5,3,1,k\nu,2.5,2.5,,l\n";
const char* const on_1_100 = R"("normalisation": {"method": "min-max", "range": [1, 100]}, )";
const char* const on_0_100 = R"("normalisation": {"method": "min-max", "range": [0, 100]}, )";

std::string json_of(const Robustness& found) {
    std::ostringstream out;
    find_named(formatters(), "json")->write(out, robustness_document(found, 3, Language::en), {});
    return out.str();
}

Robustness run(const Result& nominal, RobustnessOptions options = {.replicates = 1000}) {
    return robustness(nominal, usual_uncertainty(nominal.index, options.by), options);
}

}  // namespace

TEST_CASE("with nothing varied a replicate is the index as it is") {
    const std::string geometric = R"("aggregation": "geometric", )", round = R"("round": {"digits": 1}, )";
    const std::vector<std::pair<std::string, const char*>> cases = {
        {index_with(on_1_100), complete},
        {index_with(on_1_100), gappy},
        {index_with(on_1_100 + geometric), complete},
        {index_with(on_1_100 + geometric), gappy},
        {index_with(on_0_100 + std::string(R"("aggregation": {"method": "geometric", "on": [1, 100]}, )")), complete},
        {index_with(on_0_100 + std::string(R"("aggregation": {"method": "power", "exponent": 2}, )")), gappy},
        {index_with(on_0_100 + std::string(R"("aggregation": "copeland", )")), complete},
        {index_with(on_0_100 + round, round, round), gappy},
        {index_with(on_0_100, R"("direction": "negative", )"), complete},
        {index_with(on_0_100 + std::string(R"("missing": "none", )")), gappy},
        {index_with(on_0_100 + std::string(R"("missing": {"impute": "group-mean", "group": "g"}, )")), gappy},
        {index_with(on_0_100 + std::string(R"("coverage": {"of": "weight", "at_least": 0.7}, )")), gappy},
        {index_with(on_0_100 + std::string(R"("missing": {"impute": "mean"}, )"),
                    R"("coverage": {"of": "children", "at_least": 0.7}, )"),
         gappy},
        {index_with(on_0_100 + std::string(R"("rescale": {"best": 100}, )")), complete},
        {index_with(on_1_100, R"("aggregation": "harmonic", )"), complete},
        {index_with(on_1_100 + geometric, R"("aggregation": "copeland", )"), complete},
        {index_with(on_1_100 + std::string(R"("aggregation": {"method": "power", "exponent": 0}, )")), complete},
        {index_with(R"("normalisation": {"method": "z-score", "mean": 50, "sd": 10}, )"), complete},
        {index_with(on_0_100, "", R"("transform": "log", "goalposts": {"worst": 1, "best": 9}, "cap": "both", )"),
         complete},
    };
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const Result result = computed(cases[i].first, cases[i].second);
        for (const Removing removing : {Removing::no, Removing::yes}) {
            const Plan plan(result, 0, 0, {}, removing);
            Evaluator evaluator(plan);
            const auto scores = evaluator.evaluate(nominal_draw(plan));
            for (std::size_t unit = 0; unit < scores.size(); ++unit) {
                INFO(i << " " << unit);
                const double expected = result.scores_of(0)[unit];
                CHECK(is_missing(scores[unit]) == is_missing(expected));
                if (!is_missing(expected)) CHECK(scores[unit] == Approx(expected).epsilon(1e-12));
            }
        }
    }
}

TEST_CASE("a replicate without a node is the index without it") {
    const std::string mean = R"("missing": {"impute": "mean"}, )", round = R"("round": {"digits": 1}, )";
    const std::string lone = std::string(gappy) + "v,,,8,k\nw,2,2,,l\n";  // v is measured below b alone, w below a
    const std::vector<std::string> cases = {
        index_with(on_1_100),
        index_with(on_1_100 + std::string(R"("aggregation": "geometric", )")),
        index_with(on_0_100 + mean),
        index_with(on_0_100 + mean + round),
        index_with(on_0_100 + std::string(R"("coverage": {"of": "indicators", "at_least": 0.6}, )")),
        index_with(on_0_100 + mean, R"("coverage": {"of": "indicators", "at_least": 1}, )"),
        index_with(on_0_100 + mean, R"("coverage": {"of": "weight", "at_least": 0.7}, )"),
        index_with(on_0_100, R"("direction": "negative", )",
                   R"("normalisation": {"method": "min-max", "range": [0, 10]}, )"),
    };
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const Result whole = computed(cases[i], lone);
        const Plan plan(whole, 0, 0, {}, Removing::yes);
        Evaluator evaluator(plan);
        for (const std::string code : {"a", "b", "x", "y", "z"}) {
            nlohmann::json index = nlohmann::json::parse(cases[i]);
            for (auto& branch : index["children"]) {
                std::erase_if(branch["children"].get_ref<nlohmann::json::array_t&>(),
                              [&](const auto& leaf) { return leaf["code"] == code; });
            }
            std::erase_if(index["children"].get_ref<nlohmann::json::array_t&>(),
                          [&](const auto& branch) { return branch["code"] == code || branch["children"].empty(); });
            const Result expected = computed(index.dump(), lone);
            Draw draw = nominal_draw(plan);
            draw.removed = plan.taken_with(*whole.index.find(code));
            const auto scores = evaluator.evaluate(draw);
            for (std::size_t unit = 0; unit < scores.size(); ++unit) {
                INFO(i << " without " << code << " " << whole.data.units.codes[unit]);
                const double score = expected.scores_of(0)[unit];
                CHECK(is_missing(scores[unit]) == is_missing(score));
                if (!is_missing(score)) CHECK(scores[unit] == Approx(score).epsilon(1e-12));
            }
        }
    }
}

TEST_CASE("a node goes with the last of its children that counts") {
    std::string index = index_with(on_0_100 + std::string(R"("missing": "none", )"));
    const std::string y = R"("code": "y", "name": "Y", )";
    index.replace(index.find(y), y.size(), y + R"("weight": 0, )");
    const Result result = computed(index, complete);
    const Plan plan(result, 0, 0, {}, Removing::yes);
    const auto of = [&](const char* code) { return *result.index.find(code); };
    CHECK(plan.taken_with(of("x")) == of("a"));
    CHECK(plan.taken_with(of("y")) == of("y"));
    CHECK(plan.taken_with(of("z")) == of("b"));
    Draw draw = nominal_draw(plan);
    draw.removed = plan.taken_with(of("x"));
    Evaluator evaluator(plan);
    const auto scores = evaluator.evaluate(draw);
    for (std::size_t unit = 0; unit < scores.size(); ++unit) {
        CHECK(scores[unit] == Approx(result.scores_of(of("b"))[unit]));
    }
}

TEST_CASE("a replicate is what the index with its choices computes") {
    const Result result = computed(index_with(on_0_100), gappy);
    const Uncertainty choices = usual_uncertainty(result.index, 0);
    const Plan plan(result, 0, 0, choices, Removing::yes);
    Evaluator evaluator(plan);
    for (std::size_t n = 0; n < choices.normalisations.size(); ++n) {
        for (std::size_t a = 0; a < choices.aggregations.size(); ++a) {
            for (std::size_t m = 0; m < choices.missing.size(); ++m) {
                Index index = result.index;
                for (Node& node : index.nodes) {
                    if (choices.normalisations[n].setting) node.normalisation = *choices.normalisations[n].setting;
                    if (choices.aggregations[a].setting) node.aggregation = *choices.aggregations[a].setting;
                    if (choices.missing[m].setting) node.missing = *choices.missing[m].setting;
                }
                index.nodes[*index.find("y")].weight = 7;
                // What a mapped mean reads its range from stays that of the index.
                const bool mapped = choices.aggregations[a].setting && choices.aggregations[a].setting->on;
                if (mapped && n > 0) continue;
                const Result expected = compute(index, result.data);
                Draw draw = nominal_draw(plan);
                draw.normalisation = n;
                draw.aggregation = a;
                draw.missing = m;
                draw.weights[*index.find("x")] = 3;
                draw.weights[*index.find("y")] = 7;
                const auto scores = evaluator.evaluate(draw);
                for (std::size_t unit = 0; unit < scores.size(); ++unit) {
                    INFO(n << a << m << " " << unit);
                    CHECK(is_missing(scores[unit]) == is_missing(expected.scores_of(0)[unit]));
                    if (!is_missing(scores[unit]))
                        CHECK(scores[unit] == Approx(expected.scores_of(0)[unit]).epsilon(1e-12));
                }
            }
        }
    }
}

TEST_CASE("every choice is on the index's range, so that every score has a geometric mean and a tier") {
    const Result result = computed(index_with(on_0_100), complete);
    const Robustness found = run(result);
    for (const UnitRanks& unit : found.units) CHECK(unit.count[0] == 0);
}

TEST_CASE("choices that are the index's own are dropped") {
    const Result result = computed(index_with(on_0_100), complete);
    const Uncertainty usual = usual_uncertainty(result.index, 0);
    CHECK(usual.normalisations.size() == 3);
    REQUIRE(usual.aggregations.size() == 2);
    CHECK(usual.aggregations[1].name == "geometric");
    REQUIRE(usual.missing.size() == 2);
    CHECK(usual.missing[1].name == "mean");
}

TEST_CASE("the same seed gives the same bytes, for any threads and in parts") {
    const Result result = computed(index_with(on_0_100), gappy);
    const std::string whole = json_of(run(result, {.replicates = 1501, .seed = 9, .threads = 1}));
    CHECK(json_of(run(result, {.replicates = 1501, .seed = 9, .threads = 2})) == whole);
    CHECK(json_of(run(result, {.replicates = 1501, .seed = 8, .threads = 2})) != whole);
    std::vector<Robustness> parts;
    for (const std::uint64_t shard : {3u, 1u, 2u}) {
        const Robustness part = run(result, {.replicates = 1501, .seed = 9, .shard = shard, .shards = 3});
        parts.push_back(load_robustness({"part.json", json_of(part)}));
    }
    CHECK(json_of(merge(parts)) == whole);
}

TEST_CASE("where values and weights come from stays with the parts, and a part of before that is read") {
    Result result = computed(index_with(on_0_100), complete);
    result.data.origin = Origin::recovered;
    result.index.nodes[1].weight_origin = Origin::assumed;
    const std::string json = json_of(run(result));
    const Origins origins = load_robustness({"part.json", json}).origins;
    CHECK(origins.values == std::vector{Origins::OfValues{Origin::recovered}});
    REQUIRE(origins.weights.size() == 1);
    CHECK(origins.weights[0].origin == Origin::assumed);
    auto old = nlohmann::json::parse(json);
    old.erase("value_origins");
    old.erase("weight_origins");
    CHECK(load_robustness({"part.json", old.dump()}).origins.values ==
          std::vector{Origins::OfValues{Origin::recovered}});
}

TEST_CASE("the ranks of a part are those of the run") {
    const Result result = computed(index_with(on_0_100), complete);
    const Robustness whole = run(result, {.replicates = 600, .keep_ranks = true});
    const Robustness second = run(result, {.replicates = 600, .shard = 2, .shards = 2, .keep_ranks = true});
    REQUIRE(second.ranks.size() == 300 * 6);
    CHECK(std::equal(second.ranks.begin(), second.ranks.end(), whole.ranks.begin() + 300 * 6));
}

TEST_CASE("parts that make no whole are refused") {
    const Result result = computed(index_with(on_0_100), complete);
    const auto part = [&](std::uint64_t shard, std::uint64_t seed = 1) {
        return run(result, {.replicates = 90, .seed = seed, .shard = shard, .shards = 3});
    };
    CHECK_THROWS_WITH(merge({part(1), part(3)}), Catch::Contains("replicates 31 to 60 are in no part"));
    CHECK_THROWS_WITH(merge({part(1), part(2)}), Catch::Contains("replicates 61 to 90 are in no part"));
    CHECK_THROWS_WITH(merge({part(2), part(3)}), Catch::Contains("replicates 1 to 30 are in no part"));
    CHECK_THROWS_WITH(merge({part(1), part(2), part(2), part(3)}),
                      Catch::Contains("replicates 31 to 60 are in two parts"));
    CHECK_THROWS_WITH(merge({part(1), part(2, 2), part(3)}), Catch::Contains("different runs"));
}

TEST_CASE("what is no output of a run is refused") {
    CHECK_THROWS_AS(load_robustness({"x.json", "{"}), InputError);
    CHECK_THROWS_AS(load_robustness({"x.json", "[]"}), InputError);
    CHECK_THROWS_AS(load_robustness({"x.json", R"({"format": "iiindex/robustness/1"})"}), InputError);
    const Result result = computed(index_with(on_0_100), complete);
    std::string text = json_of(run(result, {.replicates = 10}));
    text.replace(text.find("\"rank\": 1,"), 10, "\"rank\":-1,");
    CHECK_THROWS_AS(load_robustness({"x.json", text}), InputError);
}

TEST_CASE("numbers of ranks come from exact counts") {
    UnitRanks unit;
    unit.count = {0, 4, 0, 3, 1};
    CHECK(*mean_rank(unit) == 2.125);
    CHECK(*rank_quantile(unit, 0.5) == 2);
    CHECK(*rank_quantile(unit, 0) == 1);
    CHECK(*rank_quantile(unit, 1) == 4);
    CHECK(*rank_quantile(unit, 0.95) == Approx(3.65));
    CHECK(share_within(unit, 3) == 0.875);
    unit.count = {5, 0, 0};
    CHECK_FALSE(mean_rank(unit));
    CHECK(share_within(unit, 2) == 0);
}

TEST_CASE("a replicate that is stopped throws") {
    const Result result = computed(index_with(on_0_100), complete);
    RobustnessOptions options{.replicates = 5000};
    options.progress = [](std::uint64_t, std::uint64_t) { return false; };
    CHECK_THROWS_AS(run(result, options), Stopped);
}

TEST_CASE("one unit has no ranks to vary") {
    const Result result = computed(index_with(on_0_100, "", R"("goalposts": {"worst": 0, "best": 9}, )"),
                                   "code,x,y,z\np,1,5,2\nq,,,\nr,,2,\ns,,,3\n");
    CHECK_NOTHROW(run(result));
    Result two = result;
    for (std::size_t row = 1; row < 4; ++row) two.scores.column(0)[row] = missing;
    CHECK_THROWS_AS(run(two), InputError);
}

TEST_CASE("measurement errors move ranks, those of a constant seed the same way") {
    const Result result = computed(index_with(on_0_100), complete);
    Uncertainty noise;
    noise.noise = {{*result.index.find("x"), 2.0}, {*result.index.find("b"), 5.0}};
    const Robustness found = robustness(result, noise, {.replicates = 400});
    CHECK(found.inputs.size() == 2);
    CHECK(json_of(found) == json_of(robustness(result, noise, {.replicates = 400, .threads = 1})));
    std::uint64_t elsewhere = 0;
    for (const UnitRanks& unit : found.units) elsewhere += 400 - unit.count[unit.rank];
    CHECK(elsewhere > 0);
}

TEST_CASE("uniform numbers fill (0, 1) evenly and depend on every part of their place") {
    std::vector<double> numbers(40000), other(40000);
    fill_uniform(1, StreamOf::replicates, 7, numbers);
    double sum = 0, squares = 0;
    CHECK(std::all_of(numbers.begin(), numbers.end(), [](double x) { return x > 0 && x < 1; }));
    for (const double x : numbers) {
        sum += x;
        squares += x * x;
    }
    CHECK(sum / 40000 == Approx(0.5).margin(0.006));
    CHECK(squares / 40000 == Approx(1.0 / 3).margin(0.006));
    fill_uniform(1, StreamOf::sample_a, 7, other);
    CHECK(other[0] != numbers[0]);
    fill_uniform(1, StreamOf::replicates, 8, other);
    CHECK(other[0] != numbers[0]);
    fill_uniform(2, StreamOf::replicates, 7, other);
    CHECK(other[0] != numbers[0]);
}

TEST_CASE("Sobol indices of the Ishigami function lie in their intervals", "[shipped]") {
    constexpr std::size_t rows = 20000;
    constexpr double a = 7, b = 0.1, pi = std::numbers::pi;
    const auto ishigami = [&](const std::array<double, 3>& u) {
        const double x = pi * (2 * u[0] - 1), y = pi * (2 * u[1] - 1), z = pi * (2 * u[2] - 1);
        return std::sin(x) + a * std::sin(y) * std::sin(y) + b * z * z * z * z * std::sin(x);
    };
    std::vector<double> in_a(rows), in_b(rows);
    std::array<std::vector<double>, 3> mixed;
    mixed.fill(std::vector<double>(rows));
    for (std::size_t i = 0; i < rows; ++i) {
        std::array<double, 3> first{}, second{};
        fill_uniform(5, StreamOf::sample_a, i, first);
        fill_uniform(5, StreamOf::sample_b, i, second);
        in_a[i] = ishigami(first);
        in_b[i] = ishigami(second);
        for (std::size_t k = 0; k < 3; ++k) {
            auto both = first;
            both[k] = second[k];
            mixed[k][i] = ishigami(both);
        }
    }
    const double p4 = pi * pi * pi * pi, p8 = p4 * p4;
    const double variance = a * a / 8 + b * p4 / 5 + b * b * p8 / 18 + 0.5;
    const double first_x = 0.5 * (1 + b * p4 / 5) * (1 + b * p4 / 5), first_y = a * a / 8;
    const double together = b * b * p8 * (1.0 / 18 - 1.0 / 50);
    const std::array<double, 3> first = {first_x / variance, first_y / variance, 0};
    const std::array<double, 3> total = {(first_x + together) / variance, first_y / variance, together / variance};
    for (std::size_t k = 0; k < 3; ++k) {
        INFO(k);
        const Sobol found = sobol(in_a, in_b, mixed[k], 5);
        CHECK((found.first->low <= first[k] && first[k] <= found.first->high));
        CHECK((found.total->low <= total[k] && total[k] <= found.total->high));
    }
}

TEST_CASE("first-order estimates from the mean scatter about the same value as those from zero, and less") {
    constexpr std::size_t rows = 200, runs = 100;
    double sums[2] = {}, squares[2] = {};
    for (std::size_t run = 0; run < runs; ++run) {
        std::vector<double> a(rows), b(rows), ab(rows);
        for (std::size_t i = 0; i < rows; ++i) {
            std::array<double, 2> first{}, second{};
            fill_uniform(run + 1, StreamOf::sample_a, i, first);
            fill_uniform(run + 1, StreamOf::sample_b, i, second);
            a[i] = 5 + first[0] + first[1];
            b[i] = 5 + second[0] + second[1];
            ab[i] = 5 + second[0] + first[1];
        }
        const FirstOrder orders[2] = {FirstOrder::plain, FirstOrder::centred};
        for (std::size_t k = 0; k < 2; ++k) {
            const double value = sobol(a, b, ab, 1, 2, orders[k]).first->value;
            sums[k] += value / runs;
            squares[k] += value * value / runs;
        }
    }
    const double plain = std::sqrt(squares[0] - sums[0] * sums[0]), centred = std::sqrt(squares[1] - sums[1] * sums[1]);
    CHECK(sums[1] == Approx(0.5).margin(3 * centred / 10));
    CHECK(centred < plain / 5);
}

TEST_CASE("an outcome that does not vary has no sensitivity") {
    const std::vector<double> same(50, 1.5);
    const Sobol found = sobol(same, same, same, 1);
    CHECK_FALSE(found.first);
    CHECK_FALSE(found.total);
}

TEST_CASE("sensitivity is the same on any number of threads") {
    const Result result = computed(index_with(on_0_100), gappy);
    const Uncertainty usual = usual_uncertainty(result.index, 0);
    const Sensitivity one = sensitivity(result, usual, {.replicates = 600, .threads = 1});
    const Sensitivity two = sensitivity(result, usual, {.replicates = 600, .threads = 2});
    REQUIRE(one.inputs.size() == two.inputs.size());
    CHECK(one.inputs.size() == 6);
    for (std::size_t i = 0; i < one.inputs.size(); ++i) {
        CHECK(one.inputs[i].sobol.total->value == two.inputs[i].sobol.total->value);
        CHECK(one.inputs[i].sobol.first->low == two.inputs[i].sobol.first->low);
    }
}
