#include "cli/progress.hpp"

#include <ostream>

#include <fmt/format.h>

namespace iiindex::cli {
namespace {

constexpr auto patience = std::chrono::milliseconds(500);  // shorter work needs no line

}  // namespace

ProgressLine::ProgressLine(Environment& environment, std::string what)
    : environment_(environment), what_(std::move(what)) {}

ProgressLine::~ProgressLine() { clear(); }

Progress ProgressLine::piece() {
    if (!environment_.err_is_terminal || environment_.quiet) return {};
    const std::scoped_lock lock(telling_);
    pieces_.emplace_back(0, 0);
    return [this, number = pieces_.size() - 1](std::size_t done, std::size_t all) {
        const std::scoped_lock inner(telling_);
        pieces_[number] = {done, all};
        show();
    };
}

void ProgressLine::clear() {
    if (shown_ >= 0) environment_.err << "\r\033[K" << std::flush;
    shown_ = -1;
}

void ProgressLine::show() {
    if (std::chrono::steady_clock::now() - begin_ < patience) return;
    double done = 0, all = 0;
    for (const auto& [part, whole] : pieces_) {
        done += static_cast<double>(part);
        all += static_cast<double>(whole);
    }
    if (done >= all) return clear();
    const int percent = static_cast<int>(100 * done / all);
    if (percent == shown_) return;
    shown_ = percent;
    environment_.err << fmt::format("\r{} {} %\033[K", what_, percent) << std::flush;
}

}  // namespace iiindex::cli
