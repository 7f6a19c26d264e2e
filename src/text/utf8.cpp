#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

constexpr std::string_view blanks[] = {" ",      "\t",     "\r",     "\n",     "\u00A0",
                                       "\u2007", "\u2009", "\u202F", "\u3000", "\uFEFF"};

std::size_t leading_blank(std::string_view text) {
    if (text.empty() || is_printing_ascii(text.front())) return 0;
    for (const auto blank : blanks) {
        if (text.starts_with(blank)) return blank.size();
    }
    return 0;
}

std::size_t trailing_blank(std::string_view text) {
    if (text.empty() || is_printing_ascii(text.back())) return 0;
    for (const auto blank : blanks) {
        if (text.ends_with(blank)) return blank.size();
    }
    return 0;
}

}  // namespace

Character first_character(std::string_view utf8) {
    const std::size_t bytes = utf8_length(utf8, 0);
    if (bytes == 0) return {replacement, 1};
    const int lead = static_cast<unsigned char>(utf8[0]);
    std::int32_t code = bytes == 1 ? lead : lead & (0x7F >> bytes);
    for (std::size_t i = 1; i < bytes; ++i) code = code << 6 | (static_cast<unsigned char>(utf8[i]) & 0x3F);
    return {code, bytes};
}

std::string_view trimmed_of_blanks(std::string_view text) {
    while (const auto blank = leading_blank(text)) text.remove_prefix(blank);
    while (const auto blank = trailing_blank(text)) text.remove_suffix(blank);
    return text;
}

}  // namespace iiindex::detail
