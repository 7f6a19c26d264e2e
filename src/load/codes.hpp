#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "ground/catalogue.hpp"

namespace iiindex::detail {

/// The columns of a table that mean the same for every index.
enum class FixedColumn { code, name, name_english, period, origin, rank, tier };

/// The column that has exactly this code ("name_en").
std::optional<FixedColumn> fixed_column_by_code(std::string_view code);

/// A column, and how plainly a title says that it is this one: 0 the most. "unit" may as well be what values are
/// counted in.
struct FixedTitle {
    FixedColumn column;
    std::size_t rank;
};
inline constexpr std::size_t rank_of_unit = 9;

inline bool names_units(const FixedTitle& title) {
    return title.column == FixedColumn::code || title.column == FixedColumn::name;
}

/// Of titles of names: an area may as well be measured.
inline constexpr std::size_t rank_of_area = 7;
/// Of titles of periods: what less is tells years; behind halves stand months and the like.
inline constexpr std::size_t rank_of_quarter = 2, rank_of_half = 3;

/// The column that goes by a title of this form (`title_form`): its code or another name, in Chinese or English.
std::optional<FixedTitle> fixed_title(std::string_view form);
/// The column that a title can mean alone.
std::optional<FixedColumn> fixed_column_by_title(std::string_view title);

/// The columns of a table with a row a value.
enum class LongColumn { indicator_code, indicator_name, value };

/// The column that goes by a title of this form.
std::optional<LongColumn> long_column(std::string_view form);

/// Whether a title of this form says that its column only counts the rows.
bool counts_rows(std::string_view form);

enum class FirstCharacter { letter, letter_or_digit };

/// Whether a text is ASCII letters, digits, '_', '.' and '-', and begins as told.
bool is_code(std::string_view text, FirstCharacter first);

/// What a code may be, for messages.
inline constexpr std::string_view code_rule =
    marked("a code begins with a letter and has ASCII letters, digits, '_', '.', '-'");

}  // namespace iiindex::detail
