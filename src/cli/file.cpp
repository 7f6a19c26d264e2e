#include "cli/file.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>
#include <streambuf>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include <iiindex/format.hpp>
#include <iiindex/text.hpp>

#include "cli/signals.hpp"

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
        removed_at_signal_.emplace(name_);
        fchmod(descriptor_, mode_of_target());
    }
    ~Temporary() {
        if (descriptor_ >= 0) close(descriptor_);
        if (!name_.empty()) unlink(name_.c_str());
    }
    Temporary(const Temporary&) = delete;
    Temporary& operator=(const Temporary&) = delete;

    int descriptor() const { return descriptor_; }

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
    std::optional<RemovedAtSignal> removed_at_signal_;
};

/// Writes to an open file, and remembers why that failed.
class DescriptorBuffer : public std::streambuf {
public:
    explicit DescriptorBuffer(int descriptor) : descriptor_(descriptor) {
        setp(block_.data(), block_.data() + block_.size());
    }

    int error() const { return error_; }

protected:
    int_type overflow(int_type c) override {
        if (sync() != 0) return traits_type::eof();
        if (!traits_type::eq_int_type(c, traits_type::eof())) sputc(traits_type::to_char_type(c));
        return traits_type::not_eof(c);
    }
    int sync() override {
        const auto size = static_cast<std::size_t>(pptr() - pbase());
        setp(block_.data(), block_.data() + block_.size());
        return put(block_.data(), size) ? 0 : -1;
    }
    std::streamsize xsputn(const char* text, std::streamsize size) override {
        if (size <= epptr() - pptr()) return std::streambuf::xsputn(text, size);
        return sync() == 0 && put(text, static_cast<std::size_t>(size)) ? size : 0;
    }

private:
    bool put(const char* text, std::size_t size) {
        while (size > 0 && error_ == 0) {
            const ssize_t written = ::write(descriptor_, text, size);
            if (written < 0 && errno != EINTR) error_ = errno;
            if (written <= 0) continue;
            text += written;
            size -= static_cast<std::size_t>(written);
            waiting_ += static_cast<std::size_t>(written);
        }
        if (waiting_ >= written_out_at) start_writing_out();
        return error_ == 0;
    }

    /// Lets the disk begin, so that less is left for it to do when the file is synced.
    void start_writing_out() {
        sync_file_range(descriptor_, 0, 0,
                        SYNC_FILE_RANGE_WRITE);  // no file, or no such call: nothing is lost
        waiting_ = 0;
    }

    static constexpr std::size_t written_out_at = std::size_t{1} << 23;

    int descriptor_;
    int error_ = 0;
    std::size_t waiting_ = 0;
    std::array<char, 65536> block_{};
};

void write_through(int descriptor, const std::string& shown, const std::function<void(std::ostream&)>& write) {
    DescriptorBuffer buffer(descriptor);
    std::ostream out(&buffer);
    write(out);
    out.flush();
    if (!out) fail(shown, buffer.error() == 0 ? EIO : buffer.error());
}

void write_to_device(const std::string& path, const std::function<void(std::ostream&)>& write) {
    const int descriptor = open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) fail(path, errno);
    const std::unique_ptr<const int, void (*)(const int*)> closing(&descriptor,
                                                                   [](const int* open_one) { close(*open_one); });
    write_through(descriptor, path, write);
}

}  // namespace

void replace_file(const std::string& path, const std::function<void(std::ostream&)>& write) {
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (std::filesystem::is_directory(status)) fail(path, EISDIR);
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
        return write_to_device(path, write);
    }
    // Through a link, so that the link stays one.
    const auto resolved = std::filesystem::weakly_canonical(path, error);
    Temporary temporary(error ? path : resolved.string());
    write_through(temporary.descriptor(), path, write);
    temporary.replace_target();
}

void write_out(const std::string& path, Environment& environment, const std::function<void(std::ostream&)>& write) {
    if (!path.empty() && path != "-") return replace_file(path, write);
    write(environment.out);
    environment.out.flush();
    if (!environment.out) throw OutputError("standard output could not be written");
}

}  // namespace iiindex::cli
