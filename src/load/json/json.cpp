#include "load/json/json.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "ground/catalogue.hpp"
#include "load/json/json_syntax.hpp"
#include "load/json/plain_json.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t deepest = 64;

/// Follows the library's events along the text. The library tells no positions: each event's token is found
/// by walking on from the end of the token before.
class Cursor {
public:
    Cursor(std::string_view text, std::size_t begin) : text_(text), at_(begin) {}

    std::size_t at() const { return at_; }
    std::size_t token_begin() const { return std::min(text_.find_first_not_of(" \t\r\n,:", at_), text_.size()); }

    JsonPlace string() {
        const std::size_t begin = token_begin();
        std::size_t end = begin + 1;
        while (text_[end] != '"') end += text_[end] == '\\' ? 2u : 1u;
        return pass(begin, end + 1 - begin);
    }
    JsonPlace number() {
        const std::size_t begin = token_begin();
        return pass(begin, std::min(text_.find_first_not_of("0123456789+-.eE", begin), text_.size()) - begin);
    }
    JsonPlace word(std::size_t length) { return pass(token_begin(), length); }
    void go_to(std::size_t at) { at_ = at; }

private:
    JsonPlace pass(std::size_t begin, std::size_t length) {
        at_ = begin + length;
        return {begin, length};
    }

    std::string_view text_;
    std::size_t at_;
};

/// What the library reads from, so that it can be made to pass over what was skimmed.
class JsonReading {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    explicit JsonReading(const char*& at) : at_(&at) {}

    reference operator*() const { return **at_; }
    JsonReading& operator++() { return ++*at_, *this; }
    friend bool operator==(const JsonReading& a, const JsonReading& b) { return *a.at_ == *b.at_; }

private:
    const char** at_;
};

/// Builds the tree from the library's events.
class TreeBuilder {
public:
    /// readable   what the library reads: the value that begins at `begin` in the text
    /// reading    how far it has come
    TreeBuilder(const Text& text, std::size_t begin, std::string_view readable, const char*& reading, Faults& faults,
                IsLong is_long)
        : file_(text),
          cursor_(text.characters(), begin),
          readable_(readable),
          reading_(reading),
          faults_(faults),
          is_long_(is_long) {}

    JsonNode take() { return std::move(root_); }

    bool null() {
        add(JsonNode::Kind::null, cursor_.word(4));
        return true;
    }
    bool boolean(bool value) {
        if (JsonNode* const node = add(JsonNode::Kind::boolean, cursor_.word(value ? 4 : 5))) node->boolean = value;
        return true;
    }
    bool number_integer(std::int64_t value) { return number(static_cast<double>(value)); }
    bool number_unsigned(std::uint64_t value) { return number(static_cast<double>(value)); }
    bool number_float(double value, const std::string& token) {
        // The library takes what is too small for a double for 0.
        const std::string_view digits = std::string_view(token).substr(0, token.find_first_of("eE"));
        const bool is_lost = value == 0 && digits.find_first_of("123456789") != digits.npos;
        if (is_lost && !is_skipped()) {
            faults_.add({cursor_.token_begin(), token.size(), said("{} is out of range", token), {}});
        }
        return number(value);
    }
    bool string(std::string& value) {
        if (JsonNode* const node = add(JsonNode::Kind::string, cursor_.string())) node->string = std::move(value);
        return true;
    }
    bool binary(nlohmann::json::binary_t&) { return false; }  // not in texts

    bool start_object(std::size_t) { return open(JsonNode::Kind::object); }
    bool start_array(std::size_t) { return open(JsonNode::Kind::array); }
    bool end_array() { return close(); }
    bool end_object() {
        if (!inside_element()) refuse_duplicate_keys(*open_.back());
        return close();
    }
    bool key(std::string& value) {
        const JsonPlace place = cursor_.string();
        if (inside_element()) return true;
        if (is_long_) keys_.resize(open_.size() - 1), keys_.push_back(value);
        open_.back()->members.push_back({std::move(value), place.begin, place.length, {}});
        return true;
    }

    /// Where a number too large for a double stopped the reading, if one did.
    const std::optional<Fault>& overflow() const { return overflow_; }

    bool parse_error(std::size_t position, const std::string& token, const nlohmann::json::exception& error) {
        if (std::string_view(error.what()).find("number overflow") != std::string_view::npos) {
            overflow_ = Fault{cursor_.token_begin(), token.size(), said("{} is out of range", token), {}};
            return false;
        }
        const bool is_open = !brackets_.empty();
        raise(syntax_fault(file_.characters(), {passed_over_ + position, token, error.what(), cursor_.at(),
                                                is_open ? brackets_.back() : 0, is_open}));
    }

private:
    [[noreturn]] void raise(Fault fault) const {
        Faults one;
        one.add(std::move(fault));
        one.raise_if_any(file_);
        throw std::logic_error("a fault was not raised");
    }

    /// Whether what comes belongs to an element of an array whose elements are read one by one.
    bool inside_element() const { return brackets_.size() > open_.size(); }

    JsonNode& slot() {
        if (open_.empty()) return root_;
        JsonNode& parent = *open_.back();
        if (parent.kind == JsonNode::Kind::array) parent.members.emplace_back();
        return parent.members.back().value;
    }

    bool is_element() const { return !open_.empty() && open_.back() == long_array_; }

    /// Whether what comes is read later.
    bool is_skipped() const { return inside_element() || is_element(); }

