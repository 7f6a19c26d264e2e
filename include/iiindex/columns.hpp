#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <vector>

namespace [[gnu::visibility("default")]] iiindex {

/// How a missing number is stored in a column; never shown, never read from an input.
inline constexpr double missing = std::numeric_limits<double>::quiet_NaN();

inline bool is_missing(double stored) { return std::isnan(stored); }

inline std::optional<double> as_optional(double stored) {
    return is_missing(stored) ? std::nullopt : std::optional(stored);
}

/// Memory that is not written to before its use.
template <class T>
struct UnwrittenAllocator : std::allocator<T> {
    template <class Other>
    struct rebind {
        using other = UnwrittenAllocator<Other>;
    };

    template <class U>
    void construct(U* place) noexcept {
        ::new (static_cast<void*>(place)) U;
    }
    template <class U, class... Arguments>
    void construct(U* place, Arguments&&... arguments) {
        ::new (static_cast<void*>(place)) U(std::forward<Arguments>(arguments)...);
    }
};

template <class T>
using Unwritten = std::vector<T, UnwrittenAllocator<T>>;

/// A table of numbers in one contiguous block, column after column.
class Columns {
public:
    Columns() = default;
    /// All missing.
    Columns(std::size_t rows, std::size_t columns) : Columns(unwritten(rows, columns)) {
        std::fill(block_.begin(), block_.end(), missing);
    }
    /// Without numbers yet: whoever makes it writes to every place.
    static Columns unwritten(std::size_t rows, std::size_t columns) {
        Columns made;
        made.rows_ = rows;
        made.columns_ = columns;
        made.block_.resize(rows * columns);
        return made;
    }

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
    Unwritten<double> block_;
};

}  // namespace iiindex
