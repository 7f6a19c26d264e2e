#include "engine/methods/tiles.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>

#include <iiindex/columns.hpp>
#include <iiindex/rank.hpp>

#include "fast/order.hpp"

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
    Bits without;
    std::size_t numbers = 0;
    for (std::size_t at = begin(tile); at < end(tile); ++at) {
        if (standing(at, c).place == no_place)
            without.set(at - begin(tile));
        else
            ++numbers;
    }
    std::vector<std::uint32_t> places;
    std::vector<Bits> first(1);
    places.reserve(numbers);
    first.reserve(numbers + 1);
    for (const std::uint16_t bit : std::span(sorted_).subspan(c * units() + begin(tile), numbers)) {
        places.push_back(standing(begin(tile) + bit, c).place);
        first.push_back(first.back());
        first.back().set(bit);
    }
    return {.places = Places(places, units()), .first = std::move(first), .without = without};
}

/// Finds where each unit stands in a column. Of one without a number none is behind, nor ahead.
void Tiles::put_in_order(std::span<const double> column, double tolerance, std::size_t c) {
    const auto best = best_first(column);
    const auto all = static_cast<std::uint32_t>(best.size());
    std::vector<double> numbers;
    numbers.reserve(all);
    std::transform(best.rbegin(), best.rend(), std::back_inserter(numbers),
                   [&](std::uint32_t unit) { return column[unit]; });
    const std::span<Standing> standings = std::span(standings_).subspan(c * units(), units());
    std::fill(standings.begin(), standings.end(), Standing{no_place, 0, all});
    std::uint32_t behind = 0, not_ahead = 0;
    for (std::uint32_t place = 0; place < all; ++place) {
        const double own = numbers[place];
        while (numbers[behind] < own && !tied(own, numbers[behind], tolerance)) ++behind;
        while (not_ahead < all && (numbers[not_ahead] <= own || tied(own, numbers[not_ahead], tolerance))) ++not_ahead;
        standings[best[all - 1 - place]] = {place, behind, not_ahead};
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
    for (std::size_t c = 0; c < columns(); ++c) {
        for (const std::uint32_t unit : order_) moved.push_back(standing(unit, c));
    }
    standings_ = std::move(moved);
    bounds_.resize(count() * columns());
    for (std::size_t c = 0; c < columns(); ++c) {
        for (std::size_t at = 0; at < units(); ++at) {
            Bounds& bounds = bounds_[at / size * columns() + c];
            bounds.behind = std::min(bounds.behind, standing(at, c).behind);
            bounds.not_ahead = std::max(bounds.not_ahead, standing(at, c).not_ahead);
        }
    }
    sorted_.resize(units() * columns());
    for_each_number(columns(), [&](std::size_t c) { sort_tiles(c); });
}

void Tiles::sort_tiles(std::size_t c) {
    std::vector<std::uint32_t> at_place(units(), no_place);
    for (std::size_t at = 0; at < units(); ++at) {
        if (standing(at, c).place != no_place) at_place[standing(at, c).place] = static_cast<std::uint32_t>(at);
    }
    std::vector<std::size_t> sorted(count());
    for (const std::uint32_t at : at_place) {
        if (at == no_place) break;
        const std::size_t tile = at / size;
        sorted_[c * units() + begin(tile) + sorted[tile]++] = static_cast<std::uint16_t>(at % size);
    }
}

}  // namespace iiindex::detail
