#include <iiindex/coherence.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

#include <iiindex/compute.hpp>
#include <iiindex/load.hpp>
#include <iiindex/rank.hpp>

#include "catch.hpp"

using namespace iiindex;

namespace {

using Column = std::vector<double>;

Result small_result(const std::string& units) {
    const std::string text = R"({"format": "iiindex/dataset/1", "index": {"format": "iiindex/index/1", "code": "total",
        "name": "Total", "normalisation": {"method": "min-max", "range": [0, 100]}, "children": [
        {"code": "a", "name": "A", "children": [{"code": "x", "name": "X"}, {"code": "y", "name": "Y"}]},
        {"code": "b", "name": "B", "weight": 3, "children": [{"code": "z", "name": "Z"}]}]}, "units": [)" +
                             units + "]}";
    Input input = load_dataset({"small.json", text}).value;
    return compute(std::move(input.index), std::move(input.data));
}

const char* const five_units = R"(
    {"code": "p", "values": {"x": 1, "y": 5, "z": 2}}, {"code": "q", "values": {"x": 2, "y": 4, "z": 9}},
    {"code": "r", "values": {"x": 3, "y": 1, "z": 4}}, {"code": "s", "values": {"x": 4, "y": 2, "z": 5}},
    {"code": "t", "values": {"x": 5, "y": 3, "z": 1}})";

}  // namespace

TEST_CASE("a column's statistics leave out what is missing") {
    const ColumnStatistics found = statistics_of(Column{3, missing, 0, 1, 1, missing});
    CHECK(found.units == 6);
    CHECK(found.available == 4);
    CHECK(found.nonzero == 3);
    CHECK(found.distinct == 3);
    CHECK(found.repeated == 2);
    CHECK(found.mean.number == 1.25);
    CHECK(found.median.number == 1);
    CHECK(found.sd.number == Approx(1.2583057392));
    CHECK_FALSE(found.is_constant());
}

TEST_CASE("a statistic without a value says why") {
    const ColumnStatistics none = statistics_of(Column{missing, missing});
    CHECK(none.mean.why == NoValue::not_measured);
    const ColumnStatistics one = statistics_of(Column{4});
    CHECK(one.mean.number == 4);
    CHECK(one.sd.why == NoValue::too_few_units);
    CHECK(one.skewness.why == NoValue::too_few_units);
    const ColumnStatistics constant = statistics_of(Column{2, 2, 2, 2, 2});
    CHECK(constant.sd.number == 0);
    CHECK(constant.skewness.why == NoValue::constant);
    CHECK(constant.is_constant());
    CHECK_FALSE(constant.is_outlying());
    CHECK(statistics_of(Column{1, 1, 1, 1, 1, 1, 1, 1, 2}).is_nearly_constant());
}

TEST_CASE("correlations of a known example") {
    const Column a = {1, 2, 3, 4, 5, missing}, b = {2, 1, 4, 3, 7, 9};
    CHECK(pearson(a, b).pairs == 5);
    CHECK(pearson(a, b).r.number == Approx(12 / std::sqrt(10 * 21.2)));
    CHECK(pearson(a, b).p.number == Approx(0.0861).margin(5e-5));
    CHECK(spearman(a, b).r.number == Approx(0.8));
    CHECK(spearman(a, b).p.number == Approx(0.1040880386));
    CHECK(kendall(a, b).r.number == Approx(0.6));
}

TEST_CASE("Kendall's tau takes ties into account") {
    // By hand: 3 pairs agree, 1 disagrees, one tie in each: (3 - 1) / sqrt(5 * 5).
    CHECK(kendall(Column{1, 1, 2, 3}, Column{1, 2, 2, 0}).r.number == Approx((1.0 - 3.0) / 5.0));
    CHECK(kendall(Column{1, 2, 3, 4}, Column{1, 2, 3, 4}).r.number == Approx(1));
    CHECK(kendall(Column{1, 2, 3, 4}, Column{4, 3, 2, 1}).r.number == Approx(-1));
}

