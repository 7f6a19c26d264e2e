#pragma once

#include <string>

namespace iiindex::cli {

/// Sees to it that Ctrl-C, or being told to end, leaves no temporary file, and that an input which shrinks while it
/// is read ends the program with a message.
void handle_signals();

/// A file that is removed should a signal end the program while this lives.
class RemovedAtSignal {
public:
    explicit RemovedAtSignal(const std::string& path);
    ~RemovedAtSignal();
    RemovedAtSignal(const RemovedAtSignal&) = delete;
    RemovedAtSignal& operator=(const RemovedAtSignal&) = delete;

private:
    int place_ = -1;
};

}  // namespace iiindex::cli
