#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

constexpr std::string_view blanks[] = {" ", "\t", "\r", "\n", "\u00A0", "\u3000", "\uFEFF"};

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

std::string_view trimmed_of_blanks(std::string_view text) {
    while (const auto blank = leading_blank(text)) text.remove_prefix(blank);
    while (const auto blank = trailing_blank(text)) text.remove_suffix(blank);
    return text;
}

}  // namespace iiindex::detail
