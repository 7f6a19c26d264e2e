#include "catch.hpp"

#include <string>

#include "../../src/load/duplicates.hpp"

using namespace iiindex;

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

TEST_CASE("a unit may come once in each period") {
    CHECK(found(column({"a", "a", "a"}), {0, 1, 0}) == Pairs{{2, 0}});
}

TEST_CASE("duplicates are found among very many rows, in order") {
    constexpr std::size_t rows = 100000;
    TextColumn codes;
    for (std::size_t row = 0; row < rows; ++row) codes.push_back("u" + std::to_string(row));
    codes.push_back("u99999");
    codes.push_back("u0");
    codes.push_back("u51234");
    CHECK(found(codes) == Pairs{{rows, 99999}, {rows + 1, 0}, {rows + 2, 51234}});
}
