#include "load/table/duplicates.hpp"

#include <algorithm>
#include <atomic>
#include <functional>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "ground/parallel.hpp"

namespace iiindex::detail {
namespace {

struct Entry {
    std::uint32_t hash = 0;
    std::uint32_t row = 0;
};

/// Rows in parts, those that may be duplicates of each other in the same one and in order. A small table is
/// one part.
class Parts {
public:
    Parts(const TextColumn& codes, const std::vector<std::uint32_t>& period_of)
        : entries_(codes.size()), ends_(block_count(codes.size()) > 1 ? 256 : 1) {
        Unwritten<std::uint64_t> hashes(codes.size());
        const auto part_of = [this](std::uint64_t hash) { return (hash >> 56) % ends_.size(); };
        auto places = map_blocks<std::vector<std::size_t>>(codes.size(), [&](std::size_t first, std::size_t last) {
            std::vector<std::size_t> counts(ends_.size());
            for (std::size_t row = first; row < last; ++row) {
                hashes[row] = std::hash<std::string_view>()(codes[row]);
                if (!period_of.empty()) hashes[row] += period_of[row] * std::uint64_t{0x9E3779B97F4A7C15};
                ++counts[part_of(hashes[row])];
            }
            return counts;
        });
        const std::size_t all = turn_into_places(places, ends_.size());
        for (std::size_t part = 0; part < ends_.size(); ++part) {
            ends_[part] = part + 1 < ends_.size() ? places.front()[part + 1] : all;
        }
        for_blocks(codes.size(), [&](std::size_t first, std::size_t last) {
            auto& place = places[first / rows_per_block];
            for (std::size_t row = first; row < last; ++row) {
                entries_[place[part_of(hashes[row])]++] = {static_cast<std::uint32_t>(hashes[row]),
                                                           static_cast<std::uint32_t>(row)};
            }
        });
    }

    std::size_t count() const { return ends_.size(); }
    std::span<const Entry> operator[](std::size_t part) const {
        const std::size_t begin = part == 0 ? 0 : ends_[part - 1];
        return std::span(entries_).subspan(begin, ends_[part] - begin);
    }

private:
    Unwritten<Entry> entries_;
    std::vector<std::size_t> ends_;
};

/// Whether each row comes behind the one before it: then it says none of them again.
template <class Less>
bool all_ascend(std::size_t rows, const Less& less) {
    std::atomic<bool> ascend = true;
    for_blocks(rows, [&](std::size_t first, std::size_t last) {
        for (std::size_t row = std::max<std::size_t>(first, 1); row < last && ascend.load(std::memory_order_relaxed);
             ++row) {
            if (!less(row - 1, row)) ascend = false;
        }
    });
    return ascend;
}

/// As many tables are: in the order of their units, in that of units and periods, or in that of periods and
/// units.
bool are_in_order(const TextColumn& codes, const std::vector<std::uint32_t>& period_of) {
    if (period_of.empty()) {
        return all_ascend(codes.size(), [&](std::size_t a, std::size_t b) { return codes[a] < codes[b]; });
    }
    const auto by_unit = [&](std::size_t a, std::size_t b) {
        return std::pair(codes[a], period_of[a]) < std::pair(codes[b], period_of[b]);
    };
    const auto by_period = [&](std::size_t a, std::size_t b) {
        return std::pair(period_of[a], codes[a]) < std::pair(period_of[b], codes[b]);
    };
    return all_ascend(codes.size(), by_unit) || all_ascend(codes.size(), by_period);
}

}  // namespace

std::vector<Duplicate> find_duplicates(const TextColumn& codes, const std::vector<std::uint32_t>& period_of) {
    if (are_in_order(codes, period_of)) return {};
    const auto hash_of = [](const Entry& entry) { return std::size_t{entry.hash}; };
    const auto same = [&](const Entry& a, const Entry& b) {
        return codes[a.row] == codes[b.row] && (period_of.empty() || period_of[a.row] == period_of[b.row]);
    };
    const Parts parts(codes, period_of);
    std::vector<std::vector<Duplicate>> found(parts.count());
    for_each_number(parts.count(), [&](std::size_t part) {
        const std::span<const Entry> entries = parts[part];
        std::unordered_set<Entry, decltype(hash_of), decltype(same)> seen(entries.size(), hash_of, same);
        for (const Entry& entry : entries) {
            const auto [first, is_new] = seen.insert(entry);
            if (!is_new) found[part].push_back({entry.row, first->row});
        }
    });
    std::vector<Duplicate> all;
    for (const auto& part : found) all.insert(all.end(), part.begin(), part.end());
    std::sort(all.begin(), all.end(), [](const Duplicate& a, const Duplicate& b) { return a.row < b.row; });
    return all;
}

}  // namespace iiindex::detail
