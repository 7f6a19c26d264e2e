#include <algorithm>
#include <iterator>
#include <random>
#include <string>

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "fast/json_skim.hpp"
#include "load/json/plain_json.hpp"

using namespace iiindex::detail;

namespace {

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t count) { return random() % count; }

std::string some_blanks(Random& random) { return std::string(below(random, 2), " \n\t"[below(random, 3)]); }

std::string some_string(Random& random) {
    static const std::string pieces[] = {"a", "code", "深圳", "x,]", "\\\"", "\\u4e2d", "\\\\", "{", ""};
    return '"' + pieces[below(random, std::size(pieces))] + pieces[below(random, 4)] + '"';
}

std::string some_number(Random& random) {
    static const std::string numbers[] = {"0",   "-0", "12", "-3.25", "0.1", "1e5", "2E-07", "123456789012345678901",
                                          "-0.0"};
    return numbers[below(random, std::size(numbers))];
}

std::string some_value(Random& random, unsigned depth) {
    const std::size_t kind = below(random, depth == 0 ? 4 : 6);
    if (kind == 0) return some_string(random);
    if (kind == 1) return "null";
    if (kind == 2) return below(random, 2) ? "true" : "false";
    if (kind == 3) return some_number(random);
    const bool is_object = kind == 4;
    std::string text = is_object ? "{" : "[";
    for (std::size_t i = 0, count = below(random, 4); i < count; ++i) {
        if (i > 0) text += ',' + some_blanks(random);
        if (is_object) text += "\"k" + std::to_string(i) + '"' + some_blanks(random) + ':' + some_blanks(random);
        text += some_value(random, depth - 1);
    }
    return text + some_blanks(random) + (is_object ? "}" : "]");
}

bool is_ascii(const std::string& text) {
    return std::none_of(text.begin(), text.end(), [](char c) { return c < 0; });
}

/// A character put in, taken out or put in place of another.
std::string spoilt(std::string text, Random& random) {
    static const std::string characters = "{}[],:\"\\-+.eE019tn \x01/u";
    const std::size_t at = below(random, text.size());
    const char other = characters[below(random, characters.size())];
    switch (below(random, 3)) {
        case 0: return text.insert(at, 1, other);
        case 1: return text.erase(at, 1);
        default: text[at] = other; return text;
    }
}

nlohmann::json tree_of(const JsonNode& node) {
    switch (node.kind) {
        case JsonNode::Kind::null: return nullptr;
        case JsonNode::Kind::boolean: return node.boolean;
        case JsonNode::Kind::number: return node.number;
        case JsonNode::Kind::string: return node.string;
        case JsonNode::Kind::array: {
            nlohmann::json array = nlohmann::json::array();
            for (const JsonMember& member : node.members) array.push_back(tree_of(member.value));
            return array;
        }
        case JsonNode::Kind::object: {
            nlohmann::json object = nlohmann::json::object();
            for (const JsonMember& member : node.members) object[member.key] = tree_of(member.value);
            return object;
        }
    }
    return {};
}

}  // namespace

TEST_CASE(
    "an array that is skimmed has the elements that the JSON library finds, each the same when it is read plainly") {
    Random random(7);
    std::size_t skimmed_whole = 0, skimmed_spoilt = 0;
    for (int round = 0; round < 20000; ++round) {
        const bool is_whole = round % 2 == 0;
        const std::string array = '[' + some_value(random, 3) + "," + some_blanks(random) + some_value(random, 3) + ']';
        if (!is_whole && !is_ascii(array)) continue;  // texts are decoded before they are read
        const std::string text = is_whole ? array : spoilt(array, random);
        INFO(text);
        const auto skimmed = text[0] == '[' ? skim_array(text, 1) : std::nullopt;
        if (is_whole) REQUIRE(skimmed.has_value());
        if (!skimmed) continue;
        ++(is_whole ? skimmed_whole : skimmed_spoilt);
        const std::string read = text.substr(0, skimmed->end + 1);
        REQUIRE(nlohmann::json::accept(read));
        const auto expected = nlohmann::json::parse(read);
        REQUIRE(skimmed->elements.size() == expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) {
            const JsonPlace place = skimmed->elements[i];
            const std::string element = text.substr(place.begin, place.length);
            REQUIRE(nlohmann::json::parse(element) == expected[i]);
            if (const auto plain = plain_json(text, place)) {
                REQUIRE(tree_of(*plain) == expected[i]);
                REQUIRE(plain->length == place.length);
            } else {
                REQUIRE(element.find_first_of("\\\"") != element.npos);
            }
        }
    }
    CHECK(skimmed_whole == 10000);
    CHECK(skimmed_spoilt > 500);
}

TEST_CASE("what takes a closer look is not skimmed") {
    for (const std::string text :
         {"1e999]", "1e-400]", "\"\\ud83d\\ude00\"]", "[1", "1,]", "01]", "1 2]", "\"a\nb\"]"}) {
        INFO(text);
        CHECK_FALSE(skim_array(text, 0));
    }
    CHECK_FALSE(skim_array(std::string(100, '[') + std::string(101, ']'), 0));
    CHECK(skim_array(" ]", 0)->elements.empty());
    CHECK(skim_array("\"\\u00e9\", 1e-99]", 0)->elements.size() == 2);
}

TEST_CASE("what takes a closer look is not read plainly") {
    for (const std::string text : {R"("a\"b")", R"({"a": 1, "a": 2})", "1e999", R"({"a\n": 1})"}) {
        INFO(text);
        CHECK_FALSE(plain_json(text, {0, text.size()}));
    }
}
