#include "catch.hpp"

#include <algorithm>
#include <cctype>
#include <random>
#include <string>
#include <string_view>

#include "text/ascii.hpp"
#include "text/escape.hpp"
#include "text/utf8.hpp"

using namespace iiindex::detail;

TEST_CASE("a character is decoded with its bytes, and what is no UTF-8 is a byte of its own") {
    const auto decodes = [](std::string_view text, std::int32_t code, std::size_t bytes) {
        const Character character = first_character(text);
        return character.code == code && character.bytes == bytes;
    };
    CHECK(decodes("ab", 'a', 1));
    CHECK(decodes(std::string_view("\0", 1), 0, 1));
    CHECK(decodes("\x7F", 0x7F, 1));
    CHECK(decodes("é", 0xE9, 2));
    CHECK(decodes("北京", 0x5317, 3));
    CHECK(decodes("\uFFFF", 0xFFFF, 3));
    CHECK(decodes("😀", 0x1F600, 4));
    CHECK(decodes("\U0010FFFF", 0x10FFFF, 4));
    for (const char* broken : {"\x80", "\xC0\xAF", "\xE5\x8C", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF"}) {
        CHECK(decodes(broken, replacement, 1));
    }
}

TEST_CASE("what XML has no place for is U+FFFD") {
    for (const std::string_view none : {std::string_view("\0", 1), std::string_view("\x01"), std::string_view("\x1F"),
                                        std::string_view("\uFFFE"), std::string_view("\uFFFF")}) {
        CHECK(for_xml("北" + std::string(none) + "京") == "北\uFFFD京");
    }
    CHECK(for_xml("a\tb\r\n\x7F\xFF") == "a␉b␍␊␡\uFFFD");
    CHECK(for_xml("\uFFFD \U0001FFFE") == "\uFFFD \U0001FFFE");
    CHECK(escape_xml("<a b=\"c\">&'\x02") == "&lt;a b=&quot;c&quot;&gt;&amp;&#39;\uFFFD");
}

TEST_CASE("letters and digits looked at by eight are those looked at one by one") {
    std::mt19937_64 random(8);
    for (int i = 0; i < 100000; ++i) {
        std::string text(random() % 21, 'a');
        for (char& c : text) {
            do c = static_cast<char>(random() % 128);
            while (std::isalnum(c) == 0);
        }
        if (!text.empty() && i % 2 == 0) text[random() % text.size()] = static_cast<char>(random());
        const bool expected = std::all_of(text.begin(), text.end(), [](char c) {
            return static_cast<unsigned char>(c) < 0x80 && std::isalnum(c) != 0;
        });
        if (is_alphanumeric(text) != expected) REQUIRE(is_alphanumeric(text) == expected);
    }
}
