#include "model/problem_kind.hpp"

#include <algorithm>
#include <set>

#include "text/ascii.hpp"

namespace iiindex::detail {
namespace {

/// Whether a quotation ends at this quote: at the end of a word, so that an apostrophe within one is none.
bool closes(std::string_view text, std::size_t quote) {
    return quote + 1 == text.size() || std::string_view(" ,;:.)").find(text[quote + 1]) != std::string_view::npos;
}

/// Where a quotation in Chinese quotes that opens at `begin` ends, behind its quote: one inside it counts with it.
std::size_t end_of_chinese_quotation(std::string_view text, std::size_t begin) {
    constexpr std::string_view open = "“", close = "”";
    std::size_t depth = 0;
    for (std::size_t at = begin; at < text.size(); ++at) {
        if (text.substr(at).starts_with(open)) ++depth;
        if (text.substr(at).starts_with(close) && --depth == 0) return at + close.size();
    }
    const std::size_t first = text.find(close, begin);
    return first == text.npos ? begin : first + close.size();
}

/// Where a quotation that opens at `begin` ends, behind its quote; `begin` if none opens there.
std::size_t end_of_quotation(std::string_view text, std::size_t begin) {
    if (text.substr(begin).starts_with("“")) return end_of_chinese_quotation(text, begin);
    if (text[begin] != '\'' || (begin > 0 && text[begin - 1] != ' ' && text[begin - 1] != '(')) return begin;
    for (std::size_t at = begin + 1; at < text.size(); ++at) {
        if (text[at] == '\'' && closes(text, at)) return at + 1;
    }
    return begin;
}

/// Where a number that begins here ends: 12, 0.5, 1,000 and 2020-01 are one each; `begin` if none does.
std::size_t end_of_number(std::string_view text, std::size_t begin) {
    std::size_t end = begin;
    while (end < text.size() && is_digit(text[end])) {
        ++end;
        const bool goes_on = end + 1 < text.size() && is_digit(text[end + 1]);
        if (goes_on && std::string_view(".,-").find(text[end]) != std::string_view::npos) ++end;
    }
    return end;
}

/// The quotations and numbers of a text.
std::vector<std::string_view> particulars(std::string_view text) {
    std::vector<std::string_view> found;
    for (std::size_t at = 0, end = 0; at < text.size(); at = std::max(end, at + 1)) {
        end = std::max(end_of_quotation(text, at), end_of_number(text, at));
        if (end > at) found.push_back(text.substr(at, end - at));
    }
    return found;
}

/// With its quotes; empty if there is none.
std::string_view first_quoted(std::string_view what) {
    for (std::size_t at = 0; at < what.size(); ++at) {
        if (const std::size_t end = end_of_quotation(what, at); end > at) return what.substr(at, end - at);
    }
    return {};
}

/// What each text does not share with all others, of what it quotes and of its numbers.
std::vector<std::string> distinctions(const std::vector<std::string_view>& texts) {
    std::vector<std::vector<std::string_view>> all;
    for (const std::string_view text : texts) all.push_back(particulars(text));
    std::vector<std::string> told(texts.size());
    for (std::size_t i = 0; i < all.front().size(); ++i) {
        const auto at = [i](const auto& of_one) { return i < of_one.size() ? of_one[i] : std::string_view(); };
        const bool is_shared =
            std::all_of(all.begin(), all.end(), [&](const auto& one) { return at(one) == at(all.front()); });
        if (is_shared) continue;
        for (std::size_t text = 0; text < told.size(); ++text) {
            if (!told[text].empty()) told[text] += ' ';
            told[text] += at(all[text]);
        }
    }
    return told;
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

std::vector<std::string> labels_of(const std::vector<std::string_view>& texts) {
    std::vector<std::string> quoted;
    for (const std::string_view text : texts) quoted.emplace_back(first_quoted(text));
    return std::set(quoted.begin(), quoted.end()).size() == quoted.size() ? quoted : distinctions(texts);
}

}  // namespace iiindex::detail
