#include "text/escape.hpp"

#include <cstddef>
#include <cstdint>

#include <nlohmann/json.hpp>

#include <iiindex/text.hpp>

#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

/// Of what decodes from UTF-8, which has no surrogates.
bool is_xml_character(std::int32_t code) {
    if (code < 0x20) return code == '\t' || code == '\n' || code == '\r';
    return code != 0xFFFE && code != 0xFFFF;
}

}  // namespace

std::string for_xml(std::string_view utf8) {
    std::string text;
    for (std::size_t at = 0; at < utf8.size();) {
        const Character character = first_character(utf8.substr(at));
        text += is_xml_character(character.code) ? utf8.substr(at, character.bytes) : "\uFFFD";
        at += character.bytes;
    }
    return printable(text);
}

std::string escape_xml(std::string_view utf8) {
    std::string out;
    for (const char c : for_xml(utf8)) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            default: out += c;
        }
    }
    return out;
}

std::string json_string(std::string_view text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace iiindex::detail
