#include "load/json/plain_json.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "text/ascii.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t usual_members = 8;

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

bool is_of_number(char c) { return is_digit(c) || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E'; }

bool has_a_key_twice(const std::vector<JsonMember>& members) {
    std::vector<std::string_view> keys;
    keys.reserve(members.size());
    for (const JsonMember& member : members) keys.push_back(member.key);
    std::sort(keys.begin(), keys.end());
    return std::adjacent_find(keys.begin(), keys.end()) != keys.end();
}

/// Reads along a text without a look at its grammar. Where it gives up it returns false.
class PlainReader {
public:
    PlainReader(std::string_view text, std::size_t at) : text_(text), at_(at) {}

    bool read(JsonNode& node) {
        node.begin = at_;
        const bool is_read = read_by_kind(node);
        node.length = at_ - node.begin;
        return is_read;
    }

private:
    bool read_by_kind(JsonNode& node) {
        switch (text_[at_]) {
            case '{': return node.kind = JsonNode::Kind::object, read_object(node);
            case '[': return node.kind = JsonNode::Kind::array, read_array(node);
            case '"': return node.kind = JsonNode::Kind::string, read_string(node.string);
            case 't': return node.kind = JsonNode::Kind::boolean, node.boolean = true, pass(4);
            case 'f': return node.kind = JsonNode::Kind::boolean, pass(5);
            case 'n': return pass(4);
            default: return node.kind = JsonNode::Kind::number, read_number(node.number);
        }
    }

    bool read_object(JsonNode& node) {
        node.members.reserve(usual_members);
        for (++at_; next_inside() != '}';) {
            JsonMember& member = node.members.emplace_back();
            member.begin = at_;
            if (!read_string(member.key)) return false;
            member.length = at_ - member.begin;
            pass_over(':');
            if (!read(member.value)) return false;
        }
        return pass(1) && !has_a_key_twice(node.members);
    }

    bool read_array(JsonNode& node) {
        for (++at_; next_inside() != ']';) {
            if (!read(node.members.emplace_back().value)) return false;
        }
        return pass(1);
    }

    bool read_string(std::string& string) {
        std::size_t end = at_ + 1;
        while (text_[end] != '"' && text_[end] != '\\') ++end;
        string = text_.substr(at_ + 1, end - at_ - 1);
        const bool is_plain = text_[end] == '"';
        at_ = end + 1;
        return is_plain;
    }

    bool read_number(double& number) {
        std::size_t end = at_;
        while (end < text_.size() && is_of_number(text_[end])) ++end;
        const std::string_view token = text_.substr(at_, end - at_);
        at_ = end;
        if (std::from_chars(token.data(), token.data() + token.size(), number).ec != std::errc()) return false;
        if (token == "-0") number = 0;  // a whole number has no sign of its own at 0
        return true;
    }

    /// The first character of what comes inside brackets, or the closing one.
    char next_inside() { return pass_over(','), text_[at_]; }

    /// What parts values: blanks and one other character.
    void pass_over(char mark) {
        while (text_[at_] == mark || is_blank(text_[at_])) ++at_;
    }

    bool pass(std::size_t count) {
        at_ += count;
        return true;
    }

    std::string_view text_;
    std::size_t at_;
};

}  // namespace

std::optional<JsonNode> plain_json(std::string_view text, JsonPlace place) {
    std::optional<JsonNode> node(std::in_place);
    if (!PlainReader(text, place.begin).read(*node)) node.reset();
    return node;
}

}  // namespace iiindex::detail
