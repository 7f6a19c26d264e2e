#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace iiindex {

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

/// Memory for texts. What is put there keeps its place for as long as the arena or a copy, which shares it, lives.
class TextArena {
    using Length = std::uint32_t;

public:
    TextArena() = default;
    TextArena(const TextArena& other) : blocks_(other.blocks_) {}  // puts its own elsewhere
    TextArena(TextArena&& other) noexcept
        : blocks_(std::move(other.blocks_)),
          free_(std::exchange(other.free_, nullptr)),
          left_(std::exchange(other.left_, 0)) {}
    TextArena& operator=(TextArena other) noexcept {
        std::swap(blocks_, other.blocks_);
        std::swap(free_, other.free_);
        std::swap(left_, other.left_);
        return *this;
    }

    /// Puts a text down behind its length; returns where it begins.
    const char* put(std::string_view text) {
        if (text.size() > std::numeric_limits<Length>::max()) throw std::bad_alloc();
        const std::size_t needed = sizeof(Length) + text.size();
        if (left_ < needed) add_block(needed);
        const auto length = static_cast<Length>(text.size());
        std::memcpy(free_, &length, sizeof length);
        char* const begin = free_ + sizeof length;
        std::copy(text.begin(), text.end(), begin);
        free_ += needed;
        left_ -= needed;
        return begin;
    }
    /// The text that was put down at `begin`.
    static std::string_view text_at(const char* begin) {
        Length length;
        std::memcpy(&length, begin - sizeof length, sizeof length);
        return {begin, length};
    }
    /// Where an empty text stands.
    static const char* nothing() {
        static constexpr std::array<char, sizeof(Length) + 1> empty = {};
        return empty.data() + sizeof(Length);
    }
    /// Keeps the memory of another arena too.
    void share(const TextArena& other) { blocks_.insert(blocks_.end(), other.blocks_.begin(), other.blocks_.end()); }

private:
    void add_block(std::size_t needed) {
        constexpr std::size_t least = 1024, most = std::size_t{1} << 16;
        left_ = std::max(blocks_.empty() ? least : most, needed);
        blocks_.push_back(std::make_shared_for_overwrite<char[]>(left_));
        free_ = blocks_.back().get();
    }

    std::vector<std::shared_ptr<char[]>> blocks_;
    char* free_ = nullptr;
    std::size_t left_ = 0;
};

/// Many short texts: where each begins, and the memory that they stand in, which copies share.
class TextColumn {
public:
    /// Without texts yet: whoever makes it puts one in every place, and has the column keep its arenas.
    static TextColumn unwritten(std::size_t size) {
        TextColumn made;
        made.begins_.resize(size);
        return made;
    }

    std::string_view operator[](std::size_t i) const { return TextArena::text_at(begins_[i]); }
    std::size_t size() const noexcept { return begins_.size(); }
    bool empty() const noexcept { return begins_.empty(); }

    /// Has a place's text, or at first where it begins, fetched into the caches, for one who will come to it soon.
    void fetch(std::size_t i) const { __builtin_prefetch(begins_[i]); }
    void fetch_begin(std::size_t i) const { __builtin_prefetch(&begins_[i]); }

    void push_back(std::string_view text) { begins_.push_back(arena_.put(text)); }
    void put(std::size_t i, std::string_view text, TextArena& arena) { begins_[i] = arena.put(text); }
    void put_nothing(std::size_t i) { begins_[i] = TextArena::nothing(); }
    void keep(const TextArena& arena) { arena_.share(arena); }

    /// The texts at some places, in their order.
    TextColumn at(std::span<const std::size_t> places) const {
        TextColumn some = unwritten(places.size());
        some.arena_.share(arena_);
        for (std::size_t i = 0; i < places.size(); ++i) some.begins_[i] = begins_[places[i]];
        return some;
    }

private:
    Unwritten<const char*> begins_;
    TextArena arena_;
};

}  // namespace iiindex
