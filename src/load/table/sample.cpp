#include "load/table/sample.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "load/chronology.hpp"
#include "load/codes.hpp"
#include "load/table/number.hpp"
#include "load/table/rows.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {

Sample::Sample(std::string_view text, std::size_t begin, char separator, std::size_t most_rows) {
    std::string scratch;
    constexpr std::size_t most_cells = 2'000'000;
    std::size_t cells_read = 0;
    for (std::size_t at = next_row(text, begin);
         rows_.size() < most_rows && cells_read < most_cells && at < text.size();) {
        std::vector<std::string> cells;
        const std::vector<Field> row = scan_row(text, at, separator);
        for (const Field& field : row) cells.emplace_back(trimmed(content(text, field, scratch)));
        cells_read += cells.size();
        rows_.push_back(std::move(cells));
        at = next_row(text, row.back().next);
    }
}

std::string Sample::shared(std::size_t column, std::size_t by) const {
    std::map<std::string_view, std::string_view> first;
    for (const auto& row : rows_) {
        if (row.size() <= std::max(column, by) || row[column].empty() || row[by].empty()) continue;
        const auto [place, is_new] = first.emplace(row[column], row[by]);
        if (!is_new && place->second != row[by]) return row[column];
    }
    return {};
}

bool Sample::is_empty(std::size_t column) const {
    return std::all_of(rows_.begin(), rows_.end(),
                       [column](const auto& row) { return row.size() <= column || row[column].empty(); });
}

std::size_t Sample::different_texts(std::size_t column) const {
    std::set<std::string_view> texts;
    for (const auto& row : rows_) {
        if (column >= row.size()) continue;
        if (may_be_number(row[column])) return 0;
        if (read_number(row[column], {}, "").kind == NumberCell::Kind::fault) texts.insert(row[column]);
    }
    return texts.size();
}

bool Sample::tells_apart(std::size_t column, const std::vector<std::size_t>& keys) const {
    std::set<std::vector<std::string_view>> known;
    for (const auto& row : rows_) {
        if (column >= row.size() || row[column].empty()) continue;
        std::vector<std::string_view> key = {row[column]};
        for (const std::size_t other : keys) key.push_back(other < row.size() ? row[other] : std::string_view());
        if (!known.insert(std::move(key)).second) return false;
    }
    return !known.empty();
}

bool Sample::has_only_dates(std::size_t column) const {
    bool has_one = false;
    for (const auto& row : rows_) {
        if (column >= row.size() || row[column].empty()) continue;
        if (!is_date(row[column])) return false;
        has_one = true;
    }
    return has_one;
}

bool Sample::is_panel(std::size_t unit, std::size_t period) const {
    std::set<std::string_view> units, periods;
    std::size_t rows = 0;
    for (const auto& row : rows_) {
        if (row.size() <= std::max(unit, period) || row[unit].empty() || row[period].empty()) continue;
        units.insert(row[unit]);
        periods.insert(row[period]);
        ++rows;
    }
    return periods.size() > 1 && 2 * periods.size() <= rows && 3 * rows >= 2 * units.size() * periods.size();
}

bool Sample::has_names_of(std::size_t codes, std::size_t names) const {
    const auto has_small = [](std::string_view text) {
        return std::any_of(text.begin(), text.end(),
                           [](char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; });
    };
    bool any_small = false;
    for (const auto& row : rows_) {
        if (row.size() <= std::max(codes, names) || row[codes].empty()) continue;
        const bool is_capital = is_code(row[codes], FirstCharacter::letter) && !has_small(row[codes]);
        if (!is_capital || row[names].empty()) return false;
        any_small = any_small || has_small(row[names]);
    }
    return any_small && shared(codes, names).empty() && shared(names, codes).empty();
}

}  // namespace iiindex::detail
