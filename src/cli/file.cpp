#include "file.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include <iiindex/format.hpp>


namespace iiindex::cli {
namespace {

[[noreturn]] void fail(const std::string& path, int error) {
    throw OutputError(fmt::format("{} could not be written: {}", printable(path), std::strerror(error)));
}

/// A file of its own name beside another, gone again unless it is put in the other's place.
class Temporary {
public:
    explicit Temporary(std::string target) : target_(std::move(target)), name_(target_ + ".XXXXXX") {
        descriptor_ = mkstemp(name_.data());
        if (descriptor_ < 0) fail(target_, errno);
        fchmod(descriptor_, mode_of_target());
    }
    ~Temporary() {
        if (descriptor_ >= 0) close(descriptor_);
        if (!name_.empty()) unlink(name_.c_str());
    }
    Temporary(const Temporary&) = delete;
    Temporary& operator=(const Temporary&) = delete;

    const std::string& name() const { return name_; }

    void replace_target() {
        if (fsync(descriptor_) != 0) fail(target_, errno);
        if (std::rename(name_.c_str(), target_.c_str()) != 0) fail(target_, errno);
        name_.clear();
    }

private:
    mode_t mode_of_target() const {
        struct stat status {};
        if (stat(target_.c_str(), &status) == 0) return status.st_mode & 07777;
        const mode_t mask = umask(0);
        umask(mask);
        return 0666 & ~mask;
    }

    std::string target_;
    std::string name_;
    int descriptor_ = -1;
};

void write_through(const std::string& file, const std::string& shown,
                   const std::function<void(std::ostream&)>& write) {
    std::ofstream out(file, std::ios::binary);
    if (!out) fail(shown, errno);
    write(out);
    out.close();
    if (!out) fail(shown, errno == 0 ? EIO : errno);
}

}  // namespace

void replace_file(const std::string& path, const std::function<void(std::ostream&)>& write) {
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (std::filesystem::is_directory(status)) fail(path, EISDIR);
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
        return write_through(path, path, write);
    }
    // Through a link, so that the link stays one.
    const auto resolved = std::filesystem::weakly_canonical(path, error);
    Temporary temporary(error ? path : resolved.string());
    write_through(temporary.name(), path, write);
    temporary.replace_target();
}

void write_out(const std::string& path, Environment& environment, const std::function<void(std::ostream&)>& write) {
    if (!path.empty() && path != "-") return replace_file(path, write);
    write(environment.out);
    environment.out.flush();
    if (!environment.out) throw OutputError("standard output could not be written");
}

}  // namespace iiindex::cli
