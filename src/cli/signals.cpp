#include "cli/signals.hpp"

#include <array>
#include <atomic>
#include <climits>
#include <csignal>
#include <cstring>
#include <string_view>

#include <unistd.h>

#include "cli/command.hpp"

namespace iiindex::cli {
namespace {

// A handler may touch nothing that allocates or locks: paths stand in fixed places, each with a flag.
struct Place {
    std::atomic<bool> taken = false;
    std::atomic<bool> filled = false;
    std::array<char, PATH_MAX> path{};
};

std::array<Place, 4> places;
static_assert(std::atomic<bool>::is_always_lock_free);

void remove_files() {
    for (Place& place : places) {
        if (place.filled) unlink(place.path.data());
    }
}

extern "C" void end_by_signal(int signal) {
    remove_files();
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

extern "C" void end_by_lost_input(int) {
    // Found without a lock or a place in memory to be had.
    const std::string_view message =
        translated("iiindex: an input became shorter, or could not be read, while it was read\n", spoken());
    remove_files();
    // A failed write changes nothing: the program ends here either way.
    if (::write(STDERR_FILENO, message.data(), message.size()) < 0) _exit(static_cast<int>(ExitCode::refused));
    _exit(static_cast<int>(ExitCode::refused));
}

}  // namespace

void handle_signals() {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        // What the caller has set to be ignored (nohup) stays so.
        if (std::signal(signal, end_by_signal) == SIG_IGN) std::signal(signal, SIG_IGN);
    }
    std::signal(SIGBUS, end_by_lost_input);
    std::signal(SIGXFSZ, SIG_IGN);  // a file that may grow no more is a failed write like any other
}

RemovedAtSignal::RemovedAtSignal(const std::string& path) {
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (path.size() >= PATH_MAX || places[i].taken.exchange(true)) continue;
        std::memcpy(places[i].path.data(), path.c_str(), path.size() + 1);
        places[i].filled = true;
        place_ = static_cast<int>(i);
        return;
    }
}

RemovedAtSignal::~RemovedAtSignal() {
    if (place_ < 0) return;
    Place& place = places[static_cast<std::size_t>(place_)];
    place.filled = false;
    place.taken = false;
}

}  // namespace iiindex::cli
