#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "fast/json_skim.hpp"
#include "load/text.hpp"

namespace iiindex::detail {

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
    std::vector<JsonPlace> elements;  ///< of an array whose elements are read one by one: where they stand

    /// The value of a member, or null.
    const JsonNode* find(std::string_view key) const;
};

struct JsonMember {
    std::string key;
    std::size_t begin = 0;  ///< of the key, quotes included
    std::size_t length = 0;
    JsonNode value;
};

/// Whether the elements of an array are to be read one by one; asked with the keys that lead to it.
using IsLong = bool (*)(const std::vector<std::string>& keys);

/// Reads a whole text. Duplicate keys go to `faults`; throws InputError where the text is no JSON.
///
/// is_long   of such arrays only the places of the elements are kept, each to be read by parse_json_part
JsonNode parse_json(const Text& text, Faults& faults, IsLong is_long = nullptr);

/// Reads one value of a text that parse_json has read.
JsonNode parse_json_part(const Text& text, JsonPlace place, Faults& faults);

/// "a number", "a string", ...
std::string_view name_of(JsonNode::Kind kind);

}  // namespace iiindex::detail
