#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <iiindex/robustness.hpp>

namespace iiindex::detail {

/// Does pieces of work side by side, each thread with a worker of its own, and tells how far it is.
template <class Worker, class Do>
void work_through(std::uint64_t first, std::uint64_t last, const RobustnessOptions& options,
                  tbb::enumerable_thread_specific<Worker>& workers, const Do& work) {
    constexpr std::uint64_t block = 256;
    std::mutex telling;
    std::uint64_t done = 0;
    const auto tell = [&](std::uint64_t count) {
        if (!options.progress) return;
        const std::scoped_lock lock(telling);
        done += count;
        if (!options.progress(done, last - first)) throw Stopped();
    };
    // More than there are would not be faster, and the library would complain of it on standard error.
    const auto most = static_cast<std::size_t>(tbb::this_task_arena::max_concurrency());
    tbb::task_arena arena(static_cast<int>(options.threads == 0 ? most : std::min(options.threads, most)));
    arena.execute([&] {
        tbb::parallel_for(std::uint64_t{0}, (last - first + block - 1) / block, [&](std::uint64_t i) {
            Worker& worker = workers.local();
            const std::uint64_t begin = first + i * block, end = std::min(last, begin + block);
            for (std::uint64_t piece = begin; piece < end; ++piece) work(worker, piece);
            tell(end - begin);
        });
    });
}

}  // namespace iiindex::detail
