#include "load/framework/settings.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "load/framework/keys.hpp"

namespace iiindex::detail {
namespace {

using Kind = JsonNode::Kind;

JsonNode& put(JsonNode& node, std::string_view key, JsonNode value, const GridCell& at) {
    value.begin = at.begin;
    value.length = at.length;
    node.members.push_back({std::string(key), at.begin, at.length, std::move(value)});
    return node.members.back().value;
}

/// The object under a key, which is put there if it is not. A method's name that stands there becomes a member of it.
JsonNode& object_under(JsonNode& node, std::string_view key, const GridCell& at) {
    for (JsonMember& member : node.members) {
        if (member.key != key) continue;
        if (member.value.kind != Kind::object) {
            JsonNode name = std::exchange(member.value, {.kind = Kind::object, .begin = at.begin, .length = at.length});
            member.value.members.push_back({"method", at.begin, at.length, std::move(name)});
        }
        return member.value;
    }
    return put(node, key, {.kind = Kind::object}, at);
}

}  // namespace

bool says_nothing(std::string_view path, std::string_view text) {
    if (text.empty()) return true;
    if (path == "direction" || path == "name") return false;
    static constexpr std::array<std::string_view, 8> words = {"NA", "N/A", "n/a", "-", "--", "—", "——", "/"};
    return std::find(words.begin(), words.end(), text) != words.end();
}

void put_text(JsonNode& node, std::string_view key, std::string text, const GridCell& at) {
    put(node, key, {.kind = Kind::string, .string = std::move(text)}, at);
}

void put_setting(JsonNode& node, std::string_view path, const GridCell& cell, Faults& faults) {
    std::optional<JsonNode> value = value_in(cell, path, faults);
    if (!value) return;
    const std::size_t dot = path.find('.');
    if (dot != path.npos)
        put(object_under(node, path.substr(0, dot), cell), path.substr(dot + 1), *std::move(value), cell);
    else if (node.find(path) != nullptr)
        put(object_under(node, path, cell), "method", *std::move(value), cell);
    else
        put(node, path, *std::move(value), cell);
}

}  // namespace iiindex::detail
