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
#include "ground/nameless_file.hpp"

namespace iiindex::cli {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path, std::string_view reason) {
    throw OutputError(said("{} could not be written: {}", printable(path), reason));
}

[[noreturn]] void fail(const std::string& path, int error) { fail(path, std::strerror(error)); }

/// Why no file can be made in a folder.
[[noreturn]] void fail_in(const fs::path& folder, const std::string& path, int error) {
    fail(path, said("folder '{}': {}", printable(folder.empty() ? "." : folder.string()), std::strerror(error)));
}

/// Where a path leads, through links that may lead nowhere yet.
fs::path target_of(const std::string& path) {
    constexpr int most_links = 40;  // as many as the system follows
    fs::path target = path;
    std::error_code error;
    for (int i = 0; i < most_links; ++i) {
        const fs::path next = fs::read_symlink(target, error);
        if (error) return target;
        target = target.parent_path() / next;
    }
    fail(path, ELOOP);
}

/// A file beside another, gone again unless it is put in the other's place. Where the file system can do that it has no
/// name until it is whole: nothing is left however the program ends, but where it is killed between the two calls that
/// name the file and put it in the other's place, for which there is no single one. Its name owes nothing to the
/// other's, which may be as long as a name can be.
class Temporary {
public:
    Temporary(fs::path target, std::string path) : target_(std::move(target)), path_(std::move(path)) {
        struct stat status {};
        const bool replaces = stat(target_.c_str(), &status) == 0;
        if (replaces && faccessat(AT_FDCWD, target_.c_str(), W_OK, AT_EACCESS) != 0) fail(path_, errno);
        descriptor_ = detail::open_nameless(folder());
        if (descriptor_ < 0) open_named();
        take_over(replaces ? &status : nullptr);
    }
    ~Temporary() {
        if (descriptor_ >= 0) close(descriptor_);
        if (!name_.empty()) unlink(name_.c_str());
    }
    Temporary(const Temporary&) = delete;
    Temporary& operator=(const Temporary&) = delete;

    int descriptor() const { return descriptor_; }

    void replace_target() {
        if (fsync(descriptor_) != 0) fail(path_, errno);
        if (name_.empty()) give_name();
        if (std::rename(name_.c_str(), target_.c_str()) != 0) fail(path_, errno);
        name_.clear();
    }

private:
    fs::path folder() const { return target_.has_parent_path() ? target_.parent_path() : fs::path("."); }

    void open_named() {
        name_ = (target_.parent_path() / ".iiindex-XXXXXX").string();
        descriptor_ = mkstemp(name_.data());
        if (descriptor_ < 0) fail_in(target_.parent_path(), path_, errno);
        removed_at_signal_.emplace(name_);
    }

    void give_name() {
        for (int i = 0; name_.empty(); ++i) {
            const std::string name = (target_.parent_path() / fmt::format(".iiindex-{}-{}", getpid(), i)).string();
            removed_at_signal_.emplace(name);
            if (linkat(AT_FDCWD, detail::reached_by(descriptor_).c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) ==
                0) {
                name_ = name;
            } else if (errno != EEXIST) {
                fail_in(target_.parent_path(), path_, errno);
            }
        }
    }

    /// Owner and mode of what is replaced, else those of any new file. Who may not give a file away keeps it.
    void take_over(const struct stat* status) {
        if (status == nullptr) {
            const mode_t mask = umask(0);
            umask(mask);
            fchmod(descriptor_, 0666 & ~mask);
            return;
        }
        const bool is_given = fchown(descriptor_, status->st_uid, status->st_gid) == 0;
        const mode_t special = is_given ? 0 : S_ISUID | S_ISGID;
        fchmod(descriptor_, status->st_mode & 07777 & ~special);
    }

    fs::path target_;
    std::string path_;  ///< as it was asked for
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
    if (out) return;
    if (buffer.error() != 0) fail(shown, buffer.error());
    std::error_code error;  // what was to be written did not come together
    fail(shown, said("no room, or no right, in the folder for temporary files, '{}'",
                     printable(fs::temp_directory_path(error).string())));
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
    const auto status = fs::status(path, error);
    if (fs::is_directory(status)) fail(path, EISDIR);
    if (fs::exists(status) && !fs::is_regular_file(status)) {
        return write_to_device(path, write);
    }
    Temporary temporary(target_of(path), path);
    write_through(temporary.descriptor(), path, write);
    temporary.replace_target();
}

void refuse_overwriting(const std::string& input, const std::vector<std::string>& outputs) {
    std::error_code error;
    const std::string read = input == "-" ? "/dev/stdin" : input;
    if (!fs::is_regular_file(read, error)) return;
    for (const std::string& output : outputs) {
        if (!fs::equivalent(read, output, error) || error) continue;
        throw UsageError(input == "-" ? said("writing {} would overwrite standard input", output)
                                      : said("writing {} would overwrite the input {}", output, input));
    }
}

void write_out(const std::string& path, Environment& environment, const std::function<void(std::ostream&)>& write) {
    if (!path.empty() && path != "-") return replace_file(path, write);
    write(environment.out);
    flush(environment);
}

void flush(Environment& environment) {
    environment.out.flush();
    if (!environment.out) throw OutputError(said("standard output could not be written"));
}

}  // namespace iiindex::cli
