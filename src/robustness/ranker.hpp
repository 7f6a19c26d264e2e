#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include <iiindex/columns.hpp>
#include <iiindex/rank.hpp>

namespace iiindex::detail {

/// Ranks the same units again and again as rank() does, in memory of its own.
class Ranker {
public:
    /// `units`: places in the scores, in the order in which they are expected.
    explicit Ranker(std::vector<std::size_t> units) : units_(std::move(units)), ranks_(units_.size()) {
        places_.reserve(units_.size());
    }

    struct Place {
        double score;
        std::uint32_t unit;
    };

    /// A rank for each of `units`; 0 where there is no score. `tolerance`: as for rank().
    std::span<const Rank> rank(std::span<const double> scores, double tolerance) {
        places_.clear();
        for (std::uint32_t unit = 0; unit < units_.size(); ++unit) {
            const double score = scores[units_[unit]];
            if (is_missing(score)) {
                ranks_[unit] = 0;
            } else {
                places_.push_back({score, unit});
            }
        }
        sort();
        for (std::size_t first = 0, last = 0; first < places_.size(); first = last) {
            do {
                ranks_[places_[last++].unit] = static_cast<Rank>(first + 1);
            } while (last < places_.size() && tied(places_[last].score, places_[last - 1].score, tolerance));
        }
        return ranks_;
    }

    /// The scores of the last call, best first.
    std::span<const Place> places() const { return places_; }

private:
    static bool better(const Place& a, const Place& b) { return a.score > b.score; }

    /// A few units, nearly in order already, are sorted fastest by insertion.
    void sort() {
        if (places_.size() > 64) return std::sort(places_.begin(), places_.end(), better);
        for (std::size_t i = 1; i < places_.size(); ++i) {
            const Place moving = places_[i];
            std::size_t at = i;
            for (; at > 0 && better(moving, places_[at - 1]); --at) places_[at] = places_[at - 1];
            places_[at] = moving;
        }
    }

    std::vector<std::size_t> units_;
    std::vector<Rank> ranks_;
    std::vector<Place> places_;
};

}  // namespace iiindex::detail
