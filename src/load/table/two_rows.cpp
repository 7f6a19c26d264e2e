#include "load/table/two_rows.hpp"

#include <algorithm>
#include <map>

#include "load/table/dated.hpp"
#include "load/table/number.hpp"
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

}  // namespace

std::optional<std::vector<JoinedTitle>> joined_titles(const std::vector<std::string_view>& upper,
                                                      const std::vector<std::string_view>& lower) {
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
