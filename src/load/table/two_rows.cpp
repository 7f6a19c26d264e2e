#include "load/table/two_rows.hpp"

#include <algorithm>
#include <map>

#include "load/codes.hpp"
#include "load/table/dated.hpp"
#include "load/table/number.hpp"
#include "load/table/two_languages.hpp"
#include "text/ascii.hpp"
#include "text/normal.hpp"

namespace iiindex::detail {
namespace {

std::string_view at(const std::vector<std::string_view>& cells, std::size_t column) {
    return column < cells.size() ? cells[column] : std::string_view();
}

bool is_title(std::string_view cell) {
    if (!date_of(cell).empty()) return true;
    return has_letter(cell) && read_number(cell, {.percent = Percent::allowed}, "").kind == NumberCell::Kind::fault;
}

/// Whether the lower cells title columns, one of them a column that has no title of its own above.
bool title_columns(const std::vector<std::string_view>& upper, const std::vector<std::string_view>& lower) {
    if (at(upper, 0).empty() || (!at(lower, 0).empty() && at(lower, 0) != at(upper, 0))) return false;
    bool adds = false;
    for (std::size_t column = 1; column < lower.size(); ++column) {
        if (lower[column].empty()) continue;
        if (!is_title(lower[column])) return false;
        adds = adds || at(upper, column).empty() || at(upper, column) == at(upper, column - 1);
    }
    return adds;
}

bool titles_keys(std::string_view title) { return fixed_title(title_form(title)).has_value(); }

/// Whether the lower cells are translations of the Chinese titles above them. What may be a unit's name is none.
bool translate_columns(const std::vector<std::string_view>& upper, const std::vector<std::string_view>& lower) {
    if (long_column(title_form(at(upper, 0)))) return false;  // further columns are units, then
    std::size_t translations = 0;
    for (std::size_t column = 0; column < lower.size(); ++column) {
        const std::string_view above = at(upper, column), below = lower[column];
        if (below.empty()) continue;
        if (!has_chinese(above) || has_chinese(below) || !is_title(below)) return false;
        if ((column == 0 || titles_keys(above)) && !titles_keys(below)) return false;
        translations += can_be_translation(below) ? 1U : 0U;  // an acronym alone is none
    }
    const auto to_translate = std::count_if(
        upper.begin(), upper.end(), [](std::string_view title) { return has_chinese(title) && !titles_keys(title); });
    return 2 * translations > static_cast<std::size_t>(to_translate);
}

std::vector<JoinedTitle> with_translations(const std::vector<std::string_view>& upper,
                                           const std::vector<std::string_view>& lower) {
    std::vector<JoinedTitle> titles;
    for (std::size_t column = 0; column < upper.size(); ++column) {
        const std::string_view below = at(lower, column);
        titles.push_back({std::string(upper[column]), false, {}});
        if (!below.empty()) titles.back().text += '\n' + std::string(below);
    }
    return titles;
}

}  // namespace

std::optional<std::vector<JoinedTitle>> joined_titles(const std::vector<std::string_view>& upper,
                                                      const std::vector<std::string_view>& lower) {
    if (translate_columns(upper, lower)) return with_translations(upper, lower);
    if (!title_columns(upper, lower)) return std::nullopt;
    std::map<std::string, std::size_t> uses;
    for (const std::string_view title : lower) ++uses[title_form(title)];
    std::vector<JoinedTitle> titles;
    std::optional<std::size_t> group;
    for (std::size_t column = 0; column < std::max(upper.size(), lower.size()); ++column) {
        const std::string_view above = at(upper, column), below = at(lower, column);
        if (!above.empty() && column > 0) group = column;  // the first title is that of the units alone
        if (below.empty() || below == above) {
            const bool spans_next = !below.empty() && at(upper, column + 1).empty() && !at(lower, column + 1).empty();
            titles.push_back({std::string(above), false, spans_next ? group : std::nullopt});
            continue;
        }
        const bool needs_group = uses[title_form(below)] > 1 || !date_of(below).empty();
        const std::string prefix = needs_group && group ? std::string(upper[*group]) + ' ' : std::string();
        titles.push_back({prefix + std::string(below), true, group});
    }
    return titles;
}

}  // namespace iiindex::detail
