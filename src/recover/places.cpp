#include "recover/places.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "recover/printed.hpp"

namespace iiindex::detail {
namespace {

class Places {
public:
    Places(const Publication& published, std::size_t node, const std::vector<std::size_t>& likely)
        : published_(published), node_(node), likely_(likely), printed_(printed_scores(published)) {}

    std::vector<Place> all() {
        for (const Fact& fact : published_.facts) {
            if (fact.kind != Fact::Kind::top || fact.node != node_) continue;
            for (std::size_t i = 0; i < fact.units.size(); ++i) add({i + 1, fact.units[i], false, fact.source});
        }
        for (const Published& published : published_.figures) {
            if (published.node != node_ || !published.rank) continue;
            add({*published.rank, published.row, published.origin == Origin::assumed, published.source});
        }
        for (const Fact& fact : published_.facts) {
            if (fact.kind == Fact::Kind::top && fact.node == node_ && fact.units.empty()) add_nameless(fact);
        }
        std::vector<Place> places;
        for (auto& [rank, place] : places_) places.push_back(std::move(place));
        return places;
    }

private:
    void add(Place place) {
        if (placed_.contains(place.row)) return;
        const auto [where, is_new] = places_.try_emplace(place.rank, place);
        if (is_new) placed_.insert(place.row);
    }

    void add_nameless(const Fact& fact) {
        for (std::size_t i = 0; i < fact.scores.size(); ++i) {
            if (places_.contains(i + 1)) continue;
            if (const auto row = unit_of(fact.scores[i])) {
                add({i + 1, *row, false, fact.source});
            } else if (const auto stand_in = likeliest()) {
                add({i + 1, *stand_in, true, fact.source});
            }
        }
    }

    std::optional<std::size_t> unit_of(double score) const {
        for (const auto& [place, printed] : printed_) {
            if (place.second == node_ && printed.score == score && !placed_.contains(place.first)) return place.first;
        }
        return std::nullopt;
    }

    std::optional<std::size_t> likeliest() const {
        for (const std::size_t row : likely_) {
            if (!placed_.contains(row) && !printed_.contains({row, node_})) return row;
        }
        return std::nullopt;
    }

    const Publication& published_;
    std::size_t node_;
    const std::vector<std::size_t>& likely_;
    PrintedScores printed_;
    std::map<std::size_t, Place> places_;
    std::set<std::size_t> placed_;
};

}  // namespace

std::vector<Place> places_at(const Publication& published, std::size_t node, const std::vector<std::size_t>& likely) {
    return Places(published, node, likely).all();
}

}  // namespace iiindex::detail
