#include "load/table/title_row.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "load/codes.hpp"
#include "load/table/dated.hpp"
#include "load/table/number.hpp"
#include "text/normal.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t rank_of_places = 2;  // from here on a title names a kind of place, which units may lie in

/// Whether a title may be that of places that units lie in, or of what values are counted in.
bool may_be_of_places(const FixedTitle& fixed) {
    return (fixed.column == FixedColumn::name && fixed.rank >= rank_of_places) ||
           (fixed.column == FixedColumn::code && fixed.rank >= rank_of_unit);
}

bool is_period(const Meaning& meaning) { return meaning.fixed && meaning.fixed->column == FixedColumn::period; }

/// The node of an indicator, or behind all nodes an input, that a title names, by a year beside it or not.
std::optional<std::size_t> input_named(std::string_view title, const Meaning& meaning, const TitleWords& words,
                                       bool is_escaped) {
    if (!meaning.indicators.empty()) return meaning.indicators.front();
    if (meaning.input) return words.index().nodes.size() + *meaning.input;
    const std::string name = dated(title).name;
    const Meaning meant = name.empty() ? Meaning() : words.meaning_of(name, is_escaped);
    return meant.indicators.empty() ? std::nullopt : std::optional(meant.indicators.front());
}

void sort_column(TitleRow& row, std::size_t column, const TitleWords& words, bool is_escaped) {
    const std::string_view title = row.titles[column].text;
    const Meaning meaning = words.meaning_of(title, is_escaped);
    const std::string year = date_of(title);
    const auto input = input_named(title, meaning, words, is_escaped);
    if (input) row.inputs.insert(*input);
    if (input || meaning.long_column == LongColumn::value ||
        (!year.empty() && row.years.insert(year).second))  // years that stand there twice are values
        row.values.push_back(column);
    else if (meaning.long_column || is_period(meaning))
        row.keys.push_back(column);
    else if (meaning.fixed && may_be_of_places(*meaning.fixed))
        row.places.push_back({column, meaning.fixed->rank});
    else if (meaning.names_unit())
        row.units.push_back(column);
    else if (!meaning.fixed && meaning.group.empty() && row.values.empty())
        (counts_rows(title_form(title)) ? row.numbers : row.unknown).push_back(column);
    row.has_period = row.has_period || is_period(meaning);
    const bool is_value = meaning.long_column == LongColumn::value;
    row.has_value = row.has_value || is_value;
    row.has_indicators = row.has_indicators || (meaning.long_column && !is_value);
}

/// Whether some cell is a number that is no year and means nothing, as the values of a unit are.
bool holds_values(const std::vector<Title>& cells, const TitleWords& words, bool is_escaped) {
    return std::any_of(cells.begin(), cells.end(), [&](const Title& cell) {
        return read_number(cell.text, {.percent = Percent::allowed}, {}).kind == NumberCell::Kind::number &&
               date_of(cell.text).empty() && words.meaning_of(cell.text, is_escaped).empty();
    });
}

bool has_several(const std::vector<Title>& titles) {
    return std::count_if(titles.begin(), titles.end(), [](const Title& title) { return !title.text.empty(); }) > 1;
}

}  // namespace

bool lacks_indicators(const TitleRow& row) { return !row.values.empty() && row.inputs.empty() && !row.has_indicators; }

TitleRow with_key(TitleRow row, std::size_t column) {
    std::erase(row.unknown, column);
    row.keys.push_back(column);
    return row;
}

TitleRow find_title_row(const Text& text, std::size_t begin, char separator, const TitleWords& words) {
    TitleRow best;
    std::size_t at = begin;
    for (std::size_t number = 0; number <= most_rows_above && at < text.characters().size(); ++number) {
        TitleRow row;
        Faults broken;
        row.titles = read_titles(text.characters(), separator, at, broken);
        row.rows_begin = at;
        if (broken.size() > 0) break;
        if (holds_values(row.titles, words, separator == '\t')) continue;
        for (std::size_t column = 0; column < row.titles.size(); ++column)
            sort_column(row, column, words, separator == '\t');
        if (!row.units.empty() || !row.places.empty() || (row.has_value && row.has_indicators)) return row;
        const bool has_index = !words.index().nodes.empty();
        const bool is_of_value = row.inputs.size() < 2 && lacks_indicators(best) && has_several(best.titles);
        const bool is_better = has_index ? !is_of_value && row.values.size() > best.values.size()
                                         : best.titles.empty() && has_several(row.titles);
        if (is_better) best = std::move(row);
    }
    return best;
}

}  // namespace iiindex::detail
