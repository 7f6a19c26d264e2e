#pragma once

// Saves 0.18 s of a million rows on one thread (docs/performance.md, "What keeps it fast", has how).

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace iiindex::detail {

/// How many bytes are looked at together.
inline constexpr std::size_t bytes_at_once = 64;

/// A bit for each of the next bytes, the first lowest: whether it separates or ends a line. By words of eight
/// bytes.
inline std::uint64_t ends_by_words(const char* at, char separator) {
    constexpr std::uint64_t ones = 0x0101010101010101, low = 0x7F7F7F7F7F7F7F7F;
    const auto differs = [](std::uint64_t word, char byte) {  // the high bit of each byte that is another
        const std::uint64_t rest = word ^ (static_cast<unsigned char>(byte) * ones);
        return ((rest & low) + low) | rest;
    };
    std::uint64_t ends = 0;
    for (std::size_t i = 0; i < bytes_at_once; i += sizeof(std::uint64_t)) {
        std::uint64_t word;
        std::memcpy(&word, at + i, sizeof word);
        const std::uint64_t equal = ~(differs(word, separator) & differs(word, '\n')) & ~low;
        ends |= (equal >> 7) * 0x0102040810204080 >> 56 << i;  // gathers the bits in the highest byte
    }
    return ends;
}

#ifdef __SSE2__
/// The same by sixteen bytes.
inline std::uint64_t ends_by_vectors(const char* at, char separator) {
    const __m128i separators = _mm_set1_epi8(separator);
    const __m128i line_ends = _mm_set1_epi8('\n');
    std::uint64_t ends = 0;
    for (std::size_t i = 0; i < bytes_at_once; i += sizeof(__m128i)) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + i));
        const __m128i equal = _mm_or_si128(_mm_cmpeq_epi8(bytes, separators), _mm_cmpeq_epi8(bytes, line_ends));
        ends |= std::uint64_t{static_cast<std::uint16_t>(_mm_movemask_epi8(equal))} << i;
    }
    return ends;
}
#endif

/// Where cells end that are not quoted: found many at a time, so that reading one does not wait for the
/// other.
class CellEnds {
public:
    CellEnds(std::string_view text, char separator) : separator_(separator), end_(text.data() + text.size()) {}

    /// The next cell begins here.
    void seek(const char* cell) {
        if (cell == cell_) return;
        cell_ = block_ = cell;
        ends_ = 0;
        look();
    }

    /// Goes to the next cell; returns the end of the one before. Null near the end of the text, where it is
    /// to be looked for byte by byte and the next cell to be sought.
    const char* next() {
        while (ends_ == 0) {
            if (block_ == nullptr) return nullptr;
            block_ += bytes_at_once;
            look();
        }
        const char* const end = block_ + std::countr_zero(ends_);
        ends_ &= ends_ - 1;
        cell_ = end + 1;
        return end;
    }

private:
    void look() {
        if (end_ - block_ < static_cast<std::ptrdiff_t>(bytes_at_once)) {
            block_ = nullptr;
            return;
        }
#ifdef __SSE2__
        ends_ = ends_by_vectors(block_, separator_);
#else
        ends_ = ends_by_words(block_, separator_);
#endif
    }

    char separator_;
    const char* end_;
    const char* cell_ = nullptr;
    const char* block_ = nullptr;  ///< what was looked at; null if there is no more
    std::uint64_t ends_ = 0;       ///< in the block, those that were not asked for yet
};

}  // namespace iiindex::detail
