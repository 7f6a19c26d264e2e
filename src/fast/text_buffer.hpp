#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

#include "fast/number_text.hpp"

namespace iiindex::detail {

/// A text that grows at its end. What knows how much it will write at most can write there itself.
class TextBuffer {
public:
    TextBuffer& operator+=(std::string_view text) {
        end_at(copied(text, room(text.size())));
        return *this;
    }
    TextBuffer& operator+=(char character) {
        char* const at = room(1);
        *at = character;
        end_at(at + 1);
        return *this;
    }

    void append(std::size_t count, char character) { end_at(std::fill_n(room(count), count, character)); }

    /// The text's end, with place for at least so many bytes behind it.
    char* room(std::size_t bytes) {
        if (capacity_ - size_ < bytes) grow(bytes);
        return memory_.get() + size_;
    }
    /// The same for a text that ends at `end`, in the room that was given; such an end is the writer's own
    /// until it says end_at.
    char* room(char* end, std::size_t bytes) {
        if (static_cast<std::size_t>(memory_.get() + capacity_ - end) >= bytes) return end;
        end_at(end);
        return room(bytes);
    }
    /// The text ends here, in the room that was given.
    void end_at(const char* end) { size_ = static_cast<std::size_t>(end - memory_.get()); }

    std::string_view view() const { return {memory_.get(), size_}; }
    void clear() { size_ = 0; }

    /// Copies a text, most of which are short: by two words that may overlap, which takes no call. Returns
    /// the end.
    static char* copied(std::string_view text, char* to) {
        constexpr std::size_t word = sizeof(std::uint64_t);
        if (text.size() < word || text.size() > 2 * word) return std::copy(text.begin(), text.end(), to);
        char* const end = to + text.size();
        std::uint64_t first, last;
        std::memcpy(&first, text.data(), word);
        std::memcpy(&last, text.data() + text.size() - word, word);
        std::memcpy(to, &first, word);
        std::memcpy(end - word, &last, word);
        return end;
    }
    /// Copies a number's text; there is place for all of its bytes.
    static char* copied(const NumberText& text, char* to) {
        std::memcpy(to, &text, sizeof text);
        return to + text.size;
    }

private:
    void grow(std::size_t bytes) {
        capacity_ = std::max(2 * capacity_, size_ + bytes);
        auto larger = std::make_unique_for_overwrite<char[]>(capacity_);
        std::copy_n(memory_.get(), size_, larger.get());
        memory_ = std::move(larger);
    }

    std::unique_ptr<char[]> memory_;
    std::size_t capacity_ = 0;
    std::size_t size_ = 0;
};

}  // namespace iiindex::detail
