#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace iiindex {

/// How a missing number is stored in a column; never shown, never read from an input.
inline constexpr double missing = std::numeric_limits<double>::quiet_NaN();

inline bool is_missing(double stored) { return std::isnan(stored); }

inline std::optional<double> as_optional(double stored) {
    return is_missing(stored) ? std::nullopt : std::optional(stored);
}

/// A table of numbers in one contiguous block, column after column. A new table is all missing.
class Columns {
public:
    Columns() = default;
    Columns(std::size_t rows, std::size_t columns)
        : rows_(rows), columns_(columns), block_(rows * columns, missing) {}

    std::size_t rows() const noexcept { return rows_; }
    std::size_t columns() const noexcept { return columns_; }

    std::span<double> column(std::size_t i) { return {block_.data() + i * rows_, rows_}; }
    std::span<const double> column(std::size_t i) const { return {block_.data() + i * rows_, rows_}; }

    /// The number at a place, or nothing if it is missing.
    std::optional<double> at(std::size_t row, std::size_t column) const {
        return as_optional(block_[column * rows_ + row]);
    }

private:
    std::size_t rows_ = 0;
    std::size_t columns_ = 0;
    std::vector<double> block_;
};

/// Many short texts in two blocks of memory.
class TextColumn {
public:
    void push_back(std::string_view text) {
        bytes_.append(text);
        ends_.push_back(bytes_.size());
    }
    std::string_view operator[](std::size_t i) const {
        const std::size_t begin = i == 0 ? 0 : ends_[i - 1];
        return std::string_view(bytes_).substr(begin, ends_[i] - begin);
    }
    std::size_t size() const noexcept { return ends_.size(); }
    bool empty() const noexcept { return ends_.empty(); }
    void reserve(std::size_t texts, std::size_t bytes) {
        ends_.reserve(texts);
        bytes_.reserve(bytes);
    }

private:
    std::string bytes_;
    std::vector<std::uint64_t> ends_;
};

}  // namespace iiindex
