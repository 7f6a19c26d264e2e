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

bool better(const Place& a, const Place& b) { return a.score != b.score ? a.score > b.score : a.unit < b.unit; }

void sort_places(std::vector<Place>& places) {
    if (block_count(places.size()) > 1) {
        tbb::parallel_sort(places.begin(), places.end(), better);
    } else {
        std::sort(places.begin(), places.end(), better);
    }
}

}  // namespace

bool tied(double a, double b) {
    return std::abs(a - b) <= 1e-14 * std::max({1.0, std::abs(a), std::abs(b)});
}

Ranking rank(std::span<const double> scores) {
    std::vector<Place> places;
    places.reserve(scores.size());
    std::vector<std::uint32_t> unscored;
    for (std::uint32_t unit = 0; unit < scores.size(); ++unit) {
        if (is_missing(scores[unit])) {
            unscored.push_back(unit);
        } else {
            places.push_back({scores[unit], unit});
        }
    }
    sort_places(places);

    Ranking ranking{.order = {}, .ranks = std::vector<Rank>(scores.size(), 0)};
    ranking.order.reserve(scores.size());
    for (std::size_t first = 0, last = 0; first < places.size(); first = last) {
        while (last < places.size() && tied(places[first].score, places[last].score)) {
            ranking.ranks[places[last].unit] = static_cast<Rank>(first + 1);
            ranking.order.push_back(places[last].unit);
            ++last;
        }
        std::sort(ranking.order.begin() + static_cast<std::ptrdiff_t>(first), ranking.order.end());
    }
    ranking.order.insert(ranking.order.end(), unscored.begin(), unscored.end());
    return ranking;
}

std::size_t tier_of(double score, const Tiers& tiers) {
    const auto reached = std::find_if(tiers.cuts.begin(), tiers.cuts.end(),
                                      [&](double cut) { return score >= cut || tied(score, cut); });
    return static_cast<std::size_t>(reached - tiers.cuts.begin()) + 1;
}

}  // namespace iiindex
