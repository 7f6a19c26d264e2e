#include "catch.hpp"

#include <random>
#include <string>
#include <vector>

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

TEST_CASE("rows found in parts side by side are those found one by one") {
    constexpr std::string_view letters = "x,\"\n\r";
    for (std::size_t length = 0; length <= 7; ++length) {
        std::size_t texts = 1;
        for (std::size_t i = 0; i < length; ++i) texts *= letters.size();
        for (std::size_t number = 0; number < texts; ++number) {
            const std::string text = "h\n" + text_of(number, length, letters);
            const auto expected = begins_one_by_one(text, 2);
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
    for (int i = 0; i < 3000; ++i) {
        std::string text = "h\n";
        const std::string_view letters = i % 3 == 0 ? "xxxxxxxxx,,,\n\n\r\"" : i % 3 == 1 ? "xxxxxxxx,\n" : "xxxxxx,\r";
        for (auto left = random() % 1500; left > 0; --left) {
            text += letters[random() % letters.size()];
            if (i % 3 == 2 && random() % 20 == 0) text += "x\nx";  // no empty line
        }
        for (const std::size_t bytes : {200u, 700u, 5000u}) {
            CAPTURE(text, bytes);
            REQUIRE(begins_by_parts(text, 2, bytes) == begins_one_by_one(text, 2));
        }
    }
}

TEST_CASE("a quoted cell may be longer than a part") {
    std::string text = "h\n";
    for (int row = 0; row < 50; ++row)
        text += "\"a\n\"\"b\"\"\n" + std::string(static_cast<std::size_t>(row), '\n') + "\",1\n";
    CHECK(begins_by_parts(text, 2, 16) == begins_one_by_one(text, 2));
}
