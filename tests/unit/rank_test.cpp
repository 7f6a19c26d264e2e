#include "catch.hpp"

#include <iiindex/columns.hpp>
#include <iiindex/rank.hpp>

using namespace iiindex;

namespace {

using Ranks = std::vector<Rank>;
using Order = std::vector<std::uint32_t>;

Ranking ranking(const std::vector<double>& scores) { return rank(scores); }

}  // namespace

TEST_CASE("units that tie share the better rank and the next is skipped") {
    CHECK(ranking({70, 90, 80, 80}).ranks == Ranks{4, 1, 2, 2});
    CHECK(ranking({5, 5, 5}).ranks == Ranks{1, 1, 1});
}

TEST_CASE("tied units keep the order in which they were given") {
    CHECK(ranking({80, 90, 80, 80}).order == Order{1, 0, 2, 3});
}

TEST_CASE("a unit without a score has no rank and comes last") {
    const Ranking some = ranking({missing, 1, missing, 2});
    CHECK(some.ranks == Ranks{0, 2, 0, 1});
    CHECK(some.order == Order{3, 1, 0, 2});
    CHECK(ranking({missing}).ranks == Ranks{0});
    CHECK(ranking({}).order.empty());
}

TEST_CASE("sums that differ only by the order of their terms tie") {
    const double one_way = 0.1 + 0.2 + 0.3, other_way = 0.3 + 0.2 + 0.1;
    REQUIRE(one_way != other_way);
    CHECK(ranking({other_way, one_way}).ranks == Ranks{1, 1});
    CHECK(ranking({other_way, one_way}).order == Order{0, 1});
    CHECK(ranking({90.1 - 1e-9, 90.1}).ranks == Ranks{2, 1});
}

TEST_CASE("a table of many blocks is ranked as a small one is") {
    std::vector<double> scores(50000);
    for (std::size_t i = 0; i < scores.size(); ++i)
        scores[i] = static_cast<double>((i * 7919) % scores.size());
    const Ranking all = ranking(scores);
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (all.ranks[i] != scores.size() - static_cast<std::size_t>(scores[i])) FAIL("unit " << i);
    }
}

TEST_CASE("the best alone are ranked as they are among all") {
    std::vector<double> scores;
    for (std::size_t unit = 0; unit < 2000; ++unit) {
        scores.push_back(unit % 97 == 0 ? missing : static_cast<double>(unit * 7919 % 1009 / 3));
    }
    const Ranking all = ranking(scores);
    for (const std::size_t top : {0u, 1u, 2u, 3u, 10u, 500u, 1999u, 5000u}) {
        const Ranking best = rank(scores, top);
        Ranking expected{.order = {}, .ranks = Ranks(scores.size(), 0)};
        for (const std::uint32_t unit : all.order) {
            if (all.ranks[unit] == 0 || all.ranks[unit] > top) continue;
            expected.order.push_back(unit);
            expected.ranks[unit] = all.ranks[unit];
        }
        CHECK(best.order == expected.order);
        CHECK(best.ranks == expected.ranks);
    }
}

TEST_CASE("what ties with the last of the best is among them") {
    CHECK(rank(std::vector<double>{0.3, 0.1 + 0.2, 0.1, 0.5}, 2).order == Order{3, 0, 1});
}

TEST_CASE("the lower cut belongs to the tier") {
    const Tiers tiers{.cuts = {70, 60, 55}, .names = {}};
    CHECK(tier_of(99, tiers) == 1);
    CHECK(tier_of(70, tiers) == 1);
    CHECK(tier_of(69.999999999999986, tiers) == 1);  // an ulp short of the cut
    CHECK(tier_of(69.9999, tiers) == 2);
    CHECK(tier_of(60, tiers) == 2);
    CHECK(tier_of(55, tiers) == 3);
    CHECK(tier_of(-10, tiers) == 4);
}
