#include "catch.hpp"

#include <cmath>

#include "computed.hpp"
#include "problems_of.hpp"

using namespace iiindex;

namespace {

constexpr const char* four_units = "code,a\nw,1\nx,3\ny,3\nz,5\n";

/// An index of the one indicator 'a' with these further keys.
Index one(const std::string& normalisation, const std::string& keys = {}) {
    return index_of(R"({"code": "a", "name": "A")" + (keys.empty() ? "" : ", " + keys) + "}",
                    R"("normalisation": )" + normalisation + ",");
}

Scores scored(const std::string& normalisation, const std::string& keys = {}, const std::string& csv = four_units) {
    return scores(computed(one(normalisation, keys), csv), "a");
}

std::string refused(const Index& index, const std::string& csv, const ComputeOptions& options = {}) {
    return problems_of([&] { computed(index, csv, options); });
}

bool says(const std::string& text, const std::string& what) { return text.find(what) != text.npos; }

constexpr const char* min_max = R"({"method": "min-max", "range": [50, 100]})";
constexpr const char* down = R"("direction": "negative")";

}  // namespace

TEST_CASE("min-max gives the ends of the range to the worst and the best value") {
    CHECK(scored(min_max) == Scores{50, 75, 75, 100});
    CHECK(scored(min_max, down) == Scores{100, 75, 75, 50});
}

TEST_CASE("a missing value has no score and does not bear on the others'") {
    CHECK(scored(min_max, "", "code,a\nw,1\nx,\ny,5\n") == Scores{50, none, 100});
}

TEST_CASE("an indicator with the same value everywhere is refused, and so is every other such one at once") {
    const Index index =
        index_of(R"({"code": "a", "name": "A"}, {"code": "b", "name": "B"}, {"code": "c", "name": "C"})");
    const std::string text = refused(index, "code,a,b,c\nx,1,2,7\ny,1,3,7\n");
    CHECK(says(text, "d.csv:1:6: error: indicator 'a' has the same value, 1, for all 2 units"));
    CHECK(says(text, "d.csv:1:10: error: indicator 'c' has the same value, 7, for all 2 units"));
    CHECK(!says(text, "'b'"));
}

TEST_CASE("a constant indicator is told alone, not with what would follow from it") {
    const Index index = index_of(R"({"code": "a", "name": "A"}, {"code": "b", "name": "B"})", R"("weighting": "pca",)");
    const std::string text = refused(index, "code,a,b\nw,1,2\nx,1,3\ny,1,5\nz,1,9\n");
    CHECK(says(text, "indicator 'a' has the same value"));
    CHECK(!says(text, "weights"));
}

TEST_CASE("a single unit has no scale but by goalposts") {
    CHECK(says(refused(one(min_max), "code,a\nx,3\n"), "has the same value, 3, for its only unit"));
    CHECK(scored(min_max, R"("goalposts": {"worst": 1, "best": 5})", "code,a\nx,3\n") == Scores{75});
}

TEST_CASE("an indicator without any value is refused and named") {
    CHECK(says(refused(one(min_max), "code,a\nx,\ny,\n"), "indicator 'a' has no value, so it has no scale"));
}

TEST_CASE("goalposts state the scale, downwards if the worst is the greater") {
    CHECK(scored(min_max, R"("goalposts": {"worst": 0, "best": 10})") == Scores{55, 65, 65, 75});
    CHECK(scored(min_max, R"("goalposts": {"worst": 10, "best": 0})") == Scores{95, 85, 85, 75});
}

TEST_CASE("a cap cuts what lies beyond the goalposts at the ends that it names") {
    const auto capped = [](const std::string& cap) {
        return scored(min_max, R"("goalposts": {"worst": 2, "best": 4}, "cap": ")" + cap + '"');
    };
    CHECK(capped("none") == Scores{25, 75, 75, 125});
    CHECK(capped("lower") == Scores{50, 75, 75, 125});
    CHECK(capped("upper") == Scores{25, 75, 75, 100});
    CHECK(capped("both") == Scores{50, 75, 75, 100});
}

TEST_CASE("goalposts that are too far apart for a number are refused") {
    const Index index = one(min_max, R"("goalposts": {"worst": -1e308, "best": 1e308})");
    CHECK(says(refused(index, four_units), "goalposts of 'a'"));
}

TEST_CASE("goalposts whose logarithms are the same are refused") {
    const Index index =
        one(min_max, R"("transform": "log", "goalposts": {"worst": 1e300, "best": 1.0000000000000002e300})");
    CHECK(says(refused(index, four_units), "goalposts of 'a'"));
}