    /// A new value, or null where no more than its place is kept.
    JsonNode* add(JsonNode::Kind kind, JsonPlace place) {
        if (inside_element()) return nullptr;
        if (is_element()) {
            long_array_->elements.push_back(place);
            return nullptr;
        }
        JsonNode& node = slot();
        node.kind = kind;
        node.begin = place.begin;
        node.length = place.length;
        return &node;
    }

    bool number(double value) {
        if (JsonNode* const node = add(JsonNode::Kind::number, cursor_.number())) node->number = value;
        return true;
    }

    bool open(JsonNode::Kind kind) {
        const JsonPlace place = cursor_.word(1);
        JsonNode* const node = add(kind, place);
        if (brackets_.size() == deepest) {
            raise({place.begin, 1, said("nested deeper than {} levels", deepest), {}});
        }
        brackets_.push_back(place.begin);
        if (node == nullptr) return true;
        open_.push_back(node);
        if (kind == JsonNode::Kind::array && is_long_ && is_long_(keys_)) {
            long_array_ = node;
            pass_over_elements();
        }
        return true;
    }

    /// Of a long array no more than the places is kept, for which it is skimmed where it can be.
    void pass_over_elements() {
        auto skimmed = skim_array(readable_, cursor_.at());
        if (!skimmed) return;
        long_array_->elements = std::move(skimmed->elements);
        passed_over_ += skimmed->end - cursor_.at();
        reading_ = readable_.data() + skimmed->end;
        cursor_.go_to(skimmed->end);
    }

    bool close() {
        const std::size_t end = cursor_.word(1).begin + 1;
        const std::size_t begin = brackets_.back();
        const bool closes_element = inside_element();
        brackets_.pop_back();
        if (!closes_element) {
            open_.back()->length = end - begin;
            if (open_.back() == long_array_) long_array_ = nullptr;
            open_.pop_back();
        } else if (!inside_element()) {
            long_array_->elements.back().length = end - begin;
        }
        return true;
    }

    void refuse_duplicate_keys(const JsonNode& object) {
        std::vector<const JsonMember*> members;
        for (const auto& member : object.members) members.push_back(&member);
        std::stable_sort(members.begin(), members.end(), [](const auto* a, const auto* b) { return a->key < b->key; });
        const JsonMember* first = nullptr;
        for (const auto* member : members) {
            if (first == nullptr || first->key != member->key) {
                first = member;
            } else {
                faults_.add(
                    {member->begin,
                     member->length,
                     said("'{}' stands here twice, first at line {}", member->key, file_.locate(first->begin).line),
                     {}});
            }
        }
    }

    const Text& file_;
    Cursor cursor_;  // at the end of the last token
    std::string_view readable_;
    const char*& reading_;
    std::size_t passed_over_ = 0;  // bytes that the library does not know of
    Faults& faults_;
    IsLong is_long_;
    std::optional<Fault> overflow_;
    JsonNode root_;
    std::vector<JsonNode*> open_;        // from the root inwards; only the last one's members grow
    std::vector<std::size_t> brackets_;  // where the open ones stand, those within an element included
    std::vector<std::string> keys_;      // that lead to what is open, if they are asked for
    JsonNode* long_array_ = nullptr;
};

constexpr std::size_t most_overflows = 100;  // the text is parsed once more for each

/// Reads a value. A number that is out of range is a fault, and 0, so that the rest is read too.
JsonNode parse(const Text& text, JsonPlace place, Faults& faults, Faults& overflows, IsLong is_long) {
    const std::string_view characters = text.characters().substr(place.begin, place.length);
    std::string without_overflows;  // each becomes a 0 of the same length
    for (std::string_view readable = characters;; readable = without_overflows) {
        Faults own;
        const char* reading = readable.data();
        const char* end = reading + readable.size();
        TreeBuilder builder(text, place.begin, readable, reading, own, is_long);
        nlohmann::json::sax_parse(JsonReading(reading), JsonReading(end), &builder);
        if (!builder.overflow()) {
            faults.append(std::move(own));
            return builder.take();
        }
        const Fault& fault = *builder.overflow();
        overflows.add(fault);
        if (overflows.size() >= most_overflows) overflows.raise_if_any(text);
        if (without_overflows.empty()) without_overflows = characters;
        without_overflows.replace(fault.begin - place.begin, fault.length, fmt::format("{:<{}}", '0', fault.length));
    }
}

}  // namespace

const JsonNode* JsonNode::find(std::string_view key) const {
    const auto found = std::find_if(members.begin(), members.end(), [&](const auto& m) { return m.key == key; });
    return found == members.end() ? nullptr : &found->value;
}

JsonNode parse_json(const Text& text, Faults& faults, IsLong is_long) {
    const std::string_view characters = text.characters();
    if (trimmed(characters).empty()) refuse(text.file(), said("the file is empty"));
    return parse(text, {0, characters.size()}, faults, faults, is_long);
}

JsonNode parse_json_part(const Text& text, JsonPlace place, Faults& faults) {
    if (auto plain = plain_json(text.characters(), place)) return std::move(*plain);
    Faults told_already;
    return parse(text, place, faults, told_already, nullptr);
}

std::string_view name_of(JsonNode::Kind kind) {
    switch (kind) {
        case JsonNode::Kind::null: return "null";
        case JsonNode::Kind::boolean: return translated("true or false", spoken());
        case JsonNode::Kind::number: return translated("a number", spoken());
        case JsonNode::Kind::string: return translated("a string", spoken());
        case JsonNode::Kind::array: return translated("an array", spoken());
        case JsonNode::Kind::object: return translated("an object", spoken());
    }
    return {};
}

}  // namespace iiindex::detail
