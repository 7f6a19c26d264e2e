#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include "ground/nameless_file.hpp"

namespace iiindex::detail {

/// An empty file of its own for a library that asks for a path: without a name where the system can do that, else gone
/// at the end.
class TemporaryFile {
public:
    TemporaryFile() {
        std::error_code error;
        const std::filesystem::path folder = std::filesystem::temp_directory_path(error);
        descriptor_ = open_nameless(folder);
        if (descriptor_ >= 0) {
            path_ = reached_by(descriptor_);
            return;
        }
        made_ = (folder / "iiindex-XXXXXX").string();
        descriptor_ = mkstemp(made_.data());
        if (descriptor_ >= 0) path_ = made_;
    }
    ~TemporaryFile() {
        if (descriptor_ < 0) return;
        close(descriptor_);
        if (!made_.empty()) unlink(made_.c_str());
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    /// Empty where none could be made.
    const std::string& path() const { return path_; }

private:
    std::string made_, path_;
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
