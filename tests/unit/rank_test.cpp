#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <utility>
#include <vector>

#include <iiindex/columns.hpp>
#include <iiindex/rank.hpp>

using namespace iiindex;

namespace {

using Ranks = std::vector<Rank>;
using Order = decltype(Ranking::order);

constexpr double tolerance = 1e-13;

Ranking ranking(const std::vector<double>& scores) { return rank(scores, tolerance); }
Ranks ranks(const std::vector<double>& scores) { return ranks_of(scores, tolerance); }

}  // namespace

TEST_CASE("units that tie share the better rank and the next is skipped") {
    CHECK(ranks({70, 90, 80, 80}) == Ranks{4, 1, 2, 2});
    CHECK(ranks({5, 5, 5}) == Ranks{1, 1, 1});
}

TEST_CASE("tied units keep the order in which they were given") {
    CHECK(ranking({80, 90, 80, 80}).order == Order{1, 0, 2, 3});
}

TEST_CASE("a unit without a score has no rank and comes last") {
    const Ranking some = ranking({missing, 1, missing, 2});
    CHECK(some.order == Order{3, 1, 0, 2});
    CHECK(some.ranks_in_order == decltype(some.ranks_in_order){1, 2, 0, 0});
    CHECK(ranks({missing, 1, missing, 2}) == Ranks{0, 2, 0, 1});
    CHECK(ranks({missing}) == Ranks{0});
    CHECK(ranking({}).order.empty());
}

TEST_CASE("sums that differ only by the order of their terms tie") {
    const double one_way = 0.1 + 0.2 + 0.3, other_way = 0.3 + 0.2 + 0.1;
    REQUIRE(one_way != other_way);
    CHECK(ranks({other_way, one_way}) == Ranks{1, 1});
    CHECK(ranking({other_way, one_way}).order == Order{0, 1});
    CHECK(ranks({90.1 - 1e-9, 90.1}) == Ranks{2, 1});
}

TEST_CASE("neighbours in the order tie, and so may a run of them wider than the tolerance") {
    CHECK(ranks_of(std::vector<double>{3, 2.25, 1.5, 0.5}, 0.75) == Ranks{1, 1, 1, 4});
    CHECK(rank(std::vector<double>{0.5, 3, 1.5, 2.25, 0.25}, 0.75, 1).order == Order{1, 2, 3});
}

TEST_CASE("a table of many blocks is ranked as a small one is") {
    std::vector<double> scores(50000);
    for (std::size_t i = 0; i < scores.size(); ++i) scores[i] = static_cast<double>((i * 7919) % scores.size());
    const Ranks all = ranks(scores);
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (all[i] != scores.size() - static_cast<std::size_t>(scores[i])) FAIL("unit " << i);
    }
}

TEST_CASE("scores are ranked however they are spread") {
    constexpr std::size_t units = 40000;
    std::mt19937_64 random(7);
    const auto fraction = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
    const std::vector<std::pair<const char*, std::function<double()>>> spreads = {
        {"evenly", [&] { return 50 + 50 * fraction(); }},
        {"with very large ones among them", [&] { return random() % 1000 == 0 ? 1e300 * fraction() : fraction(); }},
        {"over all numbers", [&] { return std::ldexp(fraction() - 0.5, static_cast<int>(random() % 2000) - 1000); }},
        {"to both ends", [&] { return random() % 2 == 0 ? 1.7e308 : -1.7e308; }},
        {"hardly", [&] { return 70 + 1e-13 * fraction(); }},
        {"on few numbers", [&] { return static_cast<double>(random() % 10); }},
        {"not at all", [&] { return 62.5; }},
        {"below zero and in tiny steps", [&] { return -5e-324 * static_cast<double>(random() % 50); }},
    };
    for (const auto& [name, draw] : spreads) {
        CAPTURE(name);
        std::vector<double> scores;
        for (std::size_t unit = 0; unit < units; ++unit) scores.push_back(random() % 50 == 0 ? missing : draw());
        std::vector<std::uint32_t> sorted;
        for (std::uint32_t unit = 0; unit < units; ++unit) {
            if (!is_missing(scores[unit])) sorted.push_back(unit);
        }
        std::stable_sort(sorted.begin(), sorted.end(), [&](auto a, auto b) { return scores[a] > scores[b]; });
        Ranks expected(units, 0);
        for (std::size_t first = 0, i = 0; i < sorted.size(); ++i) {
            if (i > 0 && !tied(scores[sorted[i - 1]], scores[sorted[i]], tolerance)) first = i;
            expected[sorted[i]] = static_cast<Rank>(first + 1);
        }
        CHECK(ranks(scores) == expected);
    }
}

TEST_CASE("the best alone are ranked as they are among all") {
    std::vector<double> scores;
    for (std::size_t unit = 0; unit < 2000; ++unit) {
        scores.push_back(unit % 97 == 0 ? missing : static_cast<double>(unit * 7919 % 1009 / 3));
    }
    const Ranking all = ranking(scores);
    for (const std::size_t top : {0u, 1u, 2u, 3u, 10u, 500u, 1999u, 5000u}) {
        const Ranking best = rank(scores, tolerance, top);
        Ranking expected;
        for (std::size_t i = 0; i < all.order.size(); ++i) {
            if (all.ranks_in_order[i] == 0 || all.ranks_in_order[i] > top) continue;
            expected.order.push_back(all.order[i]);
            expected.ranks_in_order.push_back(all.ranks_in_order[i]);
        }
        CHECK(best.order == expected.order);
        CHECK(best.ranks_in_order == expected.ranks_in_order);
    }
}

TEST_CASE("what ties with the last of the best is among them") {
    CHECK(rank(std::vector<double>{0.3, 0.1 + 0.2, 0.1, 0.5}, tolerance, 2).order == Order{3, 0, 1});
}

TEST_CASE("the lower cut belongs to the tier") {
    const Tiers tiers{.cuts = {70, 60, 55}, .names = {}};
    CHECK(tier_of(99, tiers, tolerance) == 1);
    CHECK(tier_of(70, tiers, tolerance) == 1);
    CHECK(tier_of(69.99999999999999, tiers, tolerance) == 1);  // an ulp short of the cut
    CHECK(tier_of(69.9999, tiers, tolerance) == 2);
    CHECK(tier_of(60, tiers, tolerance) == 2);
    CHECK(tier_of(55, tiers, tolerance) == 3);
    CHECK(tier_of(-10, tiers, tolerance) == 4);
}
