#include "catch.hpp"

#include <cmath>
#include <random>

#include <fmt/format.h>

#include <iiindex/compute.hpp>
#include <iiindex/load.hpp>
#include <iiindex/number.hpp>
#include <iiindex/recover.hpp>
#include <iiindex/verify.hpp>

using namespace iiindex;

namespace {

/// Numbers that are the same with every library: the standard's distributions are not.
class Numbers {
public:
    explicit Numbers(std::uint64_t seed) : engine_(seed) {}

    double between(double low, double high) {
        return low + (high - low) * static_cast<double>(engine_() >> 11) / 9007199254740992.0;
    }
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }

private:
    std::mt19937_64 engine_;
};

/// A published index with its secret: weights, and scores before they were rounded.
struct Made {
    Index index;
    Dataset data;
    Publication published;
    std::vector<double> weights;
};

Index flat_index(std::size_t children) {
    std::string text = R"({"format": "iiindex/index/1", "code": "all", "name": "All", "children": [)";
    for (std::size_t i = 0; i < children; ++i) {
        text += fmt::format(R"({}{{"code": "c{}", "name": "C"}})", i == 0 ? "" : ", ", i);
    }
    return load_index({"i.json", text + "]}"}).value;
}

std::vector<double> random_weights(Numbers& numbers, std::size_t count) {
    std::vector<double> weights;
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) sum += weights.emplace_back(numbers.between(0.2, 1));
    for (double& weight : weights) weight /= sum;
    return weights;
}

double mean(const std::vector<double>& weights, const std::vector<double>& scores, Mean how) {
    double sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        sum += weights[i] * (how == Mean::arithmetic ? scores[i] : std::log(scores[i]));
    }
    return how == Mean::arithmetic ? sum : std::exp(sum);
}

Made made(Numbers& numbers, std::size_t children, std::size_t units, Mean how) {
    Made made{.index = flat_index(children), .weights = random_weights(numbers, children)};
    made.data.periods = {{"", 0, units}};
    made.published.digits = 1;
    made.data.values = Columns(units, children);
    for (std::size_t row = 0; row < units; ++row) {
        made.data.units.codes.push_back(fmt::format("u{}", row));
        std::vector<double> scores;
        for (std::size_t i = 0; i < children; ++i) scores.push_back(numbers.between(10, 100));
        const auto publish = [&](std::size_t node, double score) {
            Published published;
            published.row = row;
            published.node = node;
            published.score = round_half_up(score, 1);
            made.published.figures.push_back(published);
        };
        publish(0, mean(made.weights, scores, how));
        for (std::size_t i = 0; i < children; ++i) publish(i + 1, scores[i]);
    }
    return made;
}

RecoveredWeights recover(const Made& made, Mean how) {
    return recover_weights({made.index, made.data, made.published}, {.mean = how}).front();
}

Made with_first_units(Made made, std::size_t units) {
    std::erase_if(made.published.figures, [&](const Published& published) { return published.row >= units; });
    return made;
}

double width(const RecoveredWeights& recovered) {
    double sum = 0;
    for (const WeightInterval& interval : recovered.intervals) sum += interval.high - interval.low;
    return sum;
}

}  // namespace

TEST_CASE("true weights lie in the recovered intervals, which shrink with more units") {
    Numbers numbers(20201231);
    for (const Mean how : {Mean::arithmetic, Mean::geometric}) {
        for (int round = 0; round < 20; ++round) {
            const Made all = made(numbers, 2 + numbers.below(5), 48, how);
            double last = static_cast<double>(all.weights.size());
            for (const std::size_t units : {3u, 6u, 12u, 24u, 48u}) {
                const RecoveredWeights recovered = recover(with_first_units(all, units), how);
                REQUIRE(recovered.fits);
                for (std::size_t i = 0; i < all.weights.size(); ++i) {
                    CHECK(all.weights[i] > recovered.intervals[i].low - 1e-6);
                    CHECK(all.weights[i] < recovered.intervals[i].high + 1e-6);
                }
                CHECK(width(recovered) <= last + 1e-6);
                last = width(recovered);
            }
            CHECK(last < 0.05);
        }
    }
}

