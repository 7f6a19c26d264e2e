#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace iiindex::detail {

/// Whether a byte is one of 0 to 9, whatever the locale says.
inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Whether a byte is a letter of ASCII.
inline bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Whether a text has a letter of ASCII or anything beyond ASCII.
inline bool has_letter(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) >= 0x80 || is_letter(c); });
}

/// Whether all of a text are letters and digits of ASCII, as those of most codes are; eight bytes at a time.
inline bool is_alphanumeric(std::string_view text) {
    std::uint64_t word;
    constexpr std::size_t size = sizeof word;
    constexpr std::uint64_t ones = 0x0101010101010101;
    const auto from = [](std::uint64_t bytes, char first) {  // the high bit of each byte of ASCII from `first` on
        return bytes + static_cast<std::uint64_t>(0x80 - first) * ones;
    };
    const auto is_any = [&] {
        const std::uint64_t lower = word | 0x20 * ones;
        const std::uint64_t digits = from(word, '0') & ~from(word, '9' + 1);
        const std::uint64_t letters = from(lower, 'a') & ~from(lower, 'z' + 1);
        return ((digits | letters) & ~word & 0x80 * ones) == 0x80 * ones;
    };
    if (text.size() < size) {
        return std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || is_letter(c); });
    }
    for (std::size_t at = 0; at < text.size(); at += size) {
        std::memcpy(&word, text.data() + std::min(at, text.size() - size), size);
        if (!is_any()) return false;
    }
    return true;
}

}  // namespace iiindex::detail
