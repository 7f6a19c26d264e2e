#include "catch.hpp"

#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include <iiindex/compute.hpp>
#include <iiindex/recover.hpp>
#include <iiindex/verify.hpp>
#include <iiindex/write.hpp>

#include "ground/linear_program.hpp"
#include "paths.hpp"
#include "problems_of.hpp"
#include "recover/islands.hpp"
#include "recover/nearest_point.hpp"

using namespace iiindex;
using namespace iiindex::detail;

namespace {

std::string data_file(const std::string& name) { return std::string(IIINDEX_SOURCE) + "/data/" + name; }

std::string text_in(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

Input published_2020() { return load_dataset(read_source(data_file("2020-published.json"))).value; }

constexpr std::string_view index_text = R"({
  "format": "iiindex/index/1", "code": "all", "name": "All",
  "normalisation": {"method": "min-max", "range": [0, 100]},
  "tiers": {"cuts": [60], "names": ["high", "low"]},
  "children": [
    {"code": "p", "name": "P"},
    {"weight": 3, "code": "q", "name": "Q"}]})";

Input input(const std::string& units, const std::string& rest = "") {
    const Index index = load_index({"i.json", std::string(index_text)}).value;
    return load_dataset({"d.json", R"({"format": "iiindex/dataset/1", "published_digits": 1, "units": [)" + units +
                                       "]" + rest + "}"},
                        index)
        .value;
}

/// A unit with what is printed for it.
std::string unit(const std::string& code, const std::string& published) {
    return fmt::format(R"({{"code": "{}", "published": {{{}}}}})", code, published);
}

std::vector<double> simplest(const RecoveredWeights& recovered) {
    std::vector<double> weights;
    for (std::size_t i = 0; i < recovered.intervals.size(); ++i) weights.push_back(recovered.simple.front().weight(i));
    return weights;
}

std::string contradiction(const Input& given) {
    return problems_of([&] { recover_values(given); });
}

}  // namespace

TEST_CASE("a linear program is minimised, again and again") {
    const std::vector<Constraint> constraints = {{{{0, 1}, {1, 1}}, 4, unbounded}};
    LinearProgram program(2, 0, 10, constraints);
    CHECK(program.minimise(std::vector<Term>{{0, 2}, {1, 1}}) == Approx(4));
    CHECK(program.minimise(std::vector<Term>{{0, 1}, {1, 2}}) == Approx(4));
    CHECK(program.point()[0] == Approx(4));
    program.bound(0, 0, 1);
    CHECK(program.minimise(std::vector<Term>{{0, 1}, {1, 2}}) == Approx(7));
    program.bound(1, 0, 1);
    CHECK(!program.minimise(std::vector<Term>{{0, 1}}));
    CHECK(!program.feasible());
}

TEST_CASE("the nearest point is the foot of the perpendicular, within the bounds") {
    const std::vector<Constraint> constraints = {{{{0, 1}, {1, 1}}, 4, 4}};
    NearestPoint nearest(std::vector<double>{3, 5}, 0, 10, constraints);
    REQUIRE(nearest.solve());
    CHECK(nearest.point()[0] == Approx(1));
    CHECK(nearest.point()[1] == Approx(3));
    CHECK(!nearest.hold(0, 5));
    CHECK(nearest.point()[0] == Approx(1));
    REQUIRE(nearest.hold(0, 2));
    CHECK(nearest.point()[0] == Approx(2));
    CHECK(nearest.point()[1] == Approx(2));
}

TEST_CASE("variables that no constraint ties together are asked about apart") {
    const std::vector<Constraint> constraints = {
        {{{4, 1}, {0, 2}}, 1, 2}, {{{1, 1}, {2, 1}}, 4, 4}, {{{2, 1}, {0, 1}}, 0, 9}};
    const Islands islands = islands_of(5, constraints);
    REQUIRE(islands.all.size() == 2);
    CHECK(islands.all[0].variables == std::vector<std::size_t>{0, 1, 2, 4});
    CHECK(islands.all[1].variables == std::vector<std::size_t>{3});
    REQUIRE(islands.all[0].constraints.size() == 3);
    CHECK(islands.all[0].constraints[0].terms[0].variable == 3);
    CHECK(islands.all[0].constraints[0].terms[1].variable == 0);

    NearestPoints nearest(std::vector<double>{9, 3, 5, 1, 9}, 0, 10, {&constraints[1], 1});
    REQUIRE(nearest.solve());
    const std::vector<double> expected = {9, 1, 3, 1, 9}, found = nearest.point();
    for (std::size_t i = 0; i < expected.size(); ++i) CHECK(found[i] == Approx(expected[i]));
    CHECK(!nearest.hold(1, 5));
    REQUIRE(nearest.hold(1, 2));
    CHECK(nearest.at(2) == Approx(2));
}

