#include "model/problem_kind.hpp"

#include "text/ascii.hpp"

namespace iiindex::detail {
namespace {

/// Whether a quotation ends at this quote: at the end of a word, so that an apostrophe within one is none.
bool closes(std::string_view text, std::size_t quote) {
    return quote + 1 == text.size() || std::string_view(" ,;:.)").find(text[quote + 1]) != std::string_view::npos;
}

/// Where a quotation that opens at `begin` ends, behind its quote; `begin` if none opens there.
std::size_t end_of_quotation(std::string_view text, std::size_t begin) {
    constexpr std::string_view opening = "“", closing = "”";  // as Chinese has it
    if (text.substr(begin).starts_with(opening)) {
        const std::size_t end = text.find(closing, begin + opening.size());
        return end == text.npos ? begin : end + closing.size();
    }
    if (text[begin] != '\'' || (begin > 0 && text[begin - 1] != ' ' && text[begin - 1] != '(')) return begin;
    for (std::size_t at = begin + 1; at < text.size(); ++at) {
        if (text[at] == '\'' && closes(text, at)) return at + 1;
    }
    return begin;
}

}  // namespace

std::string kind_of(std::string_view what, std::string_view remedy) {
    std::string kind;
    for (std::size_t at = 0; at < what.size();) {
        if (const std::size_t end = end_of_quotation(what, at); end > at) {
            kind += '\'';
            at = end;
            continue;
        }
        if (!is_digit(what[at])) kind += what[at];
        ++at;
    }
    kind += '\n';
    for (const char c : remedy) {
        if (!is_digit(c)) kind += c;
    }
    return kind;
}

std::string first_quoted(std::string_view what) {
    for (std::size_t at = 0; at < what.size(); ++at) {
        if (const std::size_t end = end_of_quotation(what, at); end > at) return std::string(what.substr(at, end - at));
    }
    return {};
}

}  // namespace iiindex::detail
