#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <sys/stat.h>

#include "cli/command.hpp"
#include "cli/signals.hpp"

namespace iiindex::cli {

/// What is said of an output that could not be written: why, or the system's reason.
OutputError unwritten(const std::string& path, std::string_view reason);
OutputError unwritten(const std::string& path, int error);

/// The names that a new file may have until it is in its target's place, by number. They owe nothing to the length of
/// the target's, which may be as long as a name can be.
std::string name_beside(const std::string& target, int number);

/// A file in the folder of another, gone again unless it is put in the other's place; a link stays one, and what it
/// leads to is replaced. Where the file system can do that it has no name until it is whole. While it has one it is
/// locked: one that is not was left by a run that was killed, and the next for the same output removes it.
class Replacement {
public:
    /// Throws OutputError where the folder takes no file, or the other may not be written.
    explicit Replacement(std::string path);
    ~Replacement();
    Replacement(const Replacement&) = delete;
    Replacement& operator=(const Replacement&) = delete;

    /// Open to be written.
    int descriptor() const { return descriptor_; }

    /// Throws OutputError.
    void put_in_place();

private:
    void name(const std::function<bool(const std::string&)>& take);
    bool create(const std::string& name);
    bool link(const std::string& name) const;
    void take_over(const struct stat* status) const;

    std::string path_;    ///< as it was asked for
    std::string target_;  ///< where that leads
    std::string name_;
    int descriptor_ = -1;
    std::optional<RemovedAtSignal> removed_at_signal_;
};

}  // namespace iiindex::cli
