#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <iiindex/columns.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// Memory for texts. What is put there keeps its place for as long as the arena or a copy, which shares it,
/// lives.
class TextArena {
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

    /// Puts a text down; returns where it begins.
    const char* put(std::string_view text) {
        if (left_ < text.size()) add_block(text.size());
        char* const begin = free_;
        std::copy(text.begin(), text.end(), begin);
        free_ += text.size();
        left_ -= text.size();
        return begin;
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

/// Many texts, most of them short: one of up to fifteen bytes stands in the column itself, where a program
/// that goes from row to row finds it at once; a longer one in memory that copies of the column share.
class TextColumn {
public:
    /// Without texts yet: whoever makes it puts one in every place, and has the column keep its arenas.
    static TextColumn unwritten(std::size_t size) {
        TextColumn made;
        made.places_.resize(size);
        return made;
    }

    /// Lives as long as the column does and nothing is put there or behind its end.
    std::string_view operator[](std::size_t i) const { return places_[i].text(); }
    /// The same, or nothing of a column without texts.
    std::string_view at_or_empty(std::size_t i) const { return empty() ? std::string_view() : (*this)[i]; }
    std::size_t size() const noexcept { return places_.size(); }
    bool empty() const noexcept { return places_.empty(); }

    /// Has a text, or at first its place, fetched into the caches, for one who will come to it soon.
    void fetch(std::size_t i) const { __builtin_prefetch(places_[i].text().data()); }
    void fetch_place(std::size_t i) const { __builtin_prefetch(&places_[i]); }

    void push_back(std::string_view text) {
        Place place;  // first: the text may be one of the column's own
        place.put(text, arena_);
        places_.push_back(place);
    }
    void put(std::size_t i, std::string_view text, TextArena& arena) { places_[i].put(text, arena); }
    void put_nothing(std::size_t i) { places_[i].put({}, arena_); }
    void keep(const TextArena& arena) { arena_.share(arena); }

    /// The texts at some places, in their order.
    TextColumn at(std::span<const std::size_t> places) const {
        TextColumn some = unwritten(places.size());
        some.arena_.share(arena_);
        for (std::size_t i = 0; i < places.size(); ++i) some.places_[i] = places_[places[i]];
        return some;
    }

private:
    /// A text, or where it stands and how long it is.
    class Place {
    public:
        void put(std::string_view text, TextArena& arena) {
            size_ = text.size() <= bytes_.size() ? static_cast<std::uint8_t>(text.size()) : elsewhere;
            if (size_ != elsewhere) {
                std::copy(text.begin(), text.end(), bytes_.begin());
                return;
            }
            if (text.size() > std::numeric_limits<Length>::max()) throw std::bad_alloc();
            const char* const begin = arena.put(text);
            const auto length = static_cast<Length>(text.size());
            std::memcpy(bytes_.data(), &begin, sizeof begin);
            std::memcpy(bytes_.data() + sizeof begin, &length, sizeof length);
        }

        std::string_view text() const {
            if (size_ != elsewhere) return {bytes_.data(), size_};
            const char* begin;
            Length length;
            std::memcpy(&begin, bytes_.data(), sizeof begin);
            std::memcpy(&length, bytes_.data() + sizeof begin, sizeof length);
            return {begin, length};
        }

    private:
        using Length = std::uint32_t;
        static constexpr std::uint8_t elsewhere = 255;

        std::array<char, 15> bytes_;
        std::uint8_t size_;
    };

    Unwritten<Place> places_;
    TextArena arena_;
};

}  // namespace iiindex
