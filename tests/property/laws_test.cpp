#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

#include "draws.hpp"
#include "random_index.hpp"

using namespace iiindex;

namespace {

constexpr int rounds = draws(60);

const Json goalposts = {{"worst", 0}, {"best", 100}};
const std::vector<Json> methods = {
    "minimum", "harmonic", "geometric", "arithmetic", {{"method", "power"}, {"exponent", 2}}};

bool near(double a, double b, double tolerance = 1e-12) {
    return std::abs(a - b) <= tolerance * std::max({1.0, std::abs(a), std::abs(b)});
}

/// All scores of two results of one index agree, those of unit i in `a` with those of unit `places[i]` in
/// `b`.
bool agree(const Result& a, const Result& b, const std::vector<std::size_t>& places, double tolerance = 1e-12) {
    for (std::size_t node = 0; node < a.index.nodes.size(); ++node) {
        for (std::size_t row = 0; row < places.size(); ++row) {
            const auto x = a.score(row, node), y = b.score(places[row], node);
            if (x.has_value() != y.has_value() || (x && !near(*x, *y, tolerance))) return false;
        }
    }
    return true;
}

std::vector<std::size_t> same_places(const Result& result) {
    std::vector<std::size_t> places(result.data.units.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    return places;
}

std::vector<std::size_t> shuffled(std::vector<std::size_t> places, Random& random) {
    for (std::size_t i = places.size(); i > 1; --i) std::swap(places[i - 1], places[random.below(i)]);
    return places;
}

/// The data with the values of unit i at `places[i]`.
Dataset moved(const Dataset& data, const std::vector<std::size_t>& places) {
    Dataset other = data;
    for (std::size_t i = 0; i < data.values.columns(); ++i) {
        const auto from = data.values.column(i);
        const auto to = other.values.column(i);
        for (std::size_t row = 0; row < places.size(); ++row) to[places[row]] = from[row];
    }
    return other;
}

/// A value from 1 to 100, one in eight missing.
auto with_gaps(Random& random) {
    return [&random] { return random.one_in(8) ? missing : random.between(1, 100); };
}

/// Takes an indicator out of a tree, and each parent that it leaves without children. Whether anything is
/// left.
bool remove(Json& node, const std::string& code) {
    if (node["code"] == code) return false;
    if (!node.contains("children")) return true;
    auto& children = node["children"].get_ref<Json::array_t&>();
    std::erase_if(children, [&](Json& child) { return !remove(child, code); });
    return !children.empty();
}

}  // namespace

TEST_CASE("equal scores give that score, whatever the tree, the weights and the mean") {
    Random random(1);
    for (int round = 0; round < rounds; ++round) {
        Json tree = random.tree(goalposts);
        for_each_node(tree, [&](Json& node) {
            if (node.contains("children")) node["aggregation"] = random.of(methods);
        });
        const Index index = index_of(tree);
        const double score = random.between(1, 100);
        const Result result = computed(index, table_of(index, 1, [&] { return score; }));
        for (std::size_t node = 0; node < index.nodes.size(); ++node) CHECK(near(*result.score(0, node), score));
    }
}

TEST_CASE("the minimum, the harmonic, geometric, arithmetic and quadratic mean rise in this order") {
    Random random(2);
    for (int round = 0; round < rounds; ++round) {
        Json tree = random.tree(goalposts);
        const std::string table = table_of(index_of(tree), 20, with_gaps(random));
        std::vector<Result> results;
        for (const Json& method : methods) {
            tree["aggregation"] = method;
            results.push_back(computed(index_of(tree), table));
        }
        for (std::size_t row = 0; row < 20; ++row) {
            for (std::size_t i = 1; i < results.size(); ++i) {
                const auto less = results[i - 1].score(row, 0), more = results[i].score(row, 0);
                REQUIRE(less.has_value() == more.has_value());
                if (less) CHECK(*less <= *more * (1 + 1e-12));
            }
        }
    }
}

TEST_CASE("scaling all weights below a node changes nothing") {
    Random random(3);
    for (int round = 0; round < rounds; ++round) {
        Json tree = random.tree(goalposts);
        tree["aggregation"] = random.of(methods);
        const Index index = index_of(tree);
        const std::string table = table_of(index, 20, with_gaps(random));
        for_each_node(tree, [&](Json& node) {
            const double factor = std::pow(10, random.between(-300, 300));
            if (!node.contains("children")) return;
            for (Json& child : node["children"]) child["weight"] = child["weight"].get<double>() * factor;
        });
        const Result plain = computed(index, table);
        CHECK(agree(plain, computed(index_of(tree), table), same_places(plain)));
    }
}

TEST_CASE("shuffled units shuffle the result") {
    Random random(4);
    for (int round = 0; round < rounds; ++round) {
        Json tree = random.tree(nullptr);
        tree["normalisation"] = random.of<Json>({"min-max", "z-score", "rank", "percentile-rank"});
        const Index index = index_of(tree);
        const Dataset data = data_of(index, table_of(index, 30, with_gaps(random)));
        const Result plain = compute(index, data);
        const auto places = shuffled(same_places(plain), random);
        CHECK(agree(plain, compute(index, moved(data, places)), places));
    }
}

TEST_CASE("shuffled units shuffle the result of a table of many blocks, whatever its nodes look at") {
    constexpr std::size_t units = 3000;
    Random random(8);
    for (int round = 0; round < 8; ++round) {
        Json tree = random.tree(nullptr);
        tree["normalisation"] = random.of<Json>({"min-max", "rank"});
        for_each_node(tree, [&](Json& node) {
            if (!node.contains("children")) return;
            if (random.one_in(2)) node["rescale"] = {{"best", 100}};
            if (random.one_in(3)) node["missing"] = {{"impute", "mean"}};
            if (random.one_in(3)) node["weighting"] = "critic";
        });
        const Index index = index_of(tree);
        const Dataset data = data_of(index, table_of(index, units, with_gaps(random)));
        const Result plain = compute(index, data);
        const auto places = shuffled(same_places(plain), random);
        CHECK(agree(plain, compute(index, moved(data, places)), places, 1e-9));
    }
}

TEST_CASE("a better value never lowers a score") {
    Random random(5);
    for (int round = 0; round < rounds; ++round) {
        Json tree = random.tree(goalposts);
        tree["aggregation"] = random.of(methods);
        const Index index = index_of(tree);
        Dataset data = data_of(index, table_of(index, 10, with_gaps(random)));
        const Result before = compute(index, data);
        double& value = data.values.column(random.below(index.indicators.size()))[random.below(10)];
        value += random.between(0, 50);
        const Result after = compute(index, data);
        for (std::size_t node = 0; node < index.nodes.size(); ++node) {
            for (std::size_t row = 0; row < 10; ++row) {
                const auto less = before.score(row, node), more = after.score(row, node);
                if (less && more) CHECK(*less <= *more + 1e-12 * std::abs(*more));
            }
        }
    }
}

TEST_CASE("swapped goalposts mirror an indicator's scores") {
    Random random(6);
    for (int round = 0; round < rounds; ++round) {
        const double worst = random.between(-50, 50), best = random.between(51, 500), low = random.between(-10, 10);
        Json tree = random.tree({{"worst", worst}, {"best", best}});
        tree["normalisation"] = {{"method", "min-max"}, {"range", {low, low + 40}}};
        const Index index = index_of(tree);
        const std::string table = table_of(index, 10, with_gaps(random));
        for_each_node(tree, [&](Json& node) {
            if (node.contains("goalposts")) node["goalposts"] = {{"worst", best}, {"best", worst}};
        });
        const Result plain = computed(index, table), swapped = computed(index_of(tree), table);
        for (const std::size_t node : index.indicators) {
            for (std::size_t row = 0; row < 10; ++row) {
                const auto score = plain.score(row, node), mirrored = swapped.score(row, node);
                REQUIRE(score.has_value() == mirrored.has_value());
                if (score) CHECK(near(*mirrored, low + low + 40 - *score));
            }
        }
    }
}

TEST_CASE("a child without a score counts as one that is not there") {
    Random random(7);
    int compared = 0;
    for (int round = 0; round < rounds; ++round) {
        Json tree = random.tree(goalposts);
        tree["aggregation"] = random.of(methods);
        const Index index = index_of(tree);
        Dataset data = data_of(index, table_of(index, 10, [&] { return random.between(1, 100); }));
        const std::size_t gone = random.below(index.indicators.size());
        std::ranges::fill(data.values.column(gone), missing);
        const Result without_values = compute(index, data);

        if (!remove(tree, index.nodes[index.indicators[gone]].code)) continue;
        const Index smaller = index_of(tree);
        Dataset less = data;
        less.values = Columns(10, smaller.indicators.size());
        for (std::size_t i = 0; i < smaller.indicators.size(); ++i) {
            const std::size_t old = *index.nodes[*index.find(smaller.nodes[smaller.indicators[i]].code)].indicator;
            std::ranges::copy(data.values.column(old), less.values.column(i).begin());
        }
        const Result without_child = compute(smaller, less);
        for (std::size_t row = 0; row < 10; ++row) {
            for (std::size_t node = 0; node < smaller.nodes.size(); ++node) {
                const std::size_t old = *index.find(smaller.nodes[node].code);
                CHECK(near(*without_child.score(row, node), *without_values.score(row, old)));
            }
        }
        ++compared;
    }
    CHECK(compared > rounds / 2);
}

TEST_CASE("a Mazziotta-Pareto score of equal scores is their mean, and of others on one level less than it") {
    Random random(41);
    for (int round = 0; round < rounds; ++round) {
        Json tree = random.tree(goalposts);
        tree["aggregation"] = "mazziotta-pareto";
        const Index index = index_of(tree);
        const double score = random.between(1, 100);
        const Result equal = computed(index, table_of(index, 1, [&] { return score; }));
        CHECK(near(*equal.score(0, 0), score));
        for_each_node(tree, [&](Json& node) {
            if (node.contains("children")) node["aggregation"] = "arithmetic";
        });
        const std::string table = table_of(index, 10, [&] { return random.between(1, 100); });
        const Result mean = computed(index_of(tree), table);
        tree["aggregation"] = {{"method", "mazziotta-pareto"}, {"penalty", random.one_in(2) ? "plus" : "minus"}};
        const Result uneven = computed(index_of(tree), table);
        const double sign = tree["aggregation"]["penalty"] == "plus" ? 1 : -1;
        for (std::size_t row = 0; row < 10; ++row) {
            CHECK(sign * *uneven.score(row, 0) >= sign * *mean.score(row, 0) - 1e-9);
        }
    }
}

TEST_CASE("where one unit is best at all and another worst, they are 1 and 0 by relative closeness") {
    Random random(42);
    for (int round = 0; round < rounds; ++round) {
        Json tree = random.tree(goalposts);
        for_each_node(tree, [&](Json& node) {
            if (node.contains("children")) node["aggregation"] = random.of(std::vector<Json>{"topsis", "arithmetic"});
        });
        tree["aggregation"] = "topsis";
        const Index index = index_of(tree);
        Dataset data =
            load_dataset({"d.csv", table_of(index, 12, [&] { return random.between(20, 80); })}, index).value.data;
        for (std::size_t i = 0; i < data.values.columns(); ++i) {
            data.values.column(i)[0] = 90;
            data.values.column(i)[1] = 10;
        }
        const Result result = compute(index, std::move(data));
        CHECK(result.score(0, 0) == 1.0);
        CHECK(result.score(1, 0) == 0.0);
    }
}

TEST_CASE("a combination of one set of weights is that set, and the order of several does not matter") {
    Random random(43);
    const std::vector<Json> ways = {"given", "equal", "entropy", "critic", "standard-deviation"};
    for (int round = 0; round < rounds; ++round) {
        Json tree = random.tree(goalposts);
        const std::string table = table_of(index_of(tree), 20, [&] { return random.between(1, 100); });
        const auto weights = [&](const Json& weighting) {
            tree["weighting"] = weighting;
            return computed(index_of(tree), table).weights[0];
        };
        const auto agree = [](const std::vector<double>& a, const std::vector<double>& b) {
            return std::equal(a.begin(), a.end(), b.begin(), [](double x, double y) { return near(x, y, 1e-9); });
        };
        const Json a = random.of(ways), b = random.of(ways);
        for (const Json by : {"product", "mean", "least-squares"}) {
            const auto of = [&](const Json& sets) {
                return weights({{"method", "combined"}, {"of", sets}, {"by", by}});
            };
            CHECK(agree(of(Json::array({a})), weights(a)));
            CHECK(agree(of(Json::array({a, b})), of(Json::array({b, a}))));
        }
    }
}

TEST_CASE("the order of units changes nothing by methods that look at all of them") {
    Random random(44);
    for (int round = 0; round < rounds; ++round) {
        Json tree = random.tree(goalposts);
        tree["aggregation"] = random.of(std::vector<Json>{"topsis", "grey-relational", "benefit-of-the-doubt"});
        const Index index = index_of(tree);
        const Dataset data = load_dataset({"d.csv", table_of(index, 20, with_gaps(random))}, index).value.data;
        const Result before = compute(index, data);
        const auto places = shuffled(same_places(before), random);
        CHECK(agree(before, compute(index, moved(data, places)), places, 1e-8));
    }
}

TEST_CASE("around a reference unit, that unit has the middle of the range at every indicator and by any mean") {
    Random random(45);
    for (int round = 0; round < rounds; ++round) {
        Json tree = random.tree(Json(nullptr));
        tree["normalisation"] = {{"method", "around-reference"}, {"reference_unit", "u3"}};
        tree["aggregation"] = random.of(std::vector<Json>{"mazziotta-pareto", "arithmetic", "geometric"});
        const Index index = index_of(tree);
        const Result result = computed(index, table_of(index, 8, [&] { return random.between(1, 100); }));
        CHECK(near(*result.score(3, 0), 100));
    }
}

TEST_CASE("scores are the same to the bit where they may take the memory of values") {
    Random random(29);
    for (int round = 0; round < rounds; ++round) {
        Json tree = random.tree(goalposts);
        for_each_node(tree, [&](Json& node) {
            if (!node.contains("children")) return;
            node["aggregation"] = random.of(methods);
            if (random.one_in(8)) node["aggregation"] = "copeland";
            if (random.one_in(8)) node["missing"] = {{"impute", "mean"}};
            if (!random.one_in(8)) return;
            const std::vector<std::string> of = {"weight", "children", "indicators"};
            node["coverage"] = {{"of", random.of(of)}, {"at_least", 0.6}};
        });
        const Index index = index_of(tree);
        const Dataset data =
            load_dataset({"d.csv", table_of(index, 1 + random.below(2500), with_gaps(random))}, index).value.data;
        for (std::size_t depth = 0; depth <= index.depth(); ++depth) {
            const Result kept = compute(index, data, {.scale = {}, .depth = depth});
            const Result other = compute(index, data, {.scale = {}, .depth = depth, .keep_values = false});
            CHECK(other.data.values.rows() == 0);
            CHECK(other.gaps.size() == kept.gaps.size());
            CHECK(other.absences.size() == kept.absences.size());
            for (std::size_t node = 0; node < index.nodes.size(); ++node) {
                if (index.nodes[node].level > depth) continue;
                const auto a = kept.scores_of(node), b = other.scores_of(node);
                CHECK(std::equal(a.begin(), a.end(), b.begin(), b.end(),
                                 [](double x, double y) { return x == y || (is_missing(x) && is_missing(y)); }));
            }
        }
    }
}
