#include "catch.hpp"

#include <fmt/format.h>

#include "load/json/json.hpp"
#include "problems_of.hpp"

using namespace iiindex;
using namespace iiindex::detail;

namespace {

JsonNode parsed(std::string_view characters) {
    const Text text("x.json", characters);
    Faults faults;
    JsonNode root = parse_json(text, faults);
    faults.raise_if_any(text);
    return root;
}

std::string refused(std::string_view characters) {
    return problems_of([&] { parsed(characters); });
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

}  // namespace

TEST_CASE("values and keys know where they stand") {
    const std::string text = " {\"a\\\"\" : [1.5e3 , -2,true],\n\"名\":{\"b\":null},\"s\":\"x\\\\\"}";
    const auto root = parsed(text);
    const auto slice = [&](std::size_t begin, std::size_t length) { return text.substr(begin, length); };
    const auto written = [&](const JsonNode& node) { return slice(node.begin, node.length); };
    CHECK(root.begin == 1);
    CHECK(root.length == text.size() - 1);
    REQUIRE(root.members.size() == 3);
    CHECK(root.members[0].key == "a\"");
    CHECK(slice(root.members[0].begin, root.members[0].length) == "\"a\\\"\"");
    const auto& array = root.members[0].value;
    CHECK(written(array) == "[1.5e3 , -2,true]");
    CHECK(written(array.members[0].value) == "1.5e3");
    CHECK(array.members[0].value.number == 1500);
    CHECK(written(array.members[1].value) == "-2");
    CHECK(written(array.members[2].value) == "true");
    CHECK(written(*root.find("名")->find("b")) == "null");
    CHECK(written(*root.find("s")) == "\"x\\\\\"");
    CHECK(root.find("s")->string == "x\\");
    CHECK(root.find("absent") == nullptr);
}

TEST_CASE("a key that stands twice is refused with both places") {
    CHECK(refused("{\"a\": 1,\n \"b\": 2,\n \"a\": 3}") ==
          "x.json:3:2: error: 'a' stands here twice, first at line 1\n \"a\": 3}\n ^~~\n");
}

TEST_CASE("nesting has an end") {
    CHECK(refused(nested(64)).empty());
    CHECK(refused(nested(65)).find("x.json:1:65: error: nested deeper than 64 levels\n") == 0);
    CHECK(refused(std::string(100000, '[')).find("x.json:1:65: error: nested deeper than 64 levels\n") == 0);
}

TEST_CASE("commas: too many and too few") {
    CHECK(refused("[1,\n 2,]") ==
          "x.json:2:4: error: expected a value, got ']'\n 2,]\n   ^\n  hint: remove the comma before ']'\n");
    CHECK(refused("{\"a\": 1,\n}") ==
          "x.json:2:1: error: expected a key in double quotes, got '}'\n}\n^\n  hint: remove the comma "
          "before '}'\n");
    CHECK(refused("{\"a\": 1\n \"b\": 2}") ==
          "x.json:2:2: error: expected ',' or '}', got a string\n \"b\": 2}\n ^~~\n"
          "  hint: is a comma missing before it?\n");
    CHECK(refused("[1 2]") ==
          "x.json:1:4: error: expected ',' or ']', got a number\n[1 2]\n   ^\n"
          "  hint: is a comma missing before it?\n");
    CHECK(refused("[1,,2]") == "x.json:1:4: error: expected a value, got ','\n[1,,2]\n   ^\n");
}

TEST_CASE("other misplaced tokens") {
    CHECK(refused("{1: 2}") == "x.json:1:2: error: expected a key in double quotes, got a number\n{1: 2}\n ^\n");
    CHECK(refused("{\"a\" 1}") == "x.json:1:6: error: expected ':', got a number\n{\"a\" 1}\n     ^\n");
    CHECK(refused("{} {}") == "x.json:1:4: error: expected the end of the file, got '{'\n{} {}\n   ^\n");
    CHECK(refused("[1}") == "x.json:1:3: error: expected ',' or ']', got '}'\n[1}\n  ^\n");
}

TEST_CASE("a text that ends early names the bracket that is open") {
    CHECK(refused("{\"a\":\n [1, 2") ==
          "x.json:2:7: error: expected ',' or ']', got the end of the file\n [1, 2\n      ^\n"
          "  hint: the '[' of line 2 is not closed\n");
    CHECK(refused("{\"a\": 1,\n\n") ==
          "x.json:1:9: error: expected a key in double quotes, got the end of the file\n{\"a\": 1,\n        ^\n"
          "  hint: the '{' of line 1 is not closed\n");
    CHECK(refused("") == "x.json: error: the file is empty\n");
    CHECK(refused(" \n\n") == "x.json: error: the file is empty\n");
}

TEST_CASE("numbers that are none or too large") {
    CHECK(refused("[NaN]") ==
          "x.json:1:2: error: expected a JSON value, got 'NaN'\n[NaN]\n ^~~\n"
          "  hint: a missing value is null\n");
    CHECK(refused("[1, -Infinity]") ==
          "x.json:1:5: error: expected a JSON value, got '-Infinity'\n[1, -Infinity]\n    ^~~~~~~~~\n"
          "  hint: a missing value is null\n");
    CHECK(refused("[nan]").find("expected a JSON value, got 'nan'") != std::string::npos);
    CHECK(refused("[1e999]") == "x.json:1:2: error: 1e999 is out of range\n[1e999]\n ^~~~~\n");
    CHECK(refused("[1.]") == "x.json:1:2: error: expected a JSON value, got '1.'\n[1.]\n ^~\n");
    CHECK(refused("[+1]") == "x.json:1:2: error: expected a JSON value, got '+1'\n[+1]\n ^~\n");
    CHECK(refused("[01]") ==
          "x.json:1:3: error: expected ',' or ']', got a number\n[01]\n  ^\n"
          "  hint: is a comma missing before it?\n");
}

TEST_CASE("words that other languages have") {
    CHECK(refused("[True]").find("got 'True'\n[True]\n ^~~~\n  hint: did you mean true?\n") != std::string::npos);
    CHECK(refused("[None]").find("  hint: a missing value is null\n") != std::string::npos);
    CHECK(refused("['a']").find("got '''\n['a']\n ^\n  hint: strings stand in double quotes\n") != std::string::npos);
    CHECK(refused("// a\n[]").find("x.json:1:1: error: expected a JSON value, got '/'\n") == 0);
    CHECK(refused("// a\n[]").find("  hint: JSON has no comments\n") != std::string::npos);
    CHECK(refused("[中]") == "x.json:1:2: error: expected a JSON value, got '中'\n[中]\n ^~\n");
}

TEST_CASE("strings that have no end or a character that may not be there") {
    CHECK(refused("[\"a]") == "x.json:1:2: error: the string that begins here has no end\n[\"a]\n ^\n");
    CHECK(refused("[\"a\n\"]") ==
          "x.json:1:2: error: the string that begins here does not end on its line\n[\"a\n ^\n");
    CHECK(refused("[\"a\\q\"]") == "x.json:1:5: error: forbidden character after backslash\n[\"a\\q\"]\n    ^\n");
    CHECK(refused("[\"\\ud800\"]").find("x.json:1:9: error: surrogate") == 0);
}

TEST_CASE("of a long array the places of its elements are kept, and each is read alone") {
    const std::string characters = "{\"units\": [ {\"a\": [1, {\"b\": 2}]}, 7 , \"x,]\", [] ],\n \"other\": [1]}";
    const Text text("x.json", characters);
    Faults faults;
    const JsonNode root =
        parse_json(text, faults, [](const auto& keys) { return keys == std::vector<std::string>{"units"}; });
    const JsonNode& units = *root.find("units");
    CHECK(units.members.empty());
    std::vector<std::string> written;
    for (const JsonPlace place : units.elements) written.push_back(characters.substr(place.begin, place.length));
    CHECK(written == std::vector<std::string>{"{\"a\": [1, {\"b\": 2}]}", "7", "\"x,]\"", "[]"});
    CHECK(root.find("other")->members.size() == 1);

    const JsonNode first = parse_json_part(text, units.elements[0], faults);
    const JsonNode& inner = first.find("a")->members[1].value;
    CHECK(characters.substr(inner.begin, inner.length) == "{\"b\": 2}");
    CHECK(inner.find("b")->number == 2);
    CHECK(faults.size() == 0);
}

TEST_CASE("faults within a long array are told where they stand, once") {
    const std::string characters = "{\"units\": [{\"a\": 1e999,\n\"a\": 2}]}";
    const Text text("x.json", characters);
    Faults faults;
    const JsonNode root = parse_json(text, faults, [](const auto&) { return true; });
    CHECK(faults.size() == 1);
    CHECK(parse_json_part(text, root.find("units")->elements[0], faults).members.size() == 2);
    try {
        faults.raise_if_any(text);
        FAIL("the faults were not raised");
    } catch (const InputError& error) {
        REQUIRE(error.problems().size() == 2);
        CHECK(error.problems()[0].where == Location{"x.json", 1, 18});
        CHECK(error.problems()[0].what == "1e999 is out of range");
        CHECK(error.problems()[1].where == Location{"x.json", 2, 1});
        CHECK(error.problems()[1].what == "'a' stands here twice, first at line 1");
    }
}
