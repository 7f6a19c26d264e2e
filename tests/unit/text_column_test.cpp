#include "catch.hpp"

#include <string>
#include <utility>
#include <vector>

#include <iiindex/text_column.hpp>

using iiindex::TextArena;
using iiindex::TextColumn;

namespace {

/// Short and long ones by turns, with every length about the one that still stands in the column itself.
std::vector<std::string> some_texts() {
    std::vector<std::string> texts;
    for (const char* const text : {"", "x", "北京", "Hong Kong (China), the harbour"}) texts.emplace_back(text);
    texts.emplace_back(100'000, 'y');
    for (std::size_t length = 0; length < 40; ++length) texts.emplace_back(length, 'a');
    return texts;
}

void check(const TextColumn& column, const std::vector<std::string>& expected) {
    REQUIRE(column.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) CHECK(column[i] == expected[i]);
}

}  // namespace

TEST_CASE("a column gives back the texts that were put behind its end") {
    TextColumn column;
    CHECK(column.empty());
    for (const std::string& text : some_texts()) column.push_back(text);
    check(column, some_texts());
    TextColumn own;
    own.push_back("x");
    for (int i = 0; i < 100; ++i) own.push_back(own[0]);
    check(own, std::vector<std::string>(101, "x"));
}

TEST_CASE("a column keeps the memory of the texts that were put in its places") {
    const std::vector<std::string> texts = some_texts();
    TextColumn column = TextColumn::unwritten(texts.size());
    {
        TextArena even, odd;
        for (std::size_t i = 0; i < texts.size(); ++i) {
            column.put_nothing(i);
            CHECK(column[i].empty());
            column.put(i, texts[i], i % 2 == 0 ? even : odd);
        }
        column.keep(even);
        column.keep(odd);
    }
    check(column, texts);
}

TEST_CASE("copies of a column, and of some of its places, outlive it") {
    TextColumn copy, some;
    const std::vector<std::size_t> places = {5, 3, 3, 4};
    {
        TextColumn column;
        for (const std::string& text : some_texts()) column.push_back(text);
        some = column.at(places);
        copy = column;
        copy.push_back("a text of the copy alone");
        column.push_back("another one, of the column alone");
    }
    std::vector<std::string> expected = some_texts();
    for (std::size_t i = 0; i < places.size(); ++i) CHECK(some[i] == expected[places[i]]);
    expected.emplace_back("a text of the copy alone");
    check(copy, expected);
    check(TextColumn(std::move(copy)), expected);
}
