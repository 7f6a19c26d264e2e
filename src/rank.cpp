#include <iiindex/rank.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

#include <tbb/parallel_sort.h>

#include <iiindex/columns.hpp>

#include "parallel.hpp"

namespace iiindex {
namespace {

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

void sort_places(std::vector<Place>& places) {
    if (block_count(places.size()) > 1) {
        tbb::parallel_sort(places.begin(), places.end(), Better());
    } else {
        std::sort(places.begin(), places.end(), Better());
    }
}

/// Drops what cannot rank `top` or better. What is tied with the last that can stays.
void keep_best(std::vector<Place>& places, std::size_t top) {
    if (top == 0) return places.clear();
    if (top >= places.size()) return;
    const auto last = places.begin() + static_cast<std::ptrdiff_t>(top - 1);
    std::nth_element(places.begin(), last, places.end(), Better());
    const double least = last->score;
    std::erase_if(places, [least](const Place& place) { return place.score < least && !tied(place.score, least); });
}

/// The scores that are there; `unscored` takes those that are not.
std::vector<Place> places_of(std::span<const double> scores, std::vector<std::uint32_t>& unscored) {
    std::vector<Place> places;
    places.reserve(scores.size());
    for (std::uint32_t unit = 0; unit < scores.size(); ++unit) {
        if (is_missing(scores[unit])) {
            unscored.push_back(unit);
        } else {
            places.push_back({scores[unit], unit});
        }
    }
    return places;
}

/// Gives ranks up to `top` to sorted places.
Ranking rank_sorted(const std::vector<Place>& places, std::size_t units, std::size_t top) {
    Ranking ranking{.order = {}, .ranks = std::vector<Rank>(units, 0)};
    ranking.order.reserve(places.size());
    for (std::size_t first = 0, last = 0; first < places.size() && first < top; first = last) {
        while (last < places.size() && tied(places[first].score, places[last].score)) {
            ranking.ranks[places[last].unit] = static_cast<Rank>(first + 1);
            ranking.order.push_back(places[last].unit);
            ++last;
        }
        if (last - first > 1) std::sort(ranking.order.begin() + static_cast<std::ptrdiff_t>(first), ranking.order.end());
    }
    return ranking;
}

}  // namespace

bool tied(double a, double b) {
    return std::abs(a - b) <= 1e-14 * std::max({1.0, std::abs(a), std::abs(b)});
}

Ranking rank(std::span<const double> scores) {
    std::vector<std::uint32_t> unscored;
    std::vector<Place> places = places_of(scores, unscored);
    sort_places(places);
    Ranking ranking = rank_sorted(places, scores.size(), places.size());
    ranking.order.insert(ranking.order.end(), unscored.begin(), unscored.end());
    return ranking;
}

Ranking rank(std::span<const double> scores, std::size_t top) {
    std::vector<std::uint32_t> unscored;
    std::vector<Place> places = places_of(scores, unscored);
    keep_best(places, top);
    sort_places(places);
    return rank_sorted(places, scores.size(), top);
}

std::size_t tier_of(double score, const Tiers& tiers) {
    const auto reached = std::find_if(tiers.cuts.begin(), tiers.cuts.end(),
                                      [&](double cut) { return score >= cut || tied(score, cut); });
    return static_cast<std::size_t>(reached - tiers.cuts.begin()) + 1;
}

}  // namespace iiindex
