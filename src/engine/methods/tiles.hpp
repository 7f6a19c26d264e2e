#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "engine/methods/majority.hpp"
#include "engine/methods/votes.hpp"
#include "ground/parallel.hpp"

namespace iiindex::detail {

/// The places of a tile's units in the order of a column, a bit each: counts those before a place.
class Places {
public:
    /// places   among `size`, in order
    Places(std::span<const std::uint32_t> places, std::size_t size) : words_(size / 64 + 1) {
        auto place = places.begin();
        for (std::size_t w = 0; w < words_.size(); ++w) {
            words_[w].before = static_cast<std::uint64_t>(place - places.begin());
            for (; place != places.end() && *place / 64 == w; ++place) {
                words_[w].bits |= std::uint64_t{1} << (*place % 64);
            }
        }
    }

    std::size_t before(std::uint32_t place) const {
        const Word& word = words_[place / 64];
        const std::uint64_t below = (std::uint64_t{1} << (place % 64)) - 1;
        return word.before + static_cast<std::size_t>(std::popcount(word.bits & below));
    }

private:
    struct Word {
        std::uint64_t bits = 0, before = 0;
    };
    std::vector<Word> words_;
};

/// The units of a tile that have a number in a column, from the least on.
struct Ordered {
    Places places;
    std::vector<Bits> first;  ///< by how many: those with the least numbers
    Bits without;             ///< those that have none

    std::size_t numbers() const { return first.size() - 1; }
};

constexpr auto no_place = std::numeric_limits<std::uint32_t>::max();

/// Where a unit stands in the order of a column: its place (`no_place` without a number), how many units are behind it,
/// and how many are not ahead.
struct Standing {
    std::uint32_t place, behind, not_ahead;
};

/// Of the units of a tile, in a column: how many units are behind each of them, and how many are not ahead of some.
struct Bounds {
    std::uint32_t behind = no_place, not_ahead = 0;
};

/// Units in tiles of those that stand close to each other, and where each stands in each column.
class Tiles {
public:
    static constexpr std::size_t size = Bits::size;

    /// weights   by column; none counts that has none
    Tiles(const Voters& voters, std::span<const std::int64_t> weights, std::size_t units);

    std::size_t columns() const { return weights_.size(); }
    std::int64_t weight(std::size_t c) const { return weights_[c]; }
    std::size_t units() const { return order_.size(); }
    std::size_t unit(std::size_t at) const { return order_[at]; }
    const Standing& standing(std::size_t at, std::size_t c) const { return standings_[c * units() + at]; }

    std::size_t count() const { return block_count(units(), size); }
    std::size_t begin(std::size_t tile) const { return tile * size; }
    std::size_t end(std::size_t tile) const { return std::min(units(), begin(tile + 1)); }
    std::size_t units_of(std::size_t tile) const { return end(tile) - begin(tile); }
    const Bounds& bounds(std::size_t tile, std::size_t c) const { return bounds_[tile * columns() + c]; }
    Ordered in_order(std::size_t tile, std::size_t c) const;

private:
    void put_in_order(std::span<const double> column, double tolerance, std::size_t c);
    void bring_together(std::span<std::uint32_t> units);
    double spread(std::span<const std::uint32_t> units, std::size_t c) const;
    void follow_order();
    void sort_tiles(std::size_t c);

    std::vector<std::uint32_t> order_;  ///< units, tile by tile
    std::vector<std::int64_t> weights_;
    std::vector<Standing> standings_;    ///< by column and place in the order
    std::vector<Bounds> bounds_;         ///< by tile and column
    std::vector<std::uint16_t> sorted_;  ///< by column and tile: its units that have a number, from the least on
};

}  // namespace iiindex::detail