TEST_CASE("a correlation needs three units and two columns that vary") {
    CHECK(pearson(Column{1, 2}, Column{2, 1}).r.why == NoValue::too_few_units);
    CHECK(spearman(Column{1, 2, missing}, Column{2, 1, 3}).p.why == NoValue::too_few_units);
    CHECK(kendall(Column{1, 1, 1}, Column{1, 2, 3}).r.why == NoValue::constant);
    CHECK(pearson(Column{1, 2, 3}, Column{1, 2, 3}).p.number == 0);
}

TEST_CASE("reliability of groups without a value") {
    const Column a = {1, 2, 3, 4}, twice = {2, 4, 6, 8}, constant = {1, 1, 1, 1};
    CHECK(cronbach_alpha({a}).why == NoValue::single);
    CHECK(cronbach_alpha({a, a}).number == Approx(1));
    CHECK(cronbach_alpha({constant, constant}).why == NoValue::constant);
    CHECK(sampling_adequacy({a, twice}).why == NoValue::singular);
    CHECK(sampling_adequacy({a, constant}).why == NoValue::constant);
    CHECK(principal_components({a}).why == NoValue::single);
}

TEST_CASE("Bartlett's test asks whether columns have nothing in common") {
    const Column a = {1, 2, 3, 4, 5, 6}, b = {2, 1, 4, 3, 6, 5};
    const double r = pearson(a, b).r.number;
    const Sphericity test = sphericity({a, b});
    CHECK(test.degrees == 1);
    CHECK(test.chi_squared.number == Approx(-(5 - 9.0 / 6) * std::log(1 - r * r)));
    CHECK(test.p.number == Approx(std::erfc(std::sqrt(test.chi_squared.number / 2))));  // chi squared of 1 degree
    CHECK(sphericity({a, a}).p.why == NoValue::singular);
    CHECK(sphericity({a}).p.why == NoValue::single);
    CHECK(sphericity({Column{1, 2, 4}, Column{1, 3, 2}, Column{5, 1, 3}, Column{1, 2, 9}}).p.why != NoValue::none);
}

TEST_CASE("the sampling adequacy of two columns is one half") {
    CHECK(sampling_adequacy({Column{1, 2, 3, 4}, Column{2, 1, 4, 3}}).number == Approx(0.5));
}

TEST_CASE("principal components share out the variance") {
    const Column a = {1, 2, 3, 4}, b = {2, 1, 4, 3};
    const Components found = principal_components({a, b});
    REQUIRE(found.eigenvalues.size() == 2);
    CHECK(found.eigenvalues[0] == Approx(1.6));
    CHECK(found.eigenvalues[1] == Approx(0.4));
    CHECK(found.loadings[0][0] == Approx(std::sqrt(0.5)));
    CHECK(found.units == 4);
}

TEST_CASE("the correlation ratio sees what is not linear") {
    Column x, y, line;
    for (int i = 0; i < 200; ++i) {
        x.push_back(i);
        y.push_back((i - 99.5) * (i - 99.5));
        line.push_back(3.0 * i);
    }
    CHECK(std::abs(pearson(x, y).r.number) < 1e-9);
    CHECK(correlation_ratio(x, y).number > 0.5);
    CHECK(correlation_ratio(x, line).number == Approx(1));
    CHECK(correlation_ratio(Column{1, 1, 1}, Column{1, 2, 3}).why == NoValue::constant);
}

TEST_CASE("effective weights are products down the tree") {
    const Result result = small_result(five_units);
    const Coherence found = coherence(result, result.data.values, {});
    const auto of = [&](const char* code) { return found.importance[*result.index.find(code) - 1]; };
    CHECK(of("a").weight == 0.25);
    CHECK(of("x").effective == 0.125);
    CHECK(of("z").effective == 0.75);
    CHECK(of("x").share.number + of("y").share.number == Approx(1));
}

TEST_CASE("removing a node is computing without it") {
    const Result result = small_result(five_units);
    const Coherence found = coherence(result, result.data.values, {});
    const Removal& without_z = found.removals[*result.index.find("z") - 1];
    const auto a = result.scores_of(*result.index.find("a"));
    for (std::size_t unit = 0; unit < 5; ++unit) CHECK(without_z.scores[unit] == Approx(a[unit]));
    CHECK(without_z.ranks == ranks_of(a, 0));
    CHECK(found.removals[*result.index.find("b") - 1].ranks == without_z.ranks);
}

