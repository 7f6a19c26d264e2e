#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include <iiindex/load.hpp>

namespace iiindex::detail {

/// The parts of a workbook in a zip archive (ECMA-376, part 2). Every fault is an InputError that names the part.
class Package {
public:
    /// Throws InputError for what is no workbook that can be read, and says what it looks like instead. The source must
    /// outlive the package.
    explicit Package(const Source& source);
    ~Package();
    Package(const Package&) = delete;
    Package& operator=(const Package&) = delete;

    bool has(const std::string& part) const;
    /// A part, by its path without a slash before it. Refuses one that is absent, damaged or larger than anybody's
    /// table, and parts that are so together.
    ///
    /// most   how many bytes of it are wanted
    std::string read(const std::string& part, std::size_t most = std::string::npos) const;

    const std::string& file() const { return file_; }

private:
    struct Archive;

    void count(std::size_t bytes) const;

    std::string file_;
    std::unique_ptr<Archive> archive_;
    mutable std::size_t unpacked_ = 0;  ///< bytes, of all parts together
};

/// Whether the bytes are a zip archive or an older office document, whatever the name says.
bool is_archive(std::string_view bytes);
bool is_ole(std::string_view bytes);

}  // namespace iiindex::detail
