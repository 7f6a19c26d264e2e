#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace iiindex::detail {

/// An empty file of its own, which nobody else sees where the system can do that: it has a name only among this
/// program's open files, so that nothing is left however the program ends. Elsewhere it is gone at the end.
class TemporaryFile {
public:
    TemporaryFile() {
        std::error_code error;
        made_ = (std::filesystem::temp_directory_path(error) / "iiindex-XXXXXX").string();
        descriptor_ = mkstemp(made_.data());
        if (descriptor_ < 0) return;
        name_ = "/proc/self/fd/" + std::to_string(descriptor_);
        if (access(name_.c_str(), W_OK) == 0) {
            unlink(made_.c_str());
        } else {
            name_ = made_;
        }
    }
    ~TemporaryFile() {
        if (descriptor_ < 0) return;
        close(descriptor_);
        if (name_ == made_) unlink(made_.c_str());
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    /// Empty where none could be made.
    const std::string& name() const { return name_; }

private:
    std::string made_, name_;
    int descriptor_ = -1;
};

/// Standard error leads nowhere while this lives: for a library that prints there what its caller is told as well.
class SilentErrors {
public:
    SilentErrors() : kept_(fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)) {
        const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
        if (kept_ >= 0 && nowhere >= 0) dup2(nowhere, STDERR_FILENO);
        if (nowhere >= 0) close(nowhere);
    }
    ~SilentErrors() {
        if (kept_ < 0) return;
        dup2(kept_, STDERR_FILENO);
        close(kept_);
    }
    SilentErrors(const SilentErrors&) = delete;
    SilentErrors& operator=(const SilentErrors&) = delete;

private:
    int kept_;
};

}  // namespace iiindex::detail
