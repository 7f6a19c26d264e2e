#include "load/framework/made_codes.hpp"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

#include "load/codes.hpp"
#include "text/normal.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

/// FNV-1a: one that is the same on every machine and in every version.
std::uint32_t number_from(std::string_view text) {
    std::uint32_t number = 2166136261U;
    for (const char byte : text) number = (number ^ static_cast<unsigned char>(byte)) * 16777619U;
    return number;
}

/// The ASCII letters and digits, in lower case, with '_' between runs of them.
std::string slug(std::string_view text) {
    std::string code;
    bool is_apart = false;
    for (const char byte : text) {
        const char lower = ascii_lower(byte);
        const bool is_kept = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
        if (is_kept && is_apart && !code.empty()) code += '_';
        if (is_kept) code += lower;
        is_apart = !is_kept;
    }
    return code;
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

}  // namespace

std::string code_from_name(std::string_view name) {
    const std::string form = normal_form(name);
    const std::string code = slug(form);
    const bool tells_all = is_ascii(form) && is_code(code, FirstCharacter::letter) && !fixed_column_by_code(code);
    return tells_all ? code : code_from_name(name, form);
}

std::string code_from_name(std::string_view name, std::string_view path) {
    std::string code = slug(normal_form(name));
    if (!is_code(code, FirstCharacter::letter)) code = code.empty() ? "n" : "n_" + code;
    return fmt::format("{}_{:08x}", code, number_from(path));
}

}  // namespace iiindex::detail
