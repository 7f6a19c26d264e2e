#include <iiindex/load.hpp>

#include <sys/stat.h>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include <fmt/format.h>

#include "text.hpp"

namespace iiindex {
namespace {

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

std::string reason() {
    return std::strerror(errno);
}

std::string read_all(std::FILE* file, const std::string& name, std::size_t expected) {
    std::string bytes(expected + 1, '\0');  // one more, so that a full read sees the end
    std::size_t size = 0;
    while (const std::size_t count = std::fread(bytes.data() + size, 1, bytes.size() - size, file)) {
        size += count;
        if (size == bytes.size()) bytes.resize(2 * size + 65536);
    }
    if (std::ferror(file) != 0) refuse(name, fmt::format("cannot be read: {}", reason()));
    bytes.resize(size);
    return bytes;
}

/// The size of a file, 0 for a pipe. Refuses directories, which fopen lets through.
std::size_t size_of(std::FILE* file, const std::string& name) {
    struct stat status = {};
    if (fstat(fileno(file), &status) != 0) refuse(name, fmt::format("cannot be read: {}", reason()));
    if (S_ISDIR(status.st_mode)) refuse(name, "is a directory, expected a file");
    return S_ISREG(status.st_mode) ? static_cast<std::size_t>(status.st_size) : 0;
}

}  // namespace

Source read_source(const std::string& path) {
    if (path == "-") return {"<stdin>", read_all(stdin, "<stdin>", 0)};
    const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rb"));
    if (file == nullptr && errno == ENOENT) refuse(path, "no such file");
    if (file == nullptr) refuse(path, fmt::format("cannot be opened: {}", reason()));
    return {path, read_all(file.get(), path, size_of(file.get(), path))};
}

}  // namespace iiindex
