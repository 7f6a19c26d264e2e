#include "catch.hpp"

#include <algorithm>
#include <cmath>

#include <iiindex/experts.hpp>

#include "random_index.hpp"

namespace iiindex {

namespace {

Index flat_index(std::size_t children) {
    Json json = {{"format", "iiindex/index/1"}, {"code", "total"}, {"name", "total"}};
    for (std::size_t i = 0; i < children; ++i)
        json["children"].push_back({{"code", fmt::format("n{}", i)}, {"name", fmt::format("n{}", i)}});
    return index_of(json);
}

NodeWeights weigh(const Index& index, const std::string& csv, const WeighingOptions& options) {
    return panel_weights(index, load_judgements({{"j.csv", csv}}, index).value, options).at(0);
}

constexpr Combining all_ways[] = {Combining::judgements, Combining::geometric, Combining::mean, Combining::median,
                                  Combining::trimmed};
constexpr Priorities all_priorities[] = {Priorities::eigenvector, Priorities::geometric};

/// Comparisons that fit these weights, some of which are left out but not those that tie each child to the one before.
std::vector<std::string> consistent_rows(const std::vector<double>& weights, const std::string& expert, Random& random,
                                         bool may_lack) {
    std::vector<std::string> rows;
    for (std::size_t j = 1; j < weights.size(); ++j) {
        for (std::size_t i = 0; i < j; ++i) {
            if (may_lack && i + 1 != j && random.one_in(2)) continue;
            rows.push_back(random.one_in(2)
                               ? fmt::format("{},n{},n{},{}\n", expert, i, j, shortest(weights[i] / weights[j]))
                               : fmt::format("{},n{},n{},{}\n", expert, j, i, shortest(weights[j] / weights[i])));
        }
    }
    return rows;
}

std::string joined(const std::vector<std::string>& rows) {
    return fmt::format("expert,a,b,preference\n{}", fmt::join(rows, ""));
}

}  // namespace

TEST_CASE("a panel that agrees with itself gives back the weights it was made from") {
    Random random(16);
    for (int run = 0; run < 60; ++run) {
        const std::size_t n = 2 + random.below(8);
        const Index index = flat_index(n);
        std::vector<double> weights;
        for (std::size_t i = 0; i < n; ++i) weights.push_back(random.between(1, 3));
        double sum = 0;
        for (const double weight : weights) sum += weight;
        std::vector<std::string> rows;
        for (std::size_t expert = 0; expert < 1 + random.below(5); ++expert) {
            const auto more = consistent_rows(weights, fmt::format("e{}", expert), random, run % 2 == 1);
            rows.insert(rows.end(), more.begin(), more.end());
        }
        for (const Combining how : all_ways) {
            for (const Priorities priorities : all_priorities) {
                const NodeWeights found = weigh(index, joined(rows), {.priorities = priorities, .combining = how});
                for (std::size_t i = 0; i < n; ++i)
                    REQUIRE(found.weights[i] == Approx(weights[i] / sum).epsilon(0).margin(1e-10));
                for (const ExpertWeights& one : found.experts) {
                    REQUIRE(one.consistency_ratio.value_or(0) < 1e-10);
                    REQUIRE(one.geometric_index.value_or(0) < 1e-10);
                    REQUIRE_FALSE(one.contradiction);
                }
            }
        }
    }
}

TEST_CASE("the order of rows and children and the names of experts change no weights") {
    Random random(17);
    for (int run = 0; run < 40; ++run) {
        const std::size_t n = 3 + random.below(5);
        std::vector<std::string> rows, renamed;
        for (std::size_t expert = 0; expert < 3; ++expert) {
            for (std::size_t j = 1; j < n; ++j) {
                for (std::size_t i = 0; i < j; ++i) {
                    const std::size_t size = 1 + random.below(9);
                    const std::string text = random.one_in(2) ? fmt::format("{}", size) : fmt::format("1/{}", size);
                    rows.push_back(fmt::format("e{},n{},n{},{}\n", expert, i, j, text));
                    // The children in the reverse order.
                    renamed.push_back(fmt::format("f{},n{},n{},{}\n", 7 - expert, n - 1 - i, n - 1 - j, text));
                }
            }
        }
        for (std::size_t i = renamed.size(); i > 1; --i) std::swap(renamed[i - 1], renamed[random.below(i)]);
        const Index index = flat_index(n);
        for (const Combining how : all_ways) {
            const NodeWeights one = weigh(index, joined(rows), {.combining = how});
            const NodeWeights other = weigh(index, joined(renamed), {.combining = how});
            for (std::size_t i = 0; i < n; ++i)
                REQUIRE(one.weights[i] == Approx(other.weights[n - 1 - i]).epsilon(0).margin(1e-12));
            REQUIRE(one.agreement->w == Approx(other.agreement->w));
        }
    }
}

TEST_CASE("best-worst comparisons that fit weights give them back") {
    Random random(18);
    for (int run = 0; run < 60; ++run) {
        const std::size_t n = 2 + random.below(8);
        std::vector<double> weights;
        for (std::size_t i = 0; i < n; ++i) weights.push_back(random.between(1, 5));
        const double best = *std::max_element(weights.begin(), weights.end());
        const double worst = *std::min_element(weights.begin(), weights.end());
        std::string head = "expert,vector", over = "\ne,best", under = "\ne,worst";
        double sum = 0;
        for (std::size_t i = 0; i < n; ++i) {
            sum += weights[i];
            head += fmt::format(",n{}", i);
            over += "," + shortest(best / weights[i]);
            under += "," + shortest(weights[i] / worst);
        }
        const NodeWeights found = weigh(flat_index(n), head + over + under + "\n", {});
        for (std::size_t i = 0; i < n; ++i)
            REQUIRE(found.weights[i] == Approx(weights[i] / sum).epsilon(0).margin(1e-9));
    }
}

}  // namespace iiindex
