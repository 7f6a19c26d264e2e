#pragma once

#include <csignal>

namespace iiindex::cli {

/// While it lives, Ctrl-C no longer ends the program but is remembered, so that work can be stopped in order.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    static bool asked_for();

private:
    struct sigaction before_ {};
};

}  // namespace iiindex::cli
