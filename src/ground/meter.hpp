#pragma once

#include <cstddef>
#include <mutex>

#include <iiindex/progress.hpp>

namespace iiindex::detail {

/// Adds up what threads have done and tells it on.
class Meter {
public:
    Meter(const Progress& progress, std::size_t all) : progress_(progress), all_(all) {}

    void add(std::size_t count) {
        if (!progress_) return;
        const std::scoped_lock lock(telling_);
        done_ += count;
        progress_(done_, all_);
    }

private:
    const Progress& progress_;
    std::size_t all_;
    std::size_t done_ = 0;
    std::mutex telling_;
};

}  // namespace iiindex::detail
