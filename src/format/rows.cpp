#include "rows.hpp"

#include <algorithm>
#include <atomic>
#include <ostream>
#include <utility>

#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

namespace iiindex {
namespace {

constexpr std::size_t block = 4096;

void write_in_parallel(std::ostream& out, std::size_t rows, const AppendRows& append) {
    std::size_t next = 0;
    std::atomic<bool> failed = !out;
    const auto take = [&](tbb::flow_control& flow) {
        if (next >= rows || failed) flow.stop();
        return std::exchange(next, next + block);
    };
    const auto format = [&](std::size_t first) {
        std::string text;
        append(text, first, std::min(first + block, rows));
        return text;
    };
    const auto write = [&](const std::string& text) {
        if (!failed) failed = !(out << text);
    };
    const auto blocks_at_once = 2 * static_cast<std::size_t>(tbb::this_task_arena::max_concurrency());
    using tbb::filter_mode;
    const auto stages = tbb::make_filter<void, std::size_t>(filter_mode::serial_in_order, take) &
                        tbb::make_filter<std::size_t, std::string>(filter_mode::parallel, format) &
                        tbb::make_filter<std::string, void>(filter_mode::serial_in_order, write);
    tbb::parallel_pipeline(blocks_at_once, stages);
}

}  // namespace

void write_rows(std::ostream& out, std::size_t rows, const AppendRows& append) {
    if (rows > block) return write_in_parallel(out, rows, append);
    std::string text;
    append(text, 0, rows);
    out << text;
}

}  // namespace iiindex