TEST_CASE("the weights of 2020 are the only multiples of 0.05 that fit") {
    const Input given = published_2020();
    const auto recovered = recover_weights(given);
    REQUIRE(recovered.size() == 1);
    CHECK(recovered[0].fits);
    CHECK(recovered[0].rows.size() == 20);
    const std::vector<std::pair<double, double>> stated = {
        {0.145, 0.157}, {0.184, 0.211}, {0.239, 0.268}, {0.138, 0.160}, {0.236, 0.263}};
    for (std::size_t i = 0; i < stated.size(); ++i) {
        CHECK(recovered[0].intervals[i].low == Approx(stated[i].first).margin(0.001));
        CHECK(recovered[0].intervals[i].high == Approx(stated[i].second).margin(0.001));
    }
    REQUIRE(recovered[0].simple.size() == 1);
    CHECK(recovered[0].simple[0].denominator == 20);
    CHECK(recovered[0].simple[0].only);
    CHECK(simplest(recovered[0]) == std::vector<double>{0.15, 0.2, 0.25, 0.15, 0.25});
    CHECK(recovered[0].simple[0].residual == Approx(0.07));
}

TEST_CASE("a printed score stands for its rounding interval") {
    // 0.2 p + 0.8 q, known to a half of a tenth: p = 0 and q = 100 to within 0.05.
    const Input given = input(unit("x", R"("all": 80, "p": 0, "q": 100)"));
    const auto recovered = recover_weights(given).front();
    REQUIRE(recovered.fits);
    CHECK(recovered.intervals[1].low == Approx((79.95 - 0.05) / 100).epsilon(1e-6));
    CHECK(recovered.intervals[1].high == Approx((80.05 + 0.05) / 100).epsilon(1e-6));
    CHECK(recovered.simple[0].denominator == 5);
    CHECK(simplest(recovered) == std::vector<double>{0.2, 0.8});
    REQUIRE(recovered.simple.size() == 2);
    CHECK(recovered.simple[1].denominator == 20);
}

TEST_CASE("a child that counts for nothing is found where no other simple weights fit") {
    const Input given =
        input(unit("a", R"("all": 30, "p": 80, "q": 30)") + "," + unit("b", R"("all": 71.4, "p": 12.2, "q": 71.4)") +
              "," + unit("c", R"("all": 55.5, "p": 99.9, "q": 55.5)"));
    const auto recovered = recover_weights(given).front();
    REQUIRE_FALSE(recovered.simple.empty());
    CHECK(simplest(recovered) == std::vector<double>{0, 1});
}

TEST_CASE("where several simple weights fit, the one with the smallest residual stands and says so") {
    const Input given = input(unit("x", R"("all": 50, "p": 50, "q": 50)"));
    const auto recovered = recover_weights(given).front();
    CHECK(recovered.intervals[0].low == Approx(0).margin(1e-9));
    CHECK(recovered.intervals[0].high == Approx(1));
    CHECK(recovered.simple.front().denominator == 2);
    CHECK(recovered.simple.front().only);
    CHECK(!recovered.simple.back().only);
}

TEST_CASE("where no weights fit, the unit that stands in the way is named") {
    const Input given =
        input(unit("a", R"("all": 20, "p": 0, "q": 100)") + "," + unit("b", R"("all": 60, "p": 100, "q": 50)") + "," +
              unit("c", R"("all": 95, "p": 50, "q": 0)"));
    const auto recovered = recover_weights(given).front();
    CHECK(!recovered.fits);
    CHECK(recovered.intervals.empty());
    CHECK(recovered.error > 40);
    REQUIRE(!recovered.conflicts.empty());
    CHECK(given.data.units.codes[recovered.conflicts[0].row] == "c");
    CHECK(recovered.conflicts[0].error_without < recovered.error);
}

TEST_CASE("weights that print says nothing about are refused") {
    const auto refused = [](const Input& given, const WeightQuestion& question) {
        return problems_of([&] { recover_weights(given, question); });
    };
    const Input given = input(unit("x", R"("all": 80, "p": 0)"));
    CHECK(refused(given, {}) ==
          "d.json: error: no node has its own score and all its children's in print for any unit\n"
          "  hint: put the printed scores under \"published\" of each unit, of the node and of every child\n");
    CHECK(refused(given, {.node = 1}) == "d.json: error: 'p' is an indicator: it has no children to weigh\n");
    const Input zero = input(unit("x", R"("all": 80, "p": 0, "q": 100)"));
    CHECK(refused(zero, {.mean = Mean::geometric}) ==
          "d.json: error: 'x' may have a score at or below 0, which a geometric mean does not take\n");
}

TEST_CASE("recovered weights go into the index's text, and all else stays as it was written") {
    const Input given = input(unit("x", R"("all": 80, "p": 0, "q": 100)"));
    const auto recovered = recover_weights(given);
    const std::string text = with_weights({"i.json", std::string(index_text)}, given.index, recovered);
    CHECK(text == R"({
  "format": "iiindex/index/1", "code": "all", "name": "All",
  "normalisation": {"method": "min-max", "range": [0, 100]},
  "tiers": {"cuts": [60], "names": ["high", "low"]},
  "children": [
    {"code": "p", "weight": 0.2, "weight_origin": "recovered", "name": "P"},
    {"weight": 0.8, "weight_origin": "recovered", "code": "q", "name": "Q"}]})");
    CHECK(load_index({"i.json", text}).value.nodes[2].weight == 0.8);
}

