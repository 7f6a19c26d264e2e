#include "catch.hpp"

#include <string>

#include "load/table/duplicates.hpp"

using namespace iiindex;
using namespace iiindex::detail;

namespace {

std::vector<std::pair<std::size_t, std::size_t>> found(const TextColumn& codes,
                                                       const std::vector<std::uint32_t>& period_of = {}) {
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (const auto [row, first] : find_duplicates(codes, period_of)) pairs.emplace_back(row, first);
    return pairs;
}

TextColumn column(const std::vector<std::string>& texts) {
    TextColumn made;
    for (const auto& text : texts) made.push_back(text);
    return made;
}

using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

}  // namespace

TEST_CASE("a row that says a unit again is found with the first that said it") {
    CHECK(found(column({"a", "b", "a", "c", "a"})) == Pairs{{2, 0}, {4, 0}});
    CHECK(found(column({"a", "b"})).empty());
    CHECK(found({}).empty());
}

TEST_CASE("a unit may come once in each period") { CHECK(found(column({"a", "a", "a"}), {0, 1, 0}) == Pairs{{2, 0}}); }

TEST_CASE("duplicates are found among very many rows, in order") {
    constexpr std::size_t rows = 100000;
    TextColumn codes;
    for (std::size_t row = 0; row < rows; ++row) codes.push_back("u" + std::to_string(row));
    codes.push_back("u99999");
    codes.push_back("u0");
    codes.push_back("u51234");
    CHECK(found(codes) == Pairs{{rows, 99999}, {rows + 1, 0}, {rows + 2, 51234}});
}

TEST_CASE("duplicates are found in any order of the units, and none where there is none") {
    constexpr std::size_t rows = 50000;
    TextColumn falling, mixed;
    for (std::size_t row = 0; row < rows; ++row) {
        falling.push_back("enterprise" + std::to_string(rows - row));
        mixed.push_back("单位" + std::to_string(row * 7919 % rows));
    }
    CHECK(found(falling).empty());
    CHECK(found(mixed).empty());
    falling.push_back("enterprise1");
    mixed.push_back("单位0");
    CHECK(found(falling) == Pairs{{rows, rows - 1}});
    CHECK(found(mixed) == Pairs{{rows, 0}});
}

TEST_CASE("units and periods may come in either order, or in none") {
    CHECK(found(column({"a", "a", "b", "b"}), {0, 1, 0, 1}).empty());
    CHECK(found(column({"a", "b", "a", "b"}), {0, 0, 1, 1}).empty());
    CHECK(found(column({"b", "a", "a", "b"}), {0, 1, 0, 1}).empty());
    CHECK(found(column({"a", "a", "b", "b"}), {0, 1, 0, 0}) == Pairs{{3, 2}});
    CHECK(found(column({"a", "b", "a", "a"}), {0, 0, 1, 1}) == Pairs{{3, 2}});
    CHECK(found(column({"a", "a"}), {0, 0}) == Pairs{{1, 0}});
}
