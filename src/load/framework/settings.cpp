#include "load/framework/settings.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "load/table/number.hpp"
#include "text/normal.hpp"

namespace iiindex::detail {
namespace {

using Kind = JsonNode::Kind;

constexpr std::array<std::string_view, 11> positive_words = {
    "positive", "1", "1.0", "+1", "+", "正向", "正", "正指标", "正向指标", "效益型", "higher"};
constexpr std::array<std::string_view, 14> negative_words = {
    "negative", "-1", "-1.0", "−1", "-", "−", "–", "逆向", "逆", "负向", "负", "反向", "逆指标", "逆向指标"};

template <class Words>
bool has(const Words& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 7> number_keys = {"weight", "worst",    "best",   "target",
                                                         "round",  "coverage", "rescale"};

JsonNode& put(JsonNode& node, std::string_view key, JsonNode value, const Cell& at) {
    value.begin = at.begin;
    value.length = at.length;
    node.members.push_back({std::string(key), at.begin, at.length, std::move(value)});
    return node.members.back().value;
}

/// The object under a key, which is put there if it is not.
JsonNode& object_under(JsonNode& node, std::string_view key, const Cell& at) {
    for (JsonMember& member : node.members) {
        if (member.key == key) return member.value;
    }
    return put(node, key, {.kind = Kind::object}, at);
}

void put_direction(JsonNode& node, const Cell& cell, Faults& faults) {
    const std::string word = title_form(cell.text);
    if (has(positive_words, word)) return put_text(node, "direction", "positive", cell);
    if (has(negative_words, word)) return put_text(node, "direction", "negative", cell);
    faults.add({cell.begin, cell.length, fmt::format("direction is '{}'", cell.text),
                "expected positive or negative, 1 or -1, + or -, 正向 or 逆向"});
}

/// Where a number goes: some are said by an object in JSON.
JsonNode& holder_of(JsonNode& node, std::string_view& key, const Cell& at) {
    if (key == "worst" || key == "best") return object_under(node, "goalposts", at);
    if (key == "round") return key = "digits", object_under(node, "round", at);
    if (key == "coverage") return key = "at_least", object_under(node, "coverage", at);
    if (key == "rescale") return key = "best", object_under(node, "rescale", at);
    return node;
}

void put_number(JsonNode& node, std::string_view key, const Cell& cell, Faults& faults) {
    const auto number = read_number(cell.text, {Percent::allowed}, fmt::format("'{}'", key));
    if (number.kind != NumberCell::Kind::number) {
        faults.add(
            {cell.begin, cell.length,
             number.what.empty() ? fmt::format("expected a number for '{}', got '{}'", key, cell.text) : number.what,
             number.remedy});
        return;
    }
    JsonNode& holder = holder_of(node, key, cell);
    put(holder, key, {.kind = Kind::number, .number = number.number}, cell);
}

}  // namespace

bool says_nothing(std::string_view key, std::string_view text) {
    if (text.empty()) return true;
    if (key == "direction" || key == "name") return false;
    static constexpr std::array<std::string_view, 8> words = {"NA", "N/A", "n/a", "-", "--", "—", "——", "/"};
    return has(words, text);
}

bool is_number_key(std::string_view key) { return has(number_keys, key); }

void put_text(JsonNode& node, std::string_view key, std::string text, const Cell& at) {
    put(node, key, {.kind = Kind::string, .string = std::move(text)}, at);
}

void put_setting(JsonNode& node, std::string_view key, const Cell& cell, Faults& faults) {
    if (key == "direction") return put_direction(node, cell, faults);
    if (has(number_keys, key)) return put_number(node, key, cell, faults);
    put_text(node, key, cell.text, cell);
}

}  // namespace iiindex::detail
