#include "fast/order.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <utility>

#include "ground/counts.hpp"
#include "ground/parallel.hpp"

namespace iiindex::detail {
namespace {

/// A score's place behind a key that falls as the score rises.
using Entry = std::uint64_t;
using Entries = Unwritten<Entry>;

std::uint32_t place_of(Entry entry) { return static_cast<std::uint32_t>(entry); }
std::uint32_t key_of(Entry entry) { return static_cast<std::uint32_t>(entry >> 32); }

/// Whole numbers for scores, 0 for the highest: where these are the same the scores may still differ.
class Keys {
public:
    explicit Keys(std::span<const double> scores) {
        for (const Ends& ends : map_blocks<Ends>(scores.size(), [&](std::size_t first, std::size_t last) {
                 return ends_of(scores.subspan(first, last - first));
             })) {
            half_most_ = std::max(half_most_, ends.most / 2);
            half_least_ = std::min(half_least_, ends.least / 2);
        }
    }

    /// Each step rounds in one direction, so that a higher score never has a higher key.
    std::uint32_t operator()(double score) const {
        const double range = half_most_ - half_least_;  // halves: finite however far the ends lie apart
        if (!(range > 0)) return 0;
        return static_cast<std::uint32_t>((half_most_ - score / 2) / range * std::numeric_limits<std::uint32_t>::max());
    }

private:
    double half_most_ = -std::numeric_limits<double>::infinity();
    double half_least_ = std::numeric_limits<double>::infinity();
};

/// The scores that are there, as entries in the order of their places.
Entries entries_of(std::span<const double> scores) {
    const Keys keys(scores);
    auto begins = map_blocks<std::array<std::size_t, 1>>(scores.size(), [&](std::size_t first, std::size_t last) {
        const auto there = std::count_if(scores.begin() + static_cast<std::ptrdiff_t>(first),
                                         scores.begin() + static_cast<std::ptrdiff_t>(last),
                                         [](double score) { return !is_missing(score); });
        return std::array{static_cast<std::size_t>(there)};
    });
    Entries entries(turn_into_places(begins, 1));
    for_blocks(scores.size(), [&](std::size_t first, std::size_t last) {
        std::size_t next = begins[first / rows_per_block][0];
        for (std::size_t place = first; place < last; ++place) {
            if (!is_missing(scores[place])) entries[next++] = Entry{keys(scores[place])} << 32 | place;
        }
    });
    return entries;
}

/// Sorts by some bits of the keys and leaves what has the same there in its order.
void distribute(const Entries& from, Entries& to, unsigned lowest_bit) {
    constexpr std::size_t parts = 2048;
    const std::size_t per_block = std::max(rows_per_block, from.size() / 64);
    const auto part_of = [lowest_bit](Entry entry) { return entry >> lowest_bit & (parts - 1); };
    using Counts = std::array<std::size_t, parts>;
    auto places = map_blocks<Counts>(
        from.size(),
        [&](std::size_t first, std::size_t last) {
            Counts counts{};
            for (std::size_t i = first; i < last; ++i) ++counts[part_of(from[i])];
            return counts;
        },
        per_block);
    turn_into_places(places, parts);
    for_blocks(
        from.size(),
        [&](std::size_t first, std::size_t last) {
            Counts& next = places[first / per_block];
            for (std::size_t i = first; i < last; ++i) to[next[part_of(from[i])]++] = from[i];
        },
        per_block);
}

void sort_by_key(Entries& entries) {
    if (block_count(entries.size()) == 1) {
        std::sort(entries.begin(), entries.end());
        return;
    }
    Entries other(entries.size());
    for (const unsigned lowest_bit : {32U, 43U, 54U}) {
        distribute(entries, other, lowest_bit);
        std::swap(entries, other);
    }
}

/// Sorts by the scores themselves what has one key.
void sort_within_keys(Entries& entries, std::span<const double> scores) {
    const auto better = [&](Entry a, Entry b) {
        const double score_a = scores[place_of(a)], score_b = scores[place_of(b)];
        return score_a != score_b ? score_a > score_b : a < b;
    };
    const auto begins_key = [&](std::size_t i) { return i == 0 || key_of(entries[i - 1]) != key_of(entries[i]); };
    for_parts(entries.size(), begins_key, [&](std::size_t first, std::size_t last) {
        const auto at = [&](std::size_t i) { return entries.begin() + static_cast<std::ptrdiff_t>(i); };
        for (std::size_t i = first, end = first; i < last; i = end) {
            for (end = i + 1; end < last && key_of(entries[end]) == key_of(entries[i]);) ++end;
            if (end - i > 1) std::sort(at(i), at(end), better);
        }
    });
}

}  // namespace

Unwritten<std::uint32_t> best_first(std::span<const double> scores) {
    Entries entries = entries_of(scores);
    sort_by_key(entries);
    sort_within_keys(entries, scores);
    Unwritten<std::uint32_t> order;
    order.reserve(scores.size());  // for those without a score, if they are to come behind
    order.resize(entries.size());
    for_blocks(entries.size(), [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) order[i] = place_of(entries[i]);
    });
    return order;
}

}  // namespace iiindex::detail
