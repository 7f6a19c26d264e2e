#include "model/formula/words.hpp"

#include <algorithm>
#include <array>

#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

/// Signs as they may be written, and what they are.
constexpr std::array<std::pair<std::string_view, std::string_view>, 33> signs = {{
    {"<=", "<="}, {">=", ">="}, {"!=", "!="}, {"<>", "!="}, {"==", "="}, {"≤", "<="}, {"≥", ">="},
    {"≠", "!="},  {"<", "<"},   {">", ">"},   {"=", "="},   {"+", "+"},  {"-", "-"},  {"*", "*"},
    {"/", "/"},   {"^", "^"},   {"(", "("},   {")", ")"},   {",", ","},  {"＜", "<"}, {"＞", ">"},
    {"＝", "="},  {"＋", "+"},  {"－", "-"},  {"＊", "*"},  {"／", "/"}, {"＾", "^"}, {"（", "("},
    {"）", ")"},  {"，", ","},  {"−", "-"},   {"×", "*"},   {"÷", "/"},
}};
constexpr std::array<std::string_view, 5> blanks_beyond_ascii = {"\u00A0", "\u2007", "\u2009", "\u202F", "\u3000"};

}  // namespace

const std::pair<std::string_view, std::string_view>* sign_at(std::string_view text) {
    const auto found =
        std::find_if(signs.begin(), signs.end(), [&](const auto& sign) { return text.starts_with(sign.first); });
    return found == signs.end() ? nullptr : &*found;
}

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
    const auto found = std::find_if(blanks_beyond_ascii.begin(), blanks_beyond_ascii.end(),
                                    [&](auto blank) { return text.substr(at).starts_with(blank); });
    return found == blanks_beyond_ascii.end() ? 0 : found->size();
}

std::size_t is_name_part(std::string_view text, std::size_t at) {
    if (at >= text.size()) return 0;
    const char c = text[at];
    if (is_letter(c) || is_digit(c) || c == '_' || c == '.') return 1;
    if (static_cast<unsigned char>(c) < 0x80) return 0;
    if (sign_at(text.substr(at)) || blank_at(text, at) > 0) return 0;
    return utf8_length(text, at);
}

}  // namespace iiindex::detail
