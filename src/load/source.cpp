#include <iiindex/load.hpp>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include <sys/stat.h>

#include "ground/catalogue.hpp"
#include "load/text.hpp"

namespace iiindex {

using namespace detail;

namespace {

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

/// What the system says of its last failure.
std::string reason_of_failure() {
    switch (errno) {
        case EACCES: return said("Permission denied");
        case EIO: return said("Input/output error");
        case ENOTDIR: return said("Not a directory");
        case ENAMETOOLONG: return said("File name too long");
        default: return std::strerror(errno);
    }
}

std::string read_all(std::FILE* file, const std::string& name) {
    std::string bytes;
    for (std::size_t size = 0;;) {
        require_memory(2 * size);
        bytes.resize(size + std::max<std::size_t>(size, 65536));
        const std::size_t count = std::fread(bytes.data() + size, 1, bytes.size() - size, file);
        size += count;
        if (count > 0) continue;
        if (std::ferror(file) != 0) refuse(name, said("cannot be read: {}", reason_of_failure()));
        bytes.resize(size);
        return bytes;
    }
}

/// What a file holds: mapped where it is a regular one, else read. Refuses directories, which fopen lets through.
Bytes bytes_of(std::FILE* file, const std::string& name) {
    struct stat status = {};
    if (fstat(fileno(file), &status) != 0) refuse(name, said("cannot be read: {}", reason_of_failure()));
    if (S_ISDIR(status.st_mode)) refuse(name, said("is a directory, expected a file"));
    if (S_ISREG(status.st_mode)) {
        Bytes mapped = Bytes::map(fileno(file), static_cast<std::size_t>(status.st_size));
        if (!mapped.empty()) return mapped;
    }
    return read_all(file, name);
}

}  // namespace

Source read_source(const std::string& path) {
    if (path == "-") return {"<stdin>", read_all(stdin, "<stdin>")};
    const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(path.c_str(), "rb"));
    if (file == nullptr && errno == ENOENT) refuse(path, said("no such file"));
    if (file == nullptr) refuse(path, said("cannot be opened: {}", reason_of_failure()));
    return {path, bytes_of(file.get(), path)};
}

}  // namespace iiindex