TEST_CASE("data/2020.json is what is recovered from the published figures") {
    const Input given = published_2020();
    const auto recovered = recover_values(given);
    CHECK(dataset_text(given, recovered, "\"industrial-internet.json\"") == text_in(data_file("2020.json")));
    const auto shanghai = *given.data.find(given.data.periods[0], "shanghai");
    const auto hangzhou = *given.data.find(given.data.periods[0], "hangzhou");
    const std::size_t amount = *given.index.nodes[*given.index.find("investment_amount")].indicator;
    CHECK(recovered.data.values.at(shanghai, amount) == Approx(66.712));
    CHECK(recovered.data.values.at(shanghai, amount + 1) == Approx(77.778));
    CHECK(recovered.data.values.at(hangzhou, amount) == Approx(73.24));
    CHECK(recovered.data.values.at(hangzhou, amount + 1) == Approx(59.179));
    CHECK(recovered.data.origin_of(hangzhou, amount) == Origin::derived);
    CHECK(recovered.data.origin_of(hangzhou, 0) == Origin::recovered);
    for (std::size_t i = 0; i < recovered.low.columns(); ++i) {
        for (std::size_t row = 0; row < recovered.low.rows(); ++row) {
            CHECK(recovered.low.at(row, i) <= recovered.data.values.at(row, i));
            CHECK(recovered.high.at(row, i) >= recovered.data.values.at(row, i));
        }
    }
}

TEST_CASE("everything that is published of 2020 comes out of its recovered values") {
    const Input given = load_dataset(read_source(data_file("2020.json"))).value;
    const Verification verification = verify(compute(given.index, given.data), given.published);
    CHECK(verification.comparisons.size() == 277);
    CHECK(verification.facts.size() == 28);
    CHECK(verification.holds());
}

TEST_CASE("data/2020.csv holds the values of data/2020.json") {
    const Input json = load_dataset(read_source(data_file("2020.json"))).value;
    const Input csv = load_dataset(read_source(data_file("2020.csv"))).value;
    REQUIRE(csv.data.units.size() == json.data.units.size());
    for (std::size_t i = 0; i < json.data.values.columns(); ++i) {
        for (std::size_t row = 0; row < json.data.values.rows(); ++row) {
            CHECK(csv.data.values.at(row, i) == json.data.values.at(row, i));
        }
    }
}

TEST_CASE("facts that contradict are named, and no others") {
    const std::string units = unit("a", R"("all": {"score": 90, "source": "p. 1"})") + "," +
                              unit("b", R"("all": {"score": 40, "source": "p. 2"})") + "," + unit("c", R"("all": 30)");
    const Input given = input(units, R"(, "facts": [
        {"kind": "tier", "node": "all", "tier": 1, "units": ["a"], "source": "p. 3"},
        {"kind": "order", "node": "all", "units": ["b", "a", "c"], "source": "p. 4"}])");
    CHECK(contradiction(given) ==
          "d.json: error: no values give all that is published: 3 facts contradict each other, and any of them could "
          "go\n"
          "d.json: error: 'a' has 90.0 at 'all': p. 1\n"
          "d.json: error: 'b' has 40.0 at 'all': p. 2\n"
          "d.json: error: 'b' is listed before 'a' at 'all': p. 4\n");
}

TEST_CASE("a place without a name goes to a unit without a score, and that is said") {
    const std::string units =
        unit("a", R"("all": 90)") + "," + unit("b", "") + "," + unit("c", R"("all": 30)") + "," + unit("d", "");
    const Input given = input(units, R"(, "facts": [
        {"kind": "top", "node": "all", "scores": [90, 50, 30], "source": "figure 1"}])");
    const auto recovered = recover_values(given);
    CHECK(compute(given.index, recovered.data).score(1, 0) == Approx(50).margin(0.05));
    CHECK(std::any_of(recovered.assumptions.begin(), recovered.assumptions.end(),
                      [](const Name& said) { return said.english == "Assumed: 'b' has 50.0 at 'all' (figure 1)."; }));
    // The facts alone do not say that it is b's.
    CHECK(recovered.low.at(1, 1) == 0);
}

TEST_CASE("more values than can be found in one piece are refused before the work begins") {
    const auto ranked = [](std::size_t units) {
        std::string text;
        for (std::size_t i = 1; i <= units; ++i) {
            if (i > 1) text += ',';
            text += unit("u" + std::to_string(i), R"("all": {"rank": )" + std::to_string(i) + "}");
        }
        return input(text);
    };
    CHECK(contradiction(ranked(2501))
              .starts_with("d.json: error: 5002 values hang together by what is published, and "
                           "5000 are the most"));
}

TEST_CASE("values behind an index that is not linear are refused") {
    Input given = input(unit("a", R"("all": 90)") + "," + unit("b", ""));
    given.index.nodes[0].round = 1;
    CHECK(contradiction(given) ==
          "i.json: error: values below 'all' cannot be recovered: it rounds or rescales scores\n");
}