TEST_CASE("goalposts are transformed with the values") {
    const Scores found =
        scored(min_max, R"("transform": "log", "goalposts": {"worst": 1, "best": 100})", "code,a\nx,1\ny,10\nz,100\n");
    CHECK(*found[0] == 50);
    CHECK(*found[1] == Approx(75).epsilon(1e-14));
    CHECK(*found[2] == 100);
}

TEST_CASE("a value without a logarithm has no score, and it is said why") {
    const Result result = computed(one(min_max, R"("transform": "log")"), "code,a\nw,0\nx,-1\ny,1\nz,10\n");
    CHECK(scores(result, "a") == Scores{none, none, 50, 100});
    CHECK(reason(result, 0, "a") == reason(result, 1, "a"));
    CHECK(reason(result, 0, "a").has_value());
    CHECK(!reason(result, 2, "a"));
    CHECK(scores(result) == Scores{none, none, 50, 100});
}

TEST_CASE("a z-score has the mean and the deviation asked for") {
    const Scores found = scored(R"({"method": "z-score", "mean": 50, "sd": 10})", "", "code,a\nx,1\ny,2\nz,3\n");
    CHECK(found == Scores{40, 50, 60});
    CHECK(scored(R"("z-score")", down, "code,a\nx,1\ny,2\nz,3\n") == Scores{1, 0, -1});
}

TEST_CASE("a rank counts from the worst unit, ties sharing the lesser place or the mean") {
    CHECK(scored(R"("rank")") == Scores{1, 2, 2, 4});
    CHECK(scored(R"("rank")", down) == Scores{4, 2, 2, 1});
    CHECK(scored(R"({"method": "rank", "ties": "average"})") == Scores{1, 2.5, 2.5, 4});
    CHECK(scored(R"("borda")") == Scores{0, 1, 1, 3});
    CHECK(scored(R"({"method": "percentile-rank", "range": [0, 3]})") == Scores{0, 1, 1, 3});
}

TEST_CASE("one unit has a rank but no percentile rank") {
    CHECK(scored(R"("rank")", "", "code,a\nx,3\n") == Scores{1});
    const Result result = computed(one(R"("percentile-rank")"), "code,a\nx,3\n");
    CHECK(scores(result, "a") == Scores{none});
    CHECK(reason(result, 0, "a") == Reason::too_few_units);
}

TEST_CASE("a distance is measured to the greatest value, a target or a reference unit") {
    CHECK(scored(R"("distance-to-max")") == Scores{0, 0.5, 0.5, 1});
    CHECK(scored(R"("distance-to-target")", R"("target": 9)") == Scores{0, 0.25, 0.25, 0.5});
    CHECK(scored(R"("distance-to-target")", R"("target": 0, "direction": "negative")") == Scores{0.8, 0.4, 0.4, 0});
    CHECK(scored(R"({"method": "distance-to-reference", "reference_unit": "x"})") == Scores{0, 1, 1, 2});
}

TEST_CASE("what cannot be measured against is refused") {
    const auto by = [](const std::string& unit) {
        return refused(one(R"({"method": "distance-to-reference", "reference_unit": ")" + unit + "\"}"), four_units);
    };
    CHECK(says(by("nobody"), "reference unit 'nobody' has no value of 'a'"));
    CHECK(says(by("w"), "its worst value, 1, is no worse than what it is measured against"));
}

TEST_CASE("values too far apart for a number are refused, whatever the method") {
    const std::string wide = "code,a\nx,-1e308\ny,1e308\nz,0\n";
    for (const char* method : {R"("min-max")", R"("distance-to-max")"}) {
        CHECK(says(refused(one(method), wide), "values of 'a' lie too far apart to be scaled: -1e308 and 1e308"));
    }
    CHECK(scored(R"("z-score")", "", wide) == Scores{-1, 1, 0});
    for (const std::string power : {"-300", "-160", "200", "307"}) {
        const std::string values = "code,a\nx,1e" + power + "\ny,2e" + power + "\nz,3e" + power + "\n";
        INFO(power);
        CHECK(*scored(R"("z-score")", "", values)[2] == Approx(1));
    }
}

TEST_CASE("each period has its own scale unless the periods are pooled") {
    const std::string years = "code,period,a\nx,2019,0\ny,2019,10\nx,2020,10\ny,2020,20\n";
    CHECK(scores(computed(one(min_max), years)) == Scores{50, 100, 50, 100});
    const ComputeOptions pooled{.scale = {.pooled = true}};
    CHECK(scores(computed(one(min_max), years, pooled)) == Scores{50, 75, 75, 100});
}

