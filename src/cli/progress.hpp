#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <iiindex/progress.hpp>

#include "cli/command.hpp"

namespace iiindex::cli {

/// "reading 34 %" on a terminal while long work lasts, gone when it is done. Nothing anywhere else.
class ProgressLine {
public:
    ProgressLine(Environment& environment, std::string what);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    /// What the work tells; several pieces of it are shown as one. It must not outlive the line.
    Progress piece();

private:
    void show();
    void clear();

    Environment& environment_;
    std::string what_;
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
    std::mutex telling_;
    std::vector<std::pair<std::size_t, std::size_t>> pieces_;  ///< done, all
    int shown_ = -1;                                           ///< percent
};

}  // namespace iiindex::cli
