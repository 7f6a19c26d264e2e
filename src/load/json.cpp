#include "json.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "json_syntax.hpp"
#include "utf8.hpp"

namespace iiindex {
namespace {

constexpr std::size_t deepest = 64;

/// Builds the tree from the library's events. The library tells no positions: each event's token is found by
/// walking along the text from the end of the token before.
class TreeBuilder {
public:
    TreeBuilder(const Text& text, Faults& faults) : file_(text), text_(text.characters()), faults_(faults) {}

    JsonNode take() { return std::move(root_); }

    bool null() {
        add(JsonNode::Kind::null, 4);
        return true;
    }
    bool boolean(bool value) {
        add(JsonNode::Kind::boolean, value ? 4 : 5).boolean = value;
        return true;
    }
    bool number_integer(std::int64_t value) { return number(static_cast<double>(value)); }
    bool number_unsigned(std::uint64_t value) { return number(static_cast<double>(value)); }
    bool number_float(double value, const std::string&) { return number(value); }
    bool string(std::string& value) {
        add(JsonNode::Kind::string, string_length(token_begin())).string = std::move(value);
        return true;
    }
    bool binary(nlohmann::json::binary_t&) { return false; }  // not in texts

    bool start_object(std::size_t) { return open(JsonNode::Kind::object); }
    bool start_array(std::size_t) { return open(JsonNode::Kind::array); }
    bool end_array() { return close(); }
    bool end_object() {
        refuse_duplicate_keys(*open_.back());
        return close();
    }
    bool key(std::string& value) {
        const std::size_t begin = token_begin();
        cursor_ = begin + string_length(begin);
        open_.back()->members.push_back({std::move(value), begin, cursor_ - begin, {}});
        return true;
    }

    /// Where a number too large for a double stopped the reading, if one did.
    const std::optional<Fault>& overflow() const { return overflow_; }

    bool parse_error(std::size_t position, const std::string& token, const nlohmann::json::exception& error) {
        if (std::string_view(error.what()).find("number overflow") != std::string_view::npos) {
            overflow_ = Fault{token_begin(), token.size(), fmt::format("{} is out of range", token), {}};
            return false;
        }
        const bool is_open = !open_.empty();
        raise(syntax_fault(
            text_, {position, token, error.what(), cursor_, is_open ? open_.back()->begin : 0, is_open}));
    }

private:
    [[noreturn]] void raise(Fault fault) const {
        Faults one;
        one.add(std::move(fault));
        one.raise_if_any(file_);
        throw std::logic_error("a fault was not raised");
    }

    std::size_t token_begin() const {
        return std::min(text_.find_first_not_of(" \t\r\n,:", cursor_), text_.size());
    }
    std::size_t string_length(std::size_t begin) const {
        std::size_t end = begin + 1;
        while (text_[end] != '"') end += text_[end] == '\\' ? 2u : 1u;
        return end + 1 - begin;
    }
    std::size_t number_length(std::size_t begin) const {
        return std::min(text_.find_first_not_of("0123456789+-.eE", begin), text_.size()) - begin;
    }

    JsonNode& slot() {
        if (open_.empty()) return root_;
        JsonNode& parent = *open_.back();
        if (parent.kind == JsonNode::Kind::array) parent.members.emplace_back();
        return parent.members.back().value;
    }

    JsonNode& add(JsonNode::Kind kind, std::size_t length) {
        JsonNode& node = slot();
        node.kind = kind;
        node.begin = token_begin();
        node.length = length;
        cursor_ = node.begin + length;
        return node;
    }

    bool number(double value) {
        add(JsonNode::Kind::number, number_length(token_begin())).number = value;
        return true;
    }

    bool open(JsonNode::Kind kind) {
        JsonNode& node = add(kind, 1);
        if (open_.size() == deepest) {
            raise({node.begin, 1, fmt::format("nested deeper than {} levels", deepest), {}});
        }
        open_.push_back(&node);
        return true;
    }

    bool close() {
        cursor_ = token_begin() + 1;
        open_.back()->length = cursor_ - open_.back()->begin;
        open_.pop_back();
        return true;
    }

    void refuse_duplicate_keys(const JsonNode& object) {
        std::vector<const JsonMember*> members;
        for (const auto& member : object.members) members.push_back(&member);
        std::stable_sort(members.begin(), members.end(),
                         [](const auto* a, const auto* b) { return a->key < b->key; });
        const JsonMember* first = nullptr;
        for (const auto* member : members) {
            if (first == nullptr || first->key != member->key) {
                first = member;
            } else {
                faults_.add({member->begin,
                             member->length,
                             fmt::format("'{}' stands here twice, first at line {}", member->key,
                                         file_.locate(first->begin).line),
                             {}});
            }
        }
    }

    const Text& file_;
    std::string_view text_;
    Faults& faults_;
    std::optional<Fault> overflow_;
    JsonNode root_;
    std::vector<JsonNode*> open_;  // from the root inwards; only the last one's members grow
    std::size_t cursor_ = 0;       // the end of the last token
};

}  // namespace

const JsonNode* JsonNode::find(std::string_view key) const {
    const auto found =
        std::find_if(members.begin(), members.end(), [&](const auto& m) { return m.key == key; });
    return found == members.end() ? nullptr : &found->value;
}

JsonNode parse_json(const Text& text, Faults& faults) {
    const std::string_view characters = text.characters();
    if (trimmed(characters).empty()) refuse(text.file(), "the file is empty");
    std::string without_overflows;   // each becomes a 0 of the same length, so that the rest is read too
    for (std::string_view readable = characters;; readable = without_overflows) {
        Faults own;
        TreeBuilder builder(text, own);
        nlohmann::json::sax_parse(readable.begin(), readable.end(), &builder);
        if (!builder.overflow()) {
            faults.append(std::move(own));
            return builder.take();
        }
        const Fault& fault = *builder.overflow();
        faults.add(fault);
        if (faults.full()) faults.raise_if_any(text);
        if (without_overflows.empty()) without_overflows = characters;
        without_overflows.replace(fault.begin, fault.length, "0" + std::string(fault.length - 1, ' '));
    }
}

std::string_view name_of(JsonNode::Kind kind) {
    constexpr std::array<std::string_view, 6> names = {"null",     "true or false", "a number",
                                                       "a string", "an array",      "an object"};
    return names[static_cast<std::size_t>(kind)];
}

}  // namespace iiindex
