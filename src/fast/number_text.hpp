#pragma once

// Saves 0.37 s of a million rows on one thread (docs/performance.md, "What keeps it fast", has how).

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace iiindex::detail {

/// The text of a number, as `shortest` (text/number.cpp), the plain twin, gives it. Of one size, so that it can be
/// copied whole.
struct NumberText {
    std::array<char, 31> bytes;
    std::uint8_t size;  ///< how many of the bytes are the text

    std::string_view view() const { return {bytes.data(), size}; }
};
static_assert(sizeof(NumberText) == 32);

/// How many texts are made together: for fewer the work is the same.
inline constexpr std::size_t numbers_at_once = 64;

/// Writes the shortest text of each number, all of them finite, to the same place in `texts`.
void write_shortest(std::span<const double> numbers, std::span<NumberText> texts);

/// Writes a whole number and returns the end. There is place for `whole_room` bytes, of which it may write to
/// more than it needs.
char* write_whole(char* at, std::int64_t number);
inline constexpr std::size_t whole_room = 24;

}  // namespace iiindex::detail
