#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

#include <unistd.h>

namespace iiindex::detail {

/// The name of an empty file of its own, which is gone at the end; empty where none could be made.
class TemporaryFile {
public:
    TemporaryFile() {
        std::error_code error;
        name_ = (std::filesystem::temp_directory_path(error) / "iiindex-XXXXXX").string();
        const int descriptor = mkstemp(name_.data());
        if (descriptor < 0)
            name_.clear();
        else
            close(descriptor);
    }
    ~TemporaryFile() {
        if (!name_.empty()) unlink(name_.c_str());
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    const std::string& name() const { return name_; }

private:
    std::string name_;
};

}  // namespace iiindex::detail
