#include <iiindex/rank.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

#include <iiindex/columns.hpp>

#include "fast/order.hpp"
#include "ground/parallel.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// By how much sums in another order would differ.
double tolerance(double a, double b) { return 1e-14 * std::max(1.0, std::max(std::abs(a), std::abs(b))); }

constexpr std::size_t fetched_ahead = 32;  // units whose scores lie far apart in memory

struct Place {
    double score;
    std::uint32_t unit;
};

/// Best first; a function object, so that sorting does not call it by address.
struct Better {
    bool operator()(const Place& a, const Place& b) const {
        return a.score != b.score ? a.score > b.score : a.unit < b.unit;
    }
};

/// The first `top` of the scores that are there, in order, and what is tied with the last of them.
Unwritten<std::uint32_t> order_of_best(std::span<const double> scores, std::size_t top) {
    std::vector<Place> places;
    places.reserve(scores.size());
    for (std::uint32_t unit = 0; unit < scores.size(); ++unit) {
        if (!is_missing(scores[unit])) places.push_back({scores[unit], unit});
    }
    if (top < places.size()) {
        const auto last = places.begin() + static_cast<std::ptrdiff_t>(top - 1);
        std::nth_element(places.begin(), last, places.end(), Better());
        const double least = last->score;
        std::erase_if(places, [least](const Place& place) { return place.score < least && !tied(place.score, least); });
    }
    std::sort(places.begin(), places.end(), Better());
    Unwritten<std::uint32_t> order;
    for (const Place& place : places) order.push_back(place.unit);
    return order;
}

/// Gives ranks to an order from the highest score to the lowest, and puts tied units in the order in which they came.
Ranking ranked(std::span<const double> scores, Unwritten<std::uint32_t> order) {
    Ranking ranking{.order = std::move(order), .ranks_in_order = {}};
    ranking.ranks_in_order.reserve(ranking.order.capacity());
    ranking.ranks_in_order.resize(ranking.order.size());
    const auto at = [&](std::size_t i) { return scores[ranking.order[i]]; };
    // What is by far not tied with the one before is not tied with any before that.
    const auto begins_anew = [&](std::size_t i) {
        return i == 0 || at(i - 1) - at(i) > 4 * tolerance(at(i - 1), at(i));
    };
    for_parts(ranking.order.size(), begins_anew, [&](std::size_t begin, std::size_t end) {
        std::size_t first = begin;  // of those tied with the one before
        double best = at(begin);
        const auto settle = [&](std::size_t last) {
            const auto units = ranking.order.begin();
            if (last - first > 1) {
                std::sort(units + static_cast<std::ptrdiff_t>(first), units + static_cast<std::ptrdiff_t>(last));
            }
        };
        for (std::size_t i = begin; i < end; ++i) {
            const double score = at(i);
            __builtin_prefetch(&scores[ranking.order[std::min(i + fetched_ahead, end - 1)]]);
            if (!tied(best, score)) {
                settle(i);
                first = i;
                best = score;
            }
            ranking.ranks_in_order[i] = static_cast<Rank>(first + 1);
        }
        settle(end);
    });
    return ranking;
}

Ranking rank_all(std::span<const double> scores) {
    Ranking ranking = ranked(scores, best_first(scores));
    if (ranking.order.size() == scores.size()) return ranking;
    for (std::uint32_t unit = 0; unit < scores.size(); ++unit) {
        if (is_missing(scores[unit])) ranking.order.push_back(unit);
    }
    ranking.ranks_in_order.resize(ranking.order.size(), 0);
    return ranking;
}

Ranking rank_best(std::span<const double> scores, std::size_t top) {
    if (top == 0) return {};
    Ranking ranking = ranked(scores, order_of_best(scores, top));
    const auto beyond = std::upper_bound(ranking.ranks_in_order.begin(), ranking.ranks_in_order.end(), top);
    ranking.order.resize(static_cast<std::size_t>(beyond - ranking.ranks_in_order.begin()));
    ranking.ranks_in_order.resize(ranking.order.size());
    return ranking;
}

}  // namespace

bool tied(double a, double b) { return std::abs(a - b) <= tolerance(a, b); }

Ranking rank(std::span<const double> scores, std::optional<std::size_t> top) {
    return top ? rank_best(scores, *top) : rank_all(scores);
}

Ranking rank(const Result& result, std::size_t node, const Period& period, std::optional<std::size_t> top) {
    return rank(result.scores_in(node, period), top);
}

std::vector<Rank> Ranking::ranks_by_unit() const {
    std::vector<Rank> ranks(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) ranks[order[i]] = ranks_in_order[i];
    return ranks;
}

std::vector<Rank> ranks_of(std::span<const double> scores) { return rank(scores).ranks_by_unit(); }

std::vector<Rank> ranks_of(const Result& result, std::size_t node, const Period& period) {
    return rank(result, node, period).ranks_by_unit();
}

std::size_t tier_of(double score, const Tiers& tiers) {
    const auto reached = std::find_if(tiers.cuts.begin(), tiers.cuts.end(),
                                      [&](double cut) { return score >= cut || tied(score, cut); });
    return static_cast<std::size_t>(reached - tiers.cuts.begin()) + 1;
}

}  // namespace iiindex
