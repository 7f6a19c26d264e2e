#include "load/table/two_languages.hpp"

#include <algorithm>
#include <iterator>

#include "text/ascii.hpp"
#include "text/normal.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t least_letters = 4;  // of a word; fewer are those of acronyms
constexpr std::string_view words_of_amounts[] = {
    "hundred", "thousand",  "million",  "billion",    "trillion", "yuan", "dollar", "dollars",
    "euro",    "euros",     "person",   "persons",    "people",   "tons", "tonnes", "units",
    "percent", "kilograms", "hectares", "kilometers", "mbps",     "gbps"};

bool is_of_amounts(std::string_view word) {
    return std::find(std::begin(words_of_amounts), std::end(words_of_amounts), ascii_lower(std::string(word))) !=
           std::end(words_of_amounts);
}

bool has_closed_brackets(std::string_view text) {
    const auto count = [&](std::string_view bracket) {
        std::size_t found = 0;
        for (std::size_t at = text.find(bracket); at != text.npos; at = text.find(bracket, at + 1)) ++found;
        return found;
    };
    return count("(") == count(")") && count("（") == count("）") && count("[") == count("]");
}

std::optional<TwoLanguages> split_at(std::string_view title, std::size_t at) {
    std::string_view first = trimmed(title.substr(0, at)), second = trimmed(title.substr(at + 1));
    if (!has_chinese(first)) std::swap(first, second);
    if (!has_chinese(first) || !can_be_translation(second) || !has_closed_brackets(first)) return std::nullopt;
    return TwoLanguages{first, second};
}

}  // namespace

bool can_be_translation(std::string_view text) {
    const auto is_capital = [&](std::size_t at) { return at < text.size() && text[at] >= 'A' && text[at] <= 'Z'; };
    const bool begins_as_name = is_capital(0) || (!text.empty() && is_digit(text.front()) && is_capital(1));  // 5G
    if (!begins_as_name || has_chinese(text)) return false;
    for (auto begin = text.begin(); begin != text.end();) {
        begin = std::find_if(begin, text.end(), is_letter);
        const auto end = std::find_if_not(begin, text.end(), is_letter);
        const std::string_view word(begin, end);
        if (word.size() >= least_letters && !is_of_amounts(word)) return true;
        begin = end;
    }
    return false;
}

std::optional<TwoLanguages> in_two_languages(std::string_view title) {
    if (!has_chinese(title)) return std::nullopt;
    for (std::size_t at = title.find('\n'); at != title.npos; at = title.find('\n', at + 1)) {
        if (const auto split = split_at(title, at)) return split;
    }
    for (std::size_t at = title.find_first_of(" /"); at != title.npos; at = title.find_first_of(" /", at + 1)) {
        if (!has_chinese(title.substr(at)) && can_be_translation(trimmed(title.substr(at + 1))))
            return split_at(title, at);
    }
    return std::nullopt;
}

}  // namespace iiindex::detail
