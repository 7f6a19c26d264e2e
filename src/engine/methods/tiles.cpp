#include "engine/methods/tiles.hpp"

#include <numeric>

#include <iiindex/columns.hpp>
#include <iiindex/rank.hpp>

namespace iiindex::detail {

Tiles::Tiles(const Voters& voters, std::span<const std::int64_t> weights, std::size_t units) : order_(units) {
    std::vector<std::size_t> columns;
    for (std::size_t c = 0; c < weights.size(); ++c) {
        if (weights[c] == 0) continue;
        columns.push_back(c);
        weights_.push_back(weights[c]);
    }
    std::iota(order_.begin(), order_.end(), std::uint32_t{0});
    standings_.resize(units * columns.size());
    for_each_number(columns.size(),
                    [&](std::size_t c) { put_in_order(voters.columns[columns[c]], voters.tolerances[columns[c]], c); });
    if (!columns.empty()) bring_together(order_);
    follow_order();
}

Ordered Tiles::in_order(std::size_t tile, std::size_t c) const {
    std::vector<std::pair<std::uint32_t, std::size_t>> places;
    Bits without;
    for (std::size_t at = begin(tile); at < end(tile); ++at) {
        const std::size_t bit = at - begin(tile);
        if (standing(at, c).place != no_place)
            places.emplace_back(standing(at, c).place, bit);
        else
            without.set(bit);
    }
    std::sort(places.begin(), places.end());
    Ordered ordered{.places = Places(places, units()), .first = std::vector<Bits>(1), .without = without};
    for (const auto& [place, bit] : places) {
        ordered.first.push_back(ordered.first.back());
        ordered.first.back().set(bit);
    }
    return ordered;
}

/// Finds where each unit stands in a column. Of one without a number none is behind, nor ahead.
void Tiles::put_in_order(std::span<const double> column, double tolerance, std::size_t c) {
    struct Place {
        double number;
        std::uint32_t unit;
    };
    std::vector<Place> order;
    for (std::uint32_t unit = 0; unit < units(); ++unit) {
        if (!is_missing(column[unit])) order.push_back({column[unit], unit});
    }
    std::sort(order.begin(), order.end(), [](const Place& a, const Place& b) { return a.number < b.number; });
    const auto all = static_cast<std::uint32_t>(order.size());
    for (std::size_t unit = 0; unit < units(); ++unit) standings_[unit * columns() + c] = {no_place, 0, all};
    std::uint32_t behind = 0, not_ahead = 0;
    for (std::uint32_t place = 0; place < all; ++place) {
        const auto [own, unit] = order[place];
        const auto is_same = [&, own = own](std::size_t i) { return tied(own, order[i].number, tolerance); };
        while (order[behind].number < own && !is_same(behind)) ++behind;
        while (not_ahead < all && (order[not_ahead].number <= own || is_same(not_ahead))) ++not_ahead;
        standings_[unit * columns() + c] = {place, behind, not_ahead};
    }
}

/// Puts units that stand close to each other into one tile, in halves of the column that tells most: in which
/// places lie furthest apart, times its weight.
void Tiles::bring_together(std::span<std::uint32_t> units) {
    if (units.size() <= size) return;
    std::size_t widest = 0;
    double most = -1;
    for (std::size_t c = 0; c < columns(); ++c) {
        const double width = spread(units, c) * static_cast<double>(weights_[c]);
        if (width > most) {
            most = width;
            widest = c;
        }
    }
    const std::size_t half = block_count(units.size(), size) / 2 * size;
    std::nth_element(
        units.begin(), units.begin() + static_cast<std::ptrdiff_t>(half), units.end(),
        [&](std::uint32_t a, std::uint32_t b) { return standing(a, widest).place < standing(b, widest).place; });
    bring_together(units.first(half));
    bring_together(units.subspan(half));
}

double Tiles::spread(std::span<const std::uint32_t> units, std::size_t c) const {
    const std::size_t step = std::max<std::size_t>(1, units.size() / 256);  // some tell of all
    std::uint32_t least = no_place, most = 0;
    for (std::size_t i = 0; i < units.size(); i += step) {
        const std::uint32_t place = std::min(standing(units[i], c).place, static_cast<std::uint32_t>(order_.size()));
        least = std::min(least, place);
        most = std::max(most, place);
    }
    return most - least;
}

/// Standings from the order of the units to that of tiles, and the bounds of these.
void Tiles::follow_order() {
    std::vector<Standing> moved;
    moved.reserve(standings_.size());
    for (const std::uint32_t unit : order_) {
        const auto own = standings_.begin() + static_cast<std::ptrdiff_t>(unit * columns());
        moved.insert(moved.end(), own, own + static_cast<std::ptrdiff_t>(columns()));
    }
    standings_ = std::move(moved);
    bounds_.resize(count() * columns());
    for (std::size_t at = 0; at < units(); ++at) {
        for (std::size_t c = 0; c < columns(); ++c) {
            Bounds& bounds = bounds_[at / size * columns() + c];
            bounds.behind = std::min(bounds.behind, standing(at, c).behind);
            bounds.not_ahead = std::max(bounds.not_ahead, standing(at, c).not_ahead);
        }
    }
}

}  // namespace iiindex::detail
