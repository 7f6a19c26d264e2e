#include "duplicates.hpp"

#include <algorithm>
#include <bit>
#include <functional>
#include <string_view>

#include "../parallel.hpp"

namespace iiindex {
namespace {

struct Entry {
    std::uint64_t hash = 0;
    std::uint32_t row = 0;
};

/// Rows in parts, those that may be duplicates of each other in the same one and in order. A small table is
/// one part.
class Parts {
public:
    Parts(const TextColumn& codes, const std::vector<std::uint32_t>& period_of)
        : entries_(codes.size()), ends_(block_count(codes.size()) > 1 ? 256 : 1) {
        const auto hash_of = [&](std::size_t row) -> std::uint64_t {
            const std::uint64_t hash = std::hash<std::string_view>()(codes[row]);
            return period_of.empty() ? hash : hash + period_of[row] * std::uint64_t{0x9E3779B97F4A7C15};
        };
        const auto part_of = [this](std::uint64_t hash) { return (hash >> 32) % ends_.size(); };
        auto places =
            map_blocks<std::vector<std::size_t>>(codes.size(), [&](std::size_t first, std::size_t last) {
                std::vector<std::size_t> counts(ends_.size());
                for (std::size_t row = first; row < last; ++row) ++counts[part_of(hash_of(row))];
                return counts;
            });
        std::size_t next = 0;
        for (std::size_t part = 0; part < ends_.size(); ++part) {
            for (auto& block : places) next += std::exchange(block[part], next);
            ends_[part] = next;
        }
        for_blocks(codes.size(), [&](std::size_t first, std::size_t last) {
            auto& place = places[first / rows_per_block];
            for (std::size_t row = first; row < last; ++row) {
                const std::uint64_t hash = hash_of(row);
                entries_[place[part_of(hash)]++] = {hash, static_cast<std::uint32_t>(row)};
            }
        });
    }

    std::size_t count() const { return ends_.size(); }
    std::span<const Entry> operator[](std::size_t part) const {
        const std::size_t begin = part == 0 ? 0 : ends_[part - 1];
        return std::span(entries_).subspan(begin, ends_[part] - begin);
    }

private:
    std::vector<Entry> entries_;
    std::vector<std::size_t> ends_;
};

}  // namespace

std::vector<Duplicate> find_duplicates(const TextColumn& codes, const std::vector<std::uint32_t>& period_of) {
    const auto same = [&](std::uint32_t a, std::uint32_t b) {
        return codes[a] == codes[b] && (period_of.empty() || period_of[a] == period_of[b]);
    };
    const Parts parts(codes, period_of);
    std::vector<std::vector<Duplicate>> found(parts.count());
    for_each_number(parts.count(), [&](std::size_t part) {
        const std::span<const Entry> entries = parts[part];
        std::vector<std::uint32_t> table(
            std::bit_ceil(2 * entries.size() + 1));  // places in `entries` from 1; 0: free
        const std::size_t mask = table.size() - 1;
        for (std::uint32_t i = 0; i < entries.size(); ++i) {
            for (std::size_t place = entries[i].hash & mask;; place = (place + 1) & mask) {
                if (table[place] == 0) {
                    table[place] = i + 1;
                    break;
                }
                const Entry& other = entries[table[place] - 1];
                if (other.hash != entries[i].hash || !same(other.row, entries[i].row)) continue;
                found[part].push_back({entries[i].row, other.row});
                break;
            }
        }
    });
    std::vector<Duplicate> all;
    for (const auto& part : found) all.insert(all.end(), part.begin(), part.end());
    std::sort(all.begin(), all.end(), [](const Duplicate& a, const Duplicate& b) { return a.row < b.row; });
    return all;
}

}  // namespace iiindex
