#include <iiindex/rank.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

#include <iiindex/columns.hpp>

#include "fast/fetch.hpp"
#include "fast/order.hpp"
#include "ground/parallel.hpp"

namespace iiindex {

using namespace detail;

namespace {

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
Unwritten<std::uint32_t> order_of_best(std::span<const double> scores, double tolerance, std::size_t top) {
    std::vector<Place> places;
    places.reserve(scores.size());
    for (std::uint32_t unit = 0; unit < scores.size(); ++unit) {
        if (!is_missing(scores[unit])) places.push_back({scores[unit], unit});
    }
    auto last = places.begin() + static_cast<std::ptrdiff_t>(std::min(top, places.size()));
    if (last != places.end()) {
        std::nth_element(places.begin(), last - 1, places.end(), Better());
        for (double least = (last - 1)->score;;) {
            const auto end =
                std::partition(last, places.end(), [&](const Place& p) { return p.score >= least - tolerance; });
            if (end == last) break;
            least = std::max_element(last, end, Better())->score;
            last = end;
        }
    }
    std::sort(places.begin(), last, Better());
    Unwritten<std::uint32_t> order;
    for (auto place = places.begin(); place != last; ++place) order.push_back(place->unit);
    return order;
}

/// Gives ranks to an order from the highest score to the lowest, and puts tied units in the order in which they came.
Ranking ranked(std::span<const double> scores, double tolerance, Unwritten<std::uint32_t> order) {
    Ranking ranking{.order = std::move(order), .ranks_in_order = {}};
    ranking.ranks_in_order.reserve(ranking.order.capacity());
    ranking.ranks_in_order.resize(ranking.order.size());
    const auto at = [&](std::size_t i) { return scores[ranking.order[i]]; };
    const auto begins_anew = [&](std::size_t i) { return i == 0 || !tied(at(i - 1), at(i), tolerance); };
    for_parts(ranking.order.size(), begins_anew, [&](std::size_t begin, std::size_t end) {
        std::size_t first = begin;  // of those tied with the one before
        double before = at(begin);
        const auto settle = [&](std::size_t last) {
            const auto units = ranking.order.begin();
            if (last - first > 1) {
                std::sort(units + static_cast<std::ptrdiff_t>(first), units + static_cast<std::ptrdiff_t>(last));
            }
        };
        for (std::size_t i = begin; i < end; ++i) {
            const double score = at(i);
            fetch(&scores[ranking.order[std::min(i + fetched_ahead, end - 1)]]);
            if (!tied(before, score, tolerance)) {
                settle(i);
                first = i;
            }
            before = score;
            ranking.ranks_in_order[i] = static_cast<Rank>(first + 1);
        }
        settle(end);
    });
    return ranking;
}

Ranking rank_all(std::span<const double> scores, double tolerance) {
    Ranking ranking = ranked(scores, tolerance, best_first(scores));
    if (ranking.order.size() == scores.size()) return ranking;
    for (std::uint32_t unit = 0; unit < scores.size(); ++unit) {
        if (is_missing(scores[unit])) ranking.order.push_back(unit);
    }
    ranking.ranks_in_order.resize(ranking.order.size(), 0);
    return ranking;
}

Ranking rank_best(std::span<const double> scores, double tolerance, std::size_t top) {
    if (top == 0) return {};
    Ranking ranking = ranked(scores, tolerance, order_of_best(scores, tolerance, top));
    const auto beyond = std::upper_bound(ranking.ranks_in_order.begin(), ranking.ranks_in_order.end(), top);
    ranking.order.resize(static_cast<std::size_t>(beyond - ranking.ranks_in_order.begin()));
    ranking.ranks_in_order.resize(ranking.order.size());
    return ranking;
}

}  // namespace

Ranking rank(std::span<const double> scores, double tolerance, std::optional<std::size_t> top) {
    return top ? rank_best(scores, tolerance, *top) : rank_all(scores, tolerance);
}

Ranking rank(const Result& result, std::size_t node, const Period& period, std::optional<std::size_t> top) {
    return rank(result.scores_in(node, period), result.tolerance(node, period), top);
}

std::vector<Rank> Ranking::ranks_by_unit() const {
    std::vector<Rank> ranks(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) ranks[order[i]] = ranks_in_order[i];
    return ranks;
}

std::vector<Rank> ranks_of(std::span<const double> scores, double tolerance) {
    return rank(scores, tolerance).ranks_by_unit();
}

std::vector<Rank> ranks_of(const Result& result, std::size_t node, const Period& period) {
    return rank(result, node, period).ranks_by_unit();
}

std::size_t tier_of(double score, const Tiers& tiers, double tolerance) {
    const auto reached =
        std::find_if(tiers.cuts.begin(), tiers.cuts.end(), [&](double cut) { return score >= cut - tolerance; });
    return static_cast<std::size_t>(reached - tiers.cuts.begin()) + 1;
}

std::optional<std::size_t> tier_of(const Result& result, std::size_t node, std::size_t row) {
    const auto score = result.score(row, node);
    const auto& tiers = result.index.nodes[node].tiers;
    if (!score || !tiers) return std::nullopt;
    return tier_of(*score, *tiers, result.tolerance(node, result.data.period_of(row)));
}

}  // namespace iiindex
