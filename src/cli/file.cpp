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
#include <unistd.h>

#include <iiindex/format.hpp>
#include <iiindex/text.hpp>

#include "cli/replacement.hpp"

namespace iiindex::cli {
namespace {

namespace fs = std::filesystem;

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
    if (buffer.error() != 0) throw unwritten(shown, buffer.error());
    std::error_code error;  // what was to be written did not come together
    throw unwritten(shown, said("no room, or no right, in the folder for temporary files, '{}'",
                                printable(fs::temp_directory_path(error).string())));
}

void write_to_device(const std::string& path, const std::function<void(std::ostream&)>& write) {
    const int descriptor = open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) throw unwritten(path, errno);
    const std::unique_ptr<const int, void (*)(const int*)> closing(&descriptor,
                                                                   [](const int* open_one) { close(*open_one); });
    write_through(descriptor, path, write);
}

}  // namespace

void replace_file(const std::string& path, const std::function<void(std::ostream&)>& write) {
    std::error_code error;
    const auto status = fs::status(path, error);
    if (fs::is_directory(status)) throw unwritten(path, EISDIR);
    if (fs::exists(status) && !fs::is_regular_file(status)) {
        return write_to_device(path, write);
    }
    Replacement replacement(path);
    write_through(replacement.descriptor(), path, write);
    replacement.put_in_place();
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
