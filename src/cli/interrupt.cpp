#include "cli/interrupt.hpp"

#include <atomic>

namespace iiindex::cli {
namespace {

std::atomic<bool> interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free);  // a signal handler may touch nothing else

void remember(int) { interrupted = true; }

}  // namespace

Interrupt::Interrupt() {
    interrupted = false;
    struct sigaction action {};
    action.sa_handler = remember;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, &before_);
}

Interrupt::~Interrupt() { sigaction(SIGINT, &before_, nullptr); }

bool Interrupt::asked_for() { return interrupted; }

}  // namespace iiindex::cli
