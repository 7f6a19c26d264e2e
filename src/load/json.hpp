#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "text.hpp"

namespace iiindex {

struct JsonMember;

/// A value of a JSON text that knows where it stands.
struct JsonNode {
    enum class Kind { null, boolean, number, string, array, object };

    Kind kind = Kind::null;
    bool boolean = false;
    double number = 0;      ///< always finite
    std::size_t begin = 0;  ///< in bytes of the text
    std::size_t length = 0;
    std::string string;
    std::vector<JsonMember> members;  ///< of an object; of an array, with empty keys

    /// The value of a member, or null.
    const JsonNode* find(std::string_view key) const;
};

struct JsonMember {
    std::string key;
    std::size_t begin = 0;  ///< of the key, quotes included
    std::size_t length = 0;
    JsonNode value;
};

/// Reads a whole text. Duplicate keys go to `faults`; throws InputError where the text is no JSON.
JsonNode parse_json(const Text& text, Faults& faults);

/// "a number", "a string", ...
std::string_view name_of(JsonNode::Kind kind);

}  // namespace iiindex