TEST_CASE("a structure of two units says that most has no value") {
    const Result result = small_result(R"({"code": "p", "values": {"x": 1, "y": 5, "z": 2}},
        {"code": "q", "values": {"x": 2, "y": 4, "z": 9}})");
    const Coherence found = coherence(result, result.data.values, {});
    for (const NodePair& pair : found.pairs) CHECK(pair.kendall.r.why == NoValue::too_few_units);
    for (const Group& group : found.groups) CHECK_FALSE(group.adequacy.has_value());
    CHECK(found.removals.size() == 5);
}

TEST_CASE("growth is compound, between the first and the last score") {
    const std::string index = R"({"format": "iiindex/index/1", "code": "t", "name": "T", "normalisation":
        {"method": "min-max", "range": [0, 100]}, "children": [{"code": "x", "name": "X", "goalposts": {"worst": 0, "best": 100}}]})";
    Input input = load_dataset({"a.csv", "code,period,x\np,2018,40\nq,2018,0\np,2020,90\nq,2020,5\n"},
                               load_index({"i.json", index}).value)
                      .value;
    const Result result = compute(std::move(input.index), std::move(input.data));
    const auto trends = trends_of(result, 0);
    REQUIRE(trends.size() == 2);
    CHECK(trends[0].growth.number == Approx(0.5));
    CHECK(trends[0].first == "2018");
    CHECK(trends[1].growth.why == NoValue::not_positive);
    const auto nodes = coherence(result, result.data.values, {}).node_trends;
    REQUIRE(nodes.size() == 2);
    CHECK_FALSE(nodes[0].of_values);
    CHECK(nodes[1].of_values);
    CHECK(nodes[1].trends[0].growth.number == Approx(0.5));
}

TEST_CASE("statistics are of values as read, of values as prepared and of scores") {
    const std::string text = R"({"format": "iiindex/dataset/1", "index": {"format": "iiindex/index/1", "code": "total",
        "name": "Total", "normalisation": {"method": "min-max", "range": [0, 100]},
        "children": [{"code": "x", "name": "X", "denominator": "people"}]}, "units": [
        {"code": "p", "values": {"x": 8, "people": 2}}, {"code": "q", "values": {"x": 9, "people": 3}},
        {"code": "r", "values": {"x": 5, "people": 5}}]})";
    Input input = load_dataset({"small.json", text}).value;
    const Columns read = input.data.values;
    const Coherence found = coherence(compute(std::move(input.index), std::move(input.data)), read, {});
    CHECK(found.statistics[0].max.number == 9);
    CHECK(found.prepared[0].max.number == 4);
    CHECK(found.scores.size() == 2);
    CHECK(found.scores[1].max.number == 100);
}

TEST_CASE("what arithmetic alone parts is a tie and no spread") {
    // Of x, 90.2 - 90.1 and 90.1 - 90.0 differ in doubles; with y the other way round all units of A are alike.
    const Result result = small_result(R"(
        {"code": "p", "values": {"x": 90.2, "y": 90.0, "z": 2}}, {"code": "q", "values": {"x": 90.1, "y": 90.1, "z": 9}},
        {"code": "r", "values": {"x": 90.0, "y": 90.2, "z": 4}}, {"code": "s", "values": {"x": 90.15, "y": 90.05, "z": 5}},
        {"code": "t", "values": {"x": 90.05, "y": 90.15, "z": 1}})");
    const std::size_t a = *result.index.find("a"), b = *result.index.find("b");
    const auto scores = result.scores_in(a, result.data.periods.front());
    REQUIRE(*std::max_element(scores.begin(), scores.end()) > *std::min_element(scores.begin(), scores.end()));
    const Coherence found = coherence(result, result.data.values, {});
    const auto pair = std::find_if(found.pairs.begin(), found.pairs.end(),
                                   [&](const NodePair& one) { return one.a == a && one.b == b; });
    REQUIRE(pair != found.pairs.end());
    CHECK(pair->pearson.r.why == NoValue::constant);
    CHECK(pair->spearman.r.why == NoValue::constant);
    CHECK(pair->kendall.r.why == NoValue::constant);
    CHECK(found.importance[a - 1].r.why == NoValue::constant);
    CHECK(found.scores[a].is_constant());
}