TEST_CASE("one period of a result is as it was computed among all") {
    const std::string years =
        "code,name,period,a,b\nx,X,2019,0,1\ny,Y,2019,10,2\nx,X,2020,10,\ny,Y,2020,20,3\nz,Z,2020,15,1\n";
    const Index index = index_of(R"({"code": "a", "name": "A"}, {"code": "b", "name": "B"})",
                                 R"("normalisation": )" + std::string(min_max) + ",");
    const Result whole = computed(index, years, {.scale = {.pooled = true}});
    const Result year = in_period(whole, 1);
    REQUIRE(year.data.periods.size() == 1);
    CHECK(year.data.periods[0].label == "2020");
    CHECK(year.data.units.codes[2] == "z");
    REQUIRE(year.gaps.size() == whole.gaps.size());
    CHECK(year.gaps[0].row == 0);
    CHECK(year.weights[0] == whole.weights[1]);
    for (std::size_t node = 0; node < index.nodes.size(); ++node) {
        const std::string& code = index.nodes[node].code;
        const Scores all = scores(whole, code);
        CHECK(scores(year, code) == Scores(all.begin() + 2, all.end()));
        CHECK(year.tolerance(node, year.data.periods[0]) == whole.tolerance(node, whole.data.periods[1]));
    }
}

TEST_CASE("a scale can be taken from a reference year, beyond whose ends scores may lie") {
    const Index index = one(min_max);
    const Dataset base = data_of(index, "code,a\nx,0\ny,10\n");
    const ComputeOptions options{.scale = {.reference = &base}};
    CHECK(scores(computed(index, "code,a\nx,5\ny,20\n", options)) == Scores{75, 150});
    CHECK(says(refused(one(R"("rank")"), four_units, options), "has no scale to take from a reference"));
}

TEST_CASE("a reference year is prepared as the year that it scales") {
    const Index index = one(min_max, R"("denominator": "people")");
    const Dataset base = data_of(index, "code,a,people\nx,10,10\ny,30,10\n");
    const ComputeOptions options{.scale = {.reference = &base}};
    CHECK(scores(computed(index, "code,a,people\nx,100,100\ny,300,100\n", options)) == Scores{50, 100});
}

TEST_CASE("a cap cuts scores beyond a target or a reference unit") {
    const auto capped = [](const std::string& method, const std::string& keys, const char* cap) {
        return scores(computed(index_of(R"({"code": "a", "name": "A", "cap": ")" + std::string(cap) + "\"" + keys + "}",
                                        R"("normalisation": )" + method + ","),
                               "code,a\nx,2\ny,4\nz,12\n"));
    };
    const std::string target = R"({"method": "distance-to-target", "range": [0, 100]})";
    CHECK(capped(target, R"(, "target": 7)", "upper") == Scores{0, 40, 100});
    CHECK(capped(target, R"(, "target": 7)", "none") == Scores{0, 40, 200});
    CHECK(capped(R"({"method": "distance-to-reference", "reference_unit": "y"})", "", "both") == Scores{0, 1, 1});
}

TEST_CASE("exponential efficacy rises by equal factors, logarithmic by equal ratios of values") {
    const std::string csv = "code,a\nw,1\nx,10\ny,55\nz,100\n";
    const Scores by_factors = scored(R"("exponential")", "", "code,a\nw,1\nx,2\ny,3\n");
    CHECK(*by_factors[0] == Approx(60).epsilon(1e-14));
    CHECK(*by_factors[1] == Approx(std::sqrt(6000.0)));
    CHECK(by_factors[2] == 100.0);
    CHECK(*scored(R"("exponential")", down, "code,a\nw,1\nx,2\ny,3\n")[1] == Approx(std::sqrt(6000.0)));
    CHECK(*scored(R"({"method": "exponential", "range": [1, 8]})",
                  R"("goalposts": {"worst": 0, "best": 3}, "cap": "both")", "code,a\nw,1\nx,4\n")[0] == Approx(2));
    const Scores by_ratios = scored(R"("logarithmic")", "", csv);
    CHECK(*by_ratios[1] == Approx(80));
    CHECK(by_ratios[3] == 100.0);
    CHECK(scored(R"("logarithmic")", "", "code,a\nw,0\nx,10\ny,100\n")[0] == none);
}

