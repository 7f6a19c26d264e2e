#include "load/json/json_reader.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "ground/catalogue.hpp"
#include "load/wording.hpp"

namespace iiindex::detail {
namespace {

using Kind = JsonNode::Kind;

bool is_container(const JsonNode& node) { return node.kind == Kind::object || node.kind == Kind::array; }

std::string quoted_list(const Keys& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) text += i + 1 == words.size() ? said(" or ") : said(", ");
        text += in_quotes(words[i]);
    }
    return text;
}

}  // namespace

void JsonReader::fault(const JsonNode& at, std::string what, std::string remedy) {
    faults_.add({at.begin, is_container(at) ? 1 : at.length, std::move(what), std::move(remedy)});
}

void JsonReader::fault(const JsonMember& at, std::string what, std::string remedy) {
    faults_.add({at.begin, at.length, std::move(what), std::move(remedy)});
}

void JsonReader::unknown(std::string_view kind, std::string_view word, std::size_t begin, std::size_t length,
                         const Keys& known) {
    std::string remedy;
    if (!faults_.full()) remedy = did_you_mean(word, known);
    if (remedy.empty() && known.size() <= 12) remedy = said("expected {}", quoted_list(known));
    faults_.add({begin, length, said("unknown {} '{}'", kind, word), std::move(remedy)});
}

bool JsonReader::expect(const JsonNode& node, Kind kind, std::string_view name) {
    if (node.kind == kind) return true;
    const auto got = node.kind == Kind::boolean ? written(node) : name_of(node.kind);
    fault(node, said("expected {} for '{}', got {}", name_of(kind), name, got));
    return false;
}

std::optional<double> JsonReader::number(const JsonNode& node, std::string_view name) {
    if (!expect(node, Kind::number, name)) return std::nullopt;
    return node.number + 0.0;  // -0 is 0
}

std::optional<double> JsonReader::positive(const JsonNode& node, std::string_view name) {
    const auto value = number(node, name);
    if (!value || *value > 0) return value;
    fault(node, said("'{}' is {}, expected a number above 0", name, written(node)));
    return std::nullopt;
}

std::optional<int> JsonReader::integer(const JsonNode& node, std::string_view name, int least, int most) {
    const auto value = number(node, name);
    if (!value) return std::nullopt;
    if (*value == std::floor(*value) && least <= *value && *value <= most) return static_cast<int>(*value);
    if (most != std::numeric_limits<int>::max()) {
        fault(node, said("'{}' is {}, expected a whole number from {} to {}", name, written(node), least, most));
    } else {
        fault(node, said("'{}' is {}, expected a whole number from {} on", name, written(node), least));
    }
    return std::nullopt;
}

std::optional<bool> JsonReader::boolean(const JsonNode& node, std::string_view name) {
    if (!expect(node, Kind::boolean, name)) return std::nullopt;
    return node.boolean;
}

std::optional<std::string> JsonReader::string(const JsonNode& node, std::string_view name) {
    if (!expect(node, Kind::string, name)) return std::nullopt;
    return node.string;
}

std::optional<std::vector<double>> JsonReader::numbers(const JsonNode& node, std::string_view name) {
    if (!expect(node, Kind::array, name)) return std::nullopt;
    std::vector<double> values;
    for (const auto& member : node.members) {
        if (const auto value = number(member.value, name)) values.push_back(*value);
    }
    if (values.size() != node.members.size()) return std::nullopt;
    return values;
}

std::optional<std::vector<std::string>> JsonReader::strings(const JsonNode& node, std::string_view name) {
    if (!expect(node, Kind::array, name)) return std::nullopt;
    std::vector<std::string> values;
    for (const auto& member : node.members) {
        if (auto value = string(member.value, name)) values.push_back(std::move(*value));
    }
    if (values.size() != node.members.size()) return std::nullopt;
    return values;
}

void JsonReader::allow(const JsonNode& object, const Keys& keys, std::string_view name) {
    allow(object, keys, [&] { return std::string(name); });
}

void JsonReader::allow(const JsonNode& object, const Keys& keys, const std::function<std::string()>& name) {
    for (const auto& member : object.members) {
        if (std::find(keys.begin(), keys.end(), member.key) != keys.end()) continue;
        unknown(said("key in {}:", name()), member.key, member.begin, member.length, keys);
    }
}

const JsonNode* JsonReader::require(const JsonNode& object, std::string_view key, std::string_view name) {
    const auto* value = object.find(key);
    if (value == nullptr) fault(object, said("{} has no '{}'", name, key));
    return value;
}

bool JsonReader::expect_format(const JsonNode& root, std::string_view expected) {
    if (root.kind != Kind::object) {
        fault(root, said("expected an object, got {}", name_of(root.kind)));
        return false;
    }
    const auto* format = root.find("format");
    if (format == nullptr) {
        fault(root, said("no 'format'"), said("write \"format\": \"{}\"", expected));
        return false;
    }
    if (!expect(*format, Kind::string, "format")) return false;
    if (format->string == expected) return true;
    fault(*format, said("expected format '{}', got '{}'", expected, format->string));
    return false;
}

std::string_view JsonReader::written(const JsonNode& node) const {
    return text_.characters().substr(node.begin, node.length);
}

}  // namespace iiindex::detail
