#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace [[gnu::visibility("default")]] iiindex {

/// How a missing number is stored in a column; never shown, never read from an input.
inline constexpr double missing = std::numeric_limits<double>::quiet_NaN();

inline bool is_missing(double stored) { return std::isnan(stored); }

inline std::optional<double> as_optional(double stored) {
    return is_missing(stored) ? std::nullopt : std::optional(stored);
}

namespace detail {

/// Throws std::bad_alloc where so many bytes, if they are very many, are not left.
void require_memory(std::size_t bytes);
/// Memory for so many things of a size; a large block in large pages. Throws std::bad_alloc where it is not there.
void* allocate(std::size_t count, std::size_t size);
void deallocate(void* memory) noexcept;
/// Gives the pages of a part of memory back to the system; what stood there is lost, or comes again from its file.
void give_back(const void* begin, std::size_t bytes) noexcept;

}  // namespace detail

/// Memory that is not written to before its use.
template <class T>
struct UnwrittenAllocator {
    using value_type = T;

    UnwrittenAllocator() = default;
    template <class Other>
    UnwrittenAllocator(const UnwrittenAllocator<Other>&) noexcept {}

    T* allocate(std::size_t count) { return static_cast<T*>(detail::allocate(count, sizeof(T))); }
    void deallocate(T* place, std::size_t) noexcept { detail::deallocate(place); }

    template <class U>
    void construct(U* place) noexcept {
        ::new (static_cast<void*>(place)) U;
    }
    template <class U, class... Arguments>
    void construct(U* place, Arguments&&... arguments) {
        ::new (static_cast<void*>(place)) U(std::forward<Arguments>(arguments)...);
    }

    friend bool operator==(const UnwrittenAllocator&, const UnwrittenAllocator&) { return true; }
};

template <class T>
using Unwritten = std::vector<T, UnwrittenAllocator<T>>;

/// A table of numbers in one contiguous block, column after column.
class Columns {
public:
    Columns() = default;
    /// All missing.
    Columns(std::size_t rows, std::size_t columns) : Columns(unwritten(rows, columns)) {
        std::fill_n(block_.get(), rows * columns, missing);
    }
    /// Uninitialised: the caller writes every cell.
    static Columns unwritten(std::size_t rows, std::size_t columns) {
        Columns made;
        made.rows_ = rows;
        made.columns_ = columns;
        made.block_.reset(static_cast<double*>(detail::allocate(rows, columns * sizeof(double))));
        return made;
    }
    Columns(const Columns& other) : Columns(unwritten(other.rows_, other.columns_)) {
        std::copy_n(other.block_.get(), rows_ * columns_, block_.get());
    }
    Columns(Columns&& other) noexcept { swap(other); }
    Columns& operator=(Columns other) noexcept {
        swap(other);
        return *this;
    }
    ~Columns() = default;

    std::size_t rows() const noexcept { return rows_; }
    std::size_t columns() const noexcept { return columns_; }

    std::span<double> column(std::size_t i) { return {block_.get() + i * rows_, rows_}; }
    std::span<const double> column(std::size_t i) const { return {block_.get() + i * rows_, rows_}; }

    /// Gives back the memory of a column that is not read any more.
    void give_back(std::size_t i) { detail::give_back(column(i).data(), column(i).size_bytes()); }

    /// The number at a place, or nothing if it is missing.
    std::optional<double> at(std::size_t row, std::size_t column) const {
        return as_optional(block_[column * rows_ + row]);
    }

private:
    struct Free {
        void operator()(double* place) const noexcept { detail::deallocate(place); }
    };

    void swap(Columns& other) noexcept {
        std::swap(rows_, other.rows_);
        std::swap(columns_, other.columns_);
        block_.swap(other.block_);
    }

    std::size_t rows_ = 0;
    std::size_t columns_ = 0;
    std::unique_ptr<double[], Free> block_;  // a vector would go through all of them to destroy nothing
};

}  // namespace iiindex
