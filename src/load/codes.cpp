#include "load/codes.hpp"

#include <algorithm>
#include <array>

#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

struct Title {
    FixedColumn column;
    std::array<std::string_view, 4> titles;  ///< the code first
};

constexpr Title titles[] = {
    {FixedColumn::code, {"code", "代码", "unit"}},
    {FixedColumn::name, {"name", "名称", "城市"}},
    {FixedColumn::name_english, {"name_en", "英文名", "English name"}},
    {FixedColumn::period, {"period", "年份", "year"}},
    {FixedColumn::origin, {"origin", "来源"}},
    {FixedColumn::rank, {"rank", "排名"}},
    {FixedColumn::tier, {"tier", "梯队"}},
};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<FixedColumn> fixed_column_by_code(std::string_view code) {
    for (const auto& [column, names] : titles) {
        if (names.front() == code) return column;
    }
    return std::nullopt;
}

std::optional<FixedColumn> fixed_column_by_title(std::string_view title) {
    for (const auto& [column, names] : titles) {
        for (const auto name : names) {
            if (!name.empty() && equal_ignoring_case(name, title)) return column;
        }
    }
    return std::nullopt;
}

bool is_code(std::string_view text, FirstCharacter first) {
    if (text.empty()) return false;
    if (!is_letter(text[0]) && (first == FirstCharacter::letter || !is_digit(text[0]))) return false;
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '.' || c == '-'; });
}

}  // namespace iiindex::detail