TEST_CASE("an efficacy needs a range above zero, and a logarithmic one no other transformation") {
    CHECK(says(problems_of([] { one(R"({"method": "exponential", "range": [0, 100]})"); }),
               "'exponential' needs a range above 0"));
    CHECK(says(problems_of([] { one(R"("logarithmic")", R"("transform": "log1p")"); }),
               "'logarithmic' takes the transformation 'log'"));
}

TEST_CASE("goalposts by quantile are those of the values, and what lies beyond is capped where that is said") {
    const std::string csv = "code,a\nv,0\nw,1\nx,2\ny,3\nz,100\n";
    const std::string quantiles = R"("goalposts": {"quantiles": [0.25, 0.75]})";
    CHECK(scored(min_max, quantiles + R"(, "cap": "both")", csv) == Scores{50, 50, 75, 100, 100});
    CHECK(scored(min_max, quantiles, csv)[0] == 25.0);
    CHECK(scored(min_max, quantiles + R"(, "direction": "negative", "cap": "both")", csv) ==
          Scores{100, 100, 75, 50, 50});
    CHECK(says(problems_of([&] { one(min_max, R"("goalposts": {"quantiles": [0.9, 0.1]})"); }), "the lower one first"));
    CHECK(says(problems_of([&] { one(min_max, R"("goalposts": {"quantiles": [5, 95]})"); }), "shares from 0 to 1"));
    CHECK(says(problems_of([&] { one(R"("z-score")", quantiles); }), "goalposts need normalisation"));
}

TEST_CASE("an indicator may be best at a point or between two, and worse on either side") {
    const std::string csv = "code,a\nv,5\nw,7\nx,8\ny,11\n";
    CHECK(scored(min_max, R"("best_at": 7)", csv) == Scores{75, 100, 87.5, 50});
    const Scores between = scored(min_max, R"("best_at": [7, 8])", csv);
    CHECK(*between[0] == Approx(100 - 100.0 / 3));
    CHECK(between[1] == 100.0);
    CHECK(between[2] == 100.0);
    CHECK(scored(min_max, R"("best_at": 7, "worst_distance": 2, "cap": "lower")", csv) == Scores{50, 100, 75, 50});
    CHECK(scored(R"("rank")", R"("best_at": 7)", csv) == Scores{2, 4, 3, 1});
    CHECK(scored(R"("rank")", R"("best_at": 6)", csv) == Scores{3, 3, 2, 1});
    CHECK(says(refused(one(min_max, R"("best_at": [0, 20])"), csv), "all values of 'a' lie where it is best"));
}

TEST_CASE("what would say twice what is better than what is refused beside best_at") {
    const auto said = [](const std::string& keys, const std::string& method = min_max) {
        return problems_of([&] { one(method, keys); });
    };
    for (const std::string key :
         {R"("direction": "positive")", R"("goalposts": {"worst": 0, "best": 1})", R"("transform": "log")"}) {
        CHECK(says(said(R"("best_at": 7, )" + key), "does not go with 'best_at'"));
    }
    CHECK(says(said(R"("worst_distance": 7)"), "'worst_distance' needs 'best_at'"));
    CHECK(says(said(R"("best_at": 7, "worst_distance": 7)", R"("z-score")"), "'worst_distance' is an end of a scale"));
    CHECK(says(said(R"("best_at": 7)", R"("logarithmic")"), "'best_at' does not go with normalisation"));
    CHECK(says(problems_of([] {
                   index_of(R"({"code": "a", "name": "A", "best_at": 3})", R"("prepare": [{"impute": "row-mean"}],)");
               }),
               "'row-mean' cannot put in values of 'a'"));
}

TEST_CASE("a scale around a reference is that of all periods, the reference in its middle") {
    const std::string panel = "code,period,a\nx,2019,1\ny,2019,3\nx,2020,4\ny,2020,9\n";
    // From 1 to 9, half of it to either side of 2, the mean of 2019.
    CHECK(scored(R"("around-reference")", "", panel) == Scores{92.5, 107.5, 115, 152.5});
    CHECK(scored(R"({"method": "around-reference", "reference_unit": "y"})", "", panel) == Scores{85, 100, 107.5, 145});
    CHECK(scored(R"("around-reference")", down, panel)[0] == 107.5);
}

TEST_CASE("a z-score may divide by the number of units") {
    const Scores by_count = scored(R"({"method": "z-score", "divisor": "n"})", "", "code,a\nx,1\ny,3\n");
    CHECK(by_count == Scores{-1, 1});
}
