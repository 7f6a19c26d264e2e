#include "catch.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "draws.hpp"
#include "fast/cell_ends.hpp"
#include "load/table/rows.hpp"

using namespace iiindex;
using namespace iiindex::detail;

namespace {

/// Where rows begin, found field by field from the first on.
std::vector<std::size_t> begins_one_by_one(std::string_view text, std::size_t begin) {
    std::vector<std::size_t> begins;
    for (std::size_t at = next_row(text, begin); at < text.size();) {
        begins.push_back(at);
        Field field = scan_field(text, at, ',');
        while (!field.ends_row) field = scan_field(text, field.next, ',');
        at = next_row(text, field.next);
    }
    return begins;
}

std::vector<std::size_t> begins_by_parts(std::string_view text, std::size_t begin, std::size_t bytes) {
    const Rows rows(text, begin, ',', look_at_parts(text, bytes));
    std::vector<std::size_t> begins;
    for (const RowRun& run : rows.runs()) {
        REQUIRE(run.first == begins.size());
        for (std::size_t row = run.first; row < run.first + run.count; ++row) begins.push_back(rows.begin_of(row));
    }
    CHECK(rows.size() == begins.size());
    return begins;
}

/// The field that begins at `begin`, found by words where it is not quoted.
Field field_by_words(std::string_view text, std::size_t begin, CellEnds& ends) {
    ends.seek(text.data() + begin);
    const char* const end = begin < text.size() && text[begin] == '"' ? nullptr : ends.next();
    if (end == nullptr) return scan_field(text, begin, ',');
    Field field{.begin = begin};
    end_field(text, field, static_cast<std::size_t>(end - text.data()), ',');
    return field;
}

/// Goes through all fields by words and one by one.
void check_fields(std::string_view text) {
    CellEnds ends(text, ',');
    for (std::size_t at = 0; at < text.size();) {
        const Field plain = scan_field(text, at, ','), by_words = field_by_words(text, at, ends);
        const bool is_same = plain.begin == by_words.begin && plain.end == by_words.end &&
                             plain.next == by_words.next && plain.ends_row == by_words.ends_row &&
                             plain.quoted == by_words.quoted && plain.flaw == by_words.flaw;
        if (!is_same) {
            CAPTURE(text, at);
            FAIL("not the same field");
        }
        at = plain.next;
    }
}

/// The text number `number` of all texts of `length` letters.
std::string text_of(std::size_t number, std::size_t length, std::string_view letters) {
    std::string text;
    for (std::size_t i = 0; i < length; ++i) {
        text += letters[number % letters.size()];
        number /= letters.size();
    }
    return text;
}

}  // namespace

TEST_CASE("rows found in parts side by side, and cells found by words, are those found one by one") {
    constexpr std::string_view letters = "x,\"\n\r";
    for (std::size_t length = 0; length <= 7; ++length) {
        std::size_t texts = 1;
        for (std::size_t i = 0; i < length; ++i) texts *= letters.size();
        for (std::size_t number = 0; number < texts; ++number) {
            const std::string text = "h\n" + text_of(number, length, letters);
            const auto expected = begins_one_by_one(text, 2);
            check_fields(text + std::string(bytes_at_once, 'x'));
            for (const std::size_t bytes : {1u, 2u, 3u, 100u}) {
                if (begins_by_parts(text, 2, bytes) == expected) continue;
                CAPTURE(text, bytes);
                REQUIRE(begins_by_parts(text, 2, bytes) == expected);
            }
        }
    }
}

TEST_CASE("rows are found in long parts, which are looked at by vectors, as one by one") {
    std::mt19937_64 random(6);
    for (int i = 0; i < draws(3000); ++i) {
        std::string text = "h\n";
        const std::string_view letters = i % 3 == 0 ? "xxxxxxxxx,,,\n\n\r\"" : i % 3 == 1 ? "xxxxxxxx,\n" : "xxxxxx,\r";
        for (auto left = random() % 1500; left > 0; --left) {
            text += letters[random() % letters.size()];
            if (i % 3 == 2 && random() % 20 == 0) text += "x\nx";  // no empty line
        }
        const auto expected = begins_one_by_one(text, 2);
        check_fields(text);
        for (const std::size_t bytes : {200u, 700u, 5000u}) {
            if (begins_by_parts(text, 2, bytes) == expected) continue;
            CAPTURE(text, bytes);
            REQUIRE(begins_by_parts(text, 2, bytes) == expected);
        }
    }
}

TEST_CASE("a look at parts finds what is counted byte by byte") {
    std::mt19937_64 random(8);
    for (int i = 0; i < 2000; ++i) {
        std::string text;
        for (auto left = random() % 600; left > 0; --left) {
            text += random() % 300 == 0 ? static_cast<char>(random()) : "xyz,;\n01"[random() % 8];
        }
        std::size_t begin = 0;
        for (const PartLook& look : look_at_parts(text, 1 + random() % 400)) {
            const std::string_view part = std::string_view(text).substr(begin, look.end - begin);
            const auto is_plain = [](char c) { return c > 0; };
            CHECK(look.line_ends == static_cast<std::size_t>(std::count(part.begin(), part.end(), '\n')));
            CHECK(look.is_plain == std::all_of(part.begin(), part.end(), is_plain));
            CHECK(look.has_odd == (part.find_first_of("\"\r") != part.npos || part.find("\n\n") != part.npos));
            begin = look.end;
        }
        CHECK(begin == text.size());
    }
}

TEST_CASE("a quoted cell may be longer than a part") {
    std::string text = "h\n";
    for (int row = 0; row < 50; ++row)
        text += "\"a\n\"\"b\"\"\n" + std::string(static_cast<std::size_t>(row), '\n') + "\",1\n";
    CHECK(begins_by_parts(text, 2, 16) == begins_one_by_one(text, 2));
}
