#include "model/formula/words.hpp"

#include <algorithm>
#include <array>

#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

constexpr std::array<std::string_view, 15> signs_beyond_ascii = {"≤", "≥", "≠", "＜", "＞", "＝", "＋", "－",
                                                                 "−", "×", "÷", "（", "）", "，", "＊"};
constexpr std::array<std::string_view, 5> blanks_beyond_ascii = {"\u00A0", "\u2007", "\u2009", "\u202F", "\u3000"};

template <class Words>
std::size_t any_at(const Words& words, std::string_view text) {
    const auto found = std::find_if(words.begin(), words.end(), [&](auto word) { return text.starts_with(word); });
    return found == words.end() ? 0 : found->size();
}

}  // namespace

const FormulaFunction* find_function(std::string_view name, FormulaFunction::Form form) {
    const auto all = formula_functions();
    const auto found = std::find_if(all.begin(), all.end(), [&](const FormulaFunction& function) {
        return function.name == name && function.form == form;
    });
    return found == all.end() ? nullptr : &*found;
}

std::size_t blank_at(std::string_view text, std::size_t at) {
    const char c = text[at];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') return 1;
    return any_at(blanks_beyond_ascii, text.substr(at));
}

std::size_t is_name_part(std::string_view text, std::size_t at) {
    if (at >= text.size()) return 0;
    const char c = text[at];
    const bool is_ascii_part =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    if (is_ascii_part) return 1;
    if (static_cast<unsigned char>(c) < 0x80) return 0;
    const std::string_view rest = text.substr(at);
    if (any_at(signs_beyond_ascii, rest) > 0 || any_at(blanks_beyond_ascii, rest) > 0) return 0;
    return utf8_length(text, at);
}

}  // namespace iiindex::detail