TEST_CASE("simple weights are found again") {
    Numbers numbers(7);
    for (int round = 0; round < 10; ++round) {
        Made all = made(numbers, 4, 30, Mean::arithmetic);
        const std::vector<double> tenths = {0.1, 0.2, 0.3, 0.4};
        for (Published& published : all.published.figures) {
            if (published.node != 0) continue;
            published.score = 0;
            for (const Published& child : all.published.figures) {
                if (child.row == published.row && child.node > 0)
                    *published.score += tenths[child.node - 1] * *child.score;
            }
            published.score = round_half_up(*published.score, 1);
        }
        const RecoveredWeights recovered = recover(all, Mean::arithmetic);
        REQUIRE(recovered.fits);
        CHECK(recovered.simple.front().denominator == 10);
        CHECK(recovered.simple.front().only);
        CHECK(recovered.simple.front().parts == std::vector<std::size_t>{1, 2, 3, 4});
    }
}

TEST_CASE("a wrong aggregation is noticed") {
    Numbers numbers(3);
    for (int round = 0; round < 20; ++round) {
        const Made all = made(numbers, 3, 30, Mean::geometric);
        const RecoveredWeights recovered = recover(all, Mean::arithmetic);
        CHECK(!recovered.fits);
        CHECK(recovered.error > 0.1);
        CHECK(recovered.simple.empty());
    }
}

TEST_CASE("one corrupted score is noticed, and its unit named") {
    Numbers numbers(11);
    for (int round = 0; round < 20; ++round) {
        Made all = made(numbers, 2 + numbers.below(5), 30, Mean::arithmetic);
        const std::size_t corrupted = numbers.below(30);
        for (Published& published : all.published.figures) {
            if (published.row == corrupted && published.node == 0) *published.score += 3;
        }
        const RecoveredWeights recovered = recover(all, Mean::arithmetic);
        CHECK(!recovered.fits);
        REQUIRE(!recovered.conflicts.empty());
        CHECK(recovered.conflicts.front().row == corrupted);
        CHECK(recovered.conflicts.front().error_without == 0);
    }
}

TEST_CASE("recovered values give back what was published, and true values lie in their intervals") {
    Numbers numbers(5);
    const Index index = load_index({"i.json", R"({"format": "iiindex/index/1", "code": "all", "name": "All",
        "normalisation": {"method": "min-max", "range": [0, 100]}, "children": [
          {"code": "p", "name": "P", "weight": 2, "children": [
            {"code": "a", "name": "A"}, {"code": "b", "name": "B", "direction": "negative"}]},
          {"code": "q", "name": "Q", "direction": "negative", "children": [
            {"code": "c", "name": "C"}, {"code": "d", "name": "D", "weight": 3}]}]})"})
                            .value;
    for (int round = 0; round < 10; ++round) {
        const std::size_t units = 12, printed = 9;
        Dataset truth;
        truth.periods = {{"", 0, units}};
        truth.values = Columns(units, 4);
        for (std::size_t row = 0; row < units; ++row) truth.units.codes.push_back(fmt::format("u{}", row));
        for (std::size_t i = 0; i < 4; ++i) {
            for (double& value : truth.values.column(i)) value = numbers.between(0, 100);
            const std::size_t best = numbers.below(units);
            truth.values.column(i)[best] = 100;
            truth.values.column(i)[(best + 1 + numbers.below(units - 1)) % units] = 0;
        }
        const Result result = compute(index, truth);
        Input given{index, truth, {.digits = 1}};
        given.data.values = Columns(units, 4);
        for (std::size_t row = 0; row < printed; ++row) {
            for (const std::size_t node : {0u, 1u, 4u}) {
                Published published;
                published.row = row;
                published.node = node;
                published.score = round_half_up(*result.score(row, node), 1);
                given.published.figures.push_back(published);
            }
        }
        const RecoveredValues recovered = recover_values(given);
        CHECK(verify(compute(index, recovered.data), given.published).holds());
        for (std::size_t i = 0; i < 4; ++i) {
            for (std::size_t row = 0; row < units; ++row) {
                CHECK(truth.values.at(row, i) >= *recovered.low.at(row, i) - 1e-6);
                CHECK(truth.values.at(row, i) <= *recovered.high.at(row, i) + 1e-6);
            }
        }
    }
}
