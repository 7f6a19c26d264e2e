#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include <tbb/parallel_for.h>

namespace iiindex::detail {

/// Rows that one task works through. Fixed, so that what is summed by block is the same for any number of threads.
inline constexpr std::size_t rows_per_block = 16384;

inline std::size_t block_count(std::size_t rows, std::size_t per_block = rows_per_block) {
    return (rows + per_block - 1) / per_block;
}

/// Calls work(number) for each number below `count`, side by side where there are several.
template <class Work>
void for_each_number(std::size_t count, const Work& work) {
    if (count == 0) return;
    if (count == 1) return work(std::size_t{0});  // no thread is started for a small table
    tbb::parallel_for(std::size_t{0}, count, work);
}

/// Calls work(first, last) for consecutive blocks of [0, rows), side by side where there are several.
template <class Work>
void for_blocks(std::size_t rows, const Work& work, std::size_t per_block = rows_per_block) {
    for_each_number(block_count(rows, per_block),
                    [&](std::size_t i) { work(i * per_block, std::min(rows, (i + 1) * per_block)); });
}

/// The results of work(first, last) for consecutive blocks of [0, rows), in order.
template <class Partial, class Work>
std::vector<Partial> map_blocks(std::size_t rows, const Work& work, std::size_t per_block = rows_per_block) {
    std::vector<Partial> partials(block_count(rows, per_block));
    for_blocks(
        rows, [&](std::size_t first, std::size_t last) { partials[first / per_block] = work(first, last); }, per_block);
    return partials;
}

/// What work(first, last) lists for consecutive blocks of [0, rows), in order.
template <class Entry, class Work>
std::vector<Entry> list_blocks(std::size_t rows, const Work& work) {
    const auto parts = map_blocks<std::vector<Entry>>(rows, work);
    std::size_t count = 0;
    for (const auto& part : parts) count += part.size();
    std::vector<Entry> all;
    all.reserve(count);
    for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
    return all;
}

/// Calls work(first, last) for consecutive parts of [0, count), none of them empty, side by side where there are
/// several. A part begins only where may_begin(i) holds, as it does at 0; that is asked before any work is done.
template <class MayBegin, class Work>
void for_parts(std::size_t count, const MayBegin& may_begin, const Work& work) {
    auto begins = map_blocks<std::size_t>(count, [&](std::size_t first, std::size_t) {
        while (first < count && !may_begin(first)) ++first;
        return first;
    });
    begins.push_back(count);
    for_each_number(begins.size() - 1, [&](std::size_t i) {
        if (begins[i] < begins[i + 1]) work(begins[i], begins[i + 1]);
    });
}

/// Turns how many of each part the blocks of an input have into where each block's go when parts lie together, in the
/// order of the blocks. Returns how many there are in all.
template <class Counts>
std::size_t turn_into_places(std::vector<Counts>& blocks, std::size_t parts) {
    std::size_t next = 0;
    for (std::size_t part = 0; part < parts; ++part) {
        for (Counts& block : blocks) next += std::exchange(block[part], next);
    }
    return next;
}

}  // namespace iiindex::detail
