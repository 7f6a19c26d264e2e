#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "load/json/json.hpp"
#include "load/text.hpp"

namespace iiindex::detail {

using Keys = std::vector<std::string_view>;

/// The words that a setting may have, with what they mean.
template <class Meaning, std::size_t size>
using Choices = std::array<std::pair<std::string_view, Meaning>, size>;

/// Reads values out of a JSON tree. Whatever is not as expected becomes a fault at its place, and the
/// reading goes on; the answer is then empty.
class JsonReader {
public:
    JsonReader(const Text& text, Faults& faults) : text_(text), faults_(faults) {}

    void fault(const JsonNode& at, std::string what, std::string remedy = {});
    void fault(const JsonMember& at, std::string what, std::string remedy = {});
    /// A word that is none of those known, with the nearest of them or, if there are few, all.
    void unknown(std::string_view kind, std::string_view word, std::size_t begin, std::size_t length,
                 const Keys& known);

    /// Whether a value is of a kind. `name` is what messages call it.
    bool expect(const JsonNode& node, JsonNode::Kind kind, std::string_view name);

    std::optional<double> number(const JsonNode& node, std::string_view name);
    std::optional<double> positive(const JsonNode& node, std::string_view name);
    /// A whole number from `least` to `most`.
    std::optional<int> integer(const JsonNode& node, std::string_view name, int least, int most);
    std::optional<bool> boolean(const JsonNode& node, std::string_view name);
    std::optional<std::string> string(const JsonNode& node, std::string_view name);
    std::optional<std::vector<double>> numbers(const JsonNode& node, std::string_view name);
    std::optional<std::vector<std::string>> strings(const JsonNode& node, std::string_view name);

    template <class Meaning, std::size_t size>
    std::optional<Meaning> choice(const JsonNode& node, std::string_view name, const Choices<Meaning, size>& choices) {
        if (!expect(node, JsonNode::Kind::string, name)) return std::nullopt;
        Keys words;
        for (const auto& [word, meaning] : choices) {
            if (word == node.string) return meaning;
            words.push_back(word);
        }
        unknown(name, node.string, node.begin, node.length, words);
        return std::nullopt;
    }

    /// Refuses every member of an object that is not among the keys that it takes.
    void allow(const JsonNode& object, const Keys& keys, std::string_view name);
    /// The same where the name has to be made, which is done for a message alone.
    void allow(const JsonNode& object, const Keys& keys, const std::function<std::string()>& name);
    /// The value of a key that must be there.
    const JsonNode* require(const JsonNode& object, std::string_view key, std::string_view name);
    /// Whether a file is an object whose "format" is the expected one.
    bool expect_format(const JsonNode& root, std::string_view expected);

    /// A value as its author wrote it.
    std::string_view written(const JsonNode& node) const;
    std::size_t line_of(std::size_t offset) const { return text_.locate(offset).line; }
    const Text& text() const noexcept { return text_; }
    Faults& faults() noexcept { return faults_; }

private:
    const Text& text_;
    Faults& faults_;
};

}  // namespace iiindex::detail