TEST_CASE("siblings that go against each other are flagged") {
    const Result result = small_result(five_units);
    const auto flags = coherence(result, result.data.values, {}).flags;
    const auto opposed = std::find_if(flags.begin(), flags.end(), [&](const Flag& flag) {
        return flag.kind == Flag::Kind::opposed && flag.node == *result.index.find("x");
    });
    REQUIRE(opposed != flags.end());
    CHECK(opposed->other == *result.index.find("y"));
    CHECK(opposed->number.number == Approx(-0.6));
}

TEST_CASE("children that are no indicators make a group of their own") {
    const Result result = small_result(five_units);
    const Coherence found = coherence(result, result.data.values, {});
    REQUIRE(found.child_groups.size() == 1);
    CHECK(found.child_groups[0].indicators == result.index.root().children);
    const ColumnList columns = {result.scores_of(1), result.scores_of(4)};
    CHECK(found.child_groups[0].alpha.number == cronbach_alpha(columns).number);
    CHECK(found.child_groups[0].components.eigenvalues.size() == 2);
}

TEST_CASE("more nodes than are taken together have correlations with siblings and above alone") {
    std::string first, second, values;
    for (std::size_t i = 0; i <= most_together; ++i) {
        const std::string code = "x" + std::to_string(i);
        const std::string node = R"({"code": ")" + code + R"(", "name": ")" + code + R"("})";
        (i < 2 ? first : second) += (i == 0 || i == 2 ? "" : ", ") + node;
        values += (i == 0 ? "" : ", ") + ('"' + code + "\": ");
        values += "VALUE";
    }
    std::string units;
    for (int unit = 0; unit < 4; ++unit) {
        std::string own = values;
        for (std::size_t at = 0; (at = own.find("VALUE")) != std::string::npos;) {
            own.replace(at, 5, std::to_string((unit * 7 + static_cast<int>(at)) % 11 + unit));
        }
        units += (unit == 0 ? "" : ", ") + (R"({"code": "u)" + std::to_string(unit)) + R"(", "values": {)" + own + "}}";
    }
    const std::string text = R"({"format": "iiindex/dataset/1", "index": {"format": "iiindex/index/1", "code": "total",
        "name": "Total", "children": [{"code": "a", "name": "A", "children": [)" +
                             first + R"(]}, {"code": "b", "name": "B", "children": [)" + second +
                             R"(]}]}, "units": [)" + units + "]}";
    Input input = load_dataset({"wide.json", text}).value;
    const Result result = compute(std::move(input.index), std::move(input.data));
    CHECK(largest_level(result.index) == most_together + 1);
    const Coherence found = coherence(result, result.data.values, {});
    const auto of_indicators = [&](const NodePair& pair) {
        return !pair.vertical && result.index.nodes[pair.a].level == 2;
    };
    const std::size_t others = most_together - 1;  // below b
    CHECK(std::count_if(found.pairs.begin(), found.pairs.end(), of_indicators) == 1 + others * (others - 1) / 2);
    CHECK(found.groups[0].alpha.why == NoValue::too_many);
    CHECK(found.groups[0].components.why == NoValue::too_many);
    CHECK(found.groups[1].alpha.has_value());
}

TEST_CASE("a unit's places are those among the units of the period") {
    const Result result = small_result(five_units);
    const auto places = places_of(result.index, result.data.values, result.data.periods.front());
    REQUIRE(places.size() == 5);
    REQUIRE(places[1].size() == 3);
    CHECK(result.index.nodes[places[1][0].node].code == "z");
    CHECK(places[1][0].rank == 1);
    CHECK(places[1][2].rank == 4);
    CHECK(places[0][2].is_worst);
}
