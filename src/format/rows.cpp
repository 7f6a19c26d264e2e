#include "format/rows.hpp"

#include <algorithm>
#include <atomic>
#include <ostream>
#include <vector>

#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

namespace iiindex::detail {
namespace {

constexpr std::size_t block = 1024;

void write_in_parallel(std::ostream& out, std::size_t rows, const Progress& progress, const AppendRows& append) {
    std::size_t next = 0;
    std::atomic<bool> failed = !out;
    // A block's text stands in a buffer of its own until it is written: as many buffers as blocks are at
    // work, which begin and end in order.
    const auto blocks_at_once = 2 * static_cast<std::size_t>(tbb::this_task_arena::max_concurrency());
    std::vector<fmt::memory_buffer> buffers(blocks_at_once);
    const auto take = [&](tbb::flow_control& flow) {
        if (next * block >= rows || failed) flow.stop();
        return next++;
    };
    const auto format = [&](std::size_t number) {
        fmt::memory_buffer& text = buffers[number % blocks_at_once];
        text.clear();
        append(text, number * block, std::min((number + 1) * block, rows));
        return number;
    };
    const auto write = [&](std::size_t number) {
        if (!failed) failed = !(out << view(buffers[number % blocks_at_once]));
        if (progress) progress(std::min((number + 1) * block, rows), rows);
    };
    using tbb::filter_mode;
    const auto stages = tbb::make_filter<void, std::size_t>(filter_mode::serial_in_order, take) &
                        tbb::make_filter<std::size_t, std::size_t>(filter_mode::parallel, format) &
                        tbb::make_filter<std::size_t, void>(filter_mode::serial_in_order, write);
    tbb::parallel_pipeline(blocks_at_once, stages);
}

}  // namespace

void write_rows(std::ostream& out, std::size_t rows, const Progress& progress, const AppendRows& append) {
    if (rows > block) return write_in_parallel(out, rows, progress, append);
    fmt::memory_buffer text;
    append(text, 0, rows);
    out << view(text);
}

}  // namespace iiindex::detail
