#include "catch.hpp"

#include <random>
#include <string>

#include "fast/cell_ends.hpp"

using namespace iiindex;
using namespace iiindex::detail;

namespace {

std::string random_text(std::size_t size, std::mt19937_64& random) {
    constexpr std::string_view letters = "0,\n\t-";
    std::string text;
    for (std::size_t i = 0; i < size; ++i) {
        text += random() % 8 == 0 ? static_cast<char>(random()) : letters[random() % letters.size()];
    }
    return text;
}

}  // namespace

TEST_CASE("the ends of cells are found by words as byte by byte") {
    std::mt19937_64 random(1);
    for (int i = 0; i < 20000; ++i) {
        const std::string text = random_text(bytes_at_once, random);
        const char separator = i % 2 == 0 ? ',' : '\t';
        std::uint64_t expected = 0;
        for (std::size_t at = 0; at < text.size(); ++at) {
            if (text[at] == separator || text[at] == '\n') expected |= std::uint64_t{1} << at;
        }
        REQUIRE(ends_by_words(text.data(), separator) == expected);
#ifdef __SSE2__
        REQUIRE(ends_by_vectors(text.data(), separator) == expected);
#endif
    }
}

TEST_CASE("cells are gone through one by one until the text is nearly over") {
    std::mt19937_64 random(2);
    for (std::size_t size = 0; size < 400; ++size) {
        const std::string text = random_text(size, random);
        for (const std::size_t begin : {std::size_t{0}, std::size_t{8}, size / 2}) {
            if (begin > size) continue;
            CellEnds ends(text, ',');
            ends.seek(text.data() + begin);
            std::size_t at = begin;
            while (const char* const end = ends.next()) {
                REQUIRE(end == text.data() + text.find_first_of(",\n", at));
                at = static_cast<std::size_t>(end - text.data()) + 1;
            }
            const bool can_begin = size - begin >= bytes_at_once;
            if (!can_begin) CHECK(at == begin);
            if (can_begin)
                CHECK(text.find_first_of(",\n", at) >= begin + (size - begin) / bytes_at_once * bytes_at_once);
        }
    }
}
