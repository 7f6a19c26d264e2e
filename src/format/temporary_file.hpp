#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "ground/nameless_file.hpp"

namespace iiindex::detail {

/// An empty file of its own for a library that asks for a path: without a name where the system can do that, so that
/// nothing is left however the program ends, else gone at the end.
class TemporaryFile {
public:
    TemporaryFile() {
        std::error_code error;
        const std::filesystem::path folder = std::filesystem::temp_directory_path(error);
        descriptor_ = open_nameless(folder);
        if (descriptor_ < 0) open_named(folder);
        if (path_.empty() && descriptor_ >= 0) path_ = reached_by(descriptor_);
    }
    ~TemporaryFile() {
        if (descriptor_ < 0) return;
        close(descriptor_);
        if (is_named_) unlink(path_.c_str());
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    /// Empty where none could be made.
    const std::string& path() const { return path_; }

private:
    /// The name is taken away again where the file can be reached without.
    void open_named(const std::filesystem::path& folder) {
        std::string made = (folder / "iiindex-XXXXXX").string();
        descriptor_ = mkstemp(made.data());
        if (descriptor_ < 0) return;
        is_named_ = access(reached_by(descriptor_).c_str(), W_OK) != 0;
        if (is_named_)
            path_ = std::move(made);
        else
            unlink(made.c_str());
    }

    std::string path_;
    bool is_named_ = false;
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
