// A file as text, and its cells: no quoting, for none of the tables here has any.
#pragma once

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

/// A file mapped into memory.
class MappedFile {
public:
    explicit MappedFile(const std::string& path) {
        const int file = ::open(path.c_str(), O_RDONLY);
        struct stat about {};
        if (file < 0 || ::fstat(file, &about) != 0) throw std::runtime_error("cannot read " + path);
        size_ = static_cast<std::size_t>(about.st_size);
        data_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file, 0);
        ::close(file);
        if (data_ == MAP_FAILED) throw std::runtime_error("cannot map " + path);
        ::madvise(data_, size_, MADV_SEQUENTIAL);
    }
    ~MappedFile() { ::munmap(data_, size_); }
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    std::string_view text() const { return {static_cast<const char*>(data_), size_}; }

private:
    void* data_ = nullptr;
    std::size_t size_ = 0;
};

/// Takes the text up to a separator, and the separator, off the front.
inline std::string_view take(std::string_view& text, char separator) {
    const std::size_t end = text.find(separator);
    const std::string_view part = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return part;
}
