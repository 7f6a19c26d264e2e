#include "load/table/unit_column.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "load/codes.hpp"
#include "load/table/dated.hpp"
#include "load/table/sample.hpp"
#include "text/normal.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t rank_of_places = 2;  // from here on a title names a kind of place, which units may lie in

/// A column of names by its title, and how plainly that says so.
struct Place {
    std::size_t column = 0, rank = 0;
};

/// What the titles of a row say of their columns.
struct TitleRow {
    std::vector<Title> titles;
    std::size_t rows_begin = 0;
    std::vector<std::size_t> values;   ///< columns of values
    std::vector<std::size_t> unknown;  ///< columns left of them whose titles mean nothing, or a node that is computed
    std::vector<std::size_t> numbers;  ///< columns left of them that number the rows
    std::vector<std::size_t> keys;     ///< columns of periods and indicators
    std::vector<Place> places;
    bool has_unit = false;  ///< a column titled code, name or the like
};

bool names_units(const FixedTitle& fixed) {
    return fixed.column == FixedColumn::code || fixed.column == FixedColumn::name;
}

/// Whether a title may be that of places that units lie in, or of what values are counted in.
bool may_be_of_places(const FixedTitle& fixed) {
    return (fixed.column == FixedColumn::name && fixed.rank >= rank_of_places) ||
           (fixed.column == FixedColumn::code && fixed.rank >= rank_of_unit);
}

void sort_column(TitleRow& row, std::size_t column, const TitleWords& words, bool is_escaped) {
    const std::string_view title = row.titles[column].text;
    const Meaning meaning = words.meaning_of(title, is_escaped);
    const std::string dated_name = dated(title).name;
    const bool is_dated = !dated_name.empty() && !words.meaning_of(dated_name, is_escaped).indicators.empty();
    if (!meaning.indicators.empty() || meaning.input || meaning.long_column == LongColumn::value || is_dated ||
        !year_of(title).empty())
        row.values.push_back(column);
    else if (meaning.long_column || (meaning.fixed && meaning.fixed->column == FixedColumn::period))
        row.keys.push_back(column);
    else if (meaning.fixed && may_be_of_places(*meaning.fixed))
        row.places.push_back({column, meaning.fixed->rank});
    else if (meaning.fixed && names_units(*meaning.fixed))
        row.has_unit = true;
    else if (!meaning.fixed && meaning.group.empty() && row.values.empty())
        (counts_rows(title_form(title)) ? row.numbers : row.unknown).push_back(column);
}

/// The row, among the first ones, that titles the units or else the most columns of values.
TitleRow find_titles(const Text& text, std::size_t begin, char separator, const TitleWords& words) {
    TitleRow best;
    std::size_t at = begin;
    for (std::size_t number = 0; number <= most_rows_above && at < text.characters().size(); ++number) {
        TitleRow row;
        Faults broken;
        row.titles = read_titles(text.characters(), separator, at, broken);
        row.rows_begin = at;
        if (broken.size() > 0) break;
        for (std::size_t column = 0; column < row.titles.size(); ++column)
            sort_column(row, column, words, separator == '\t');
        if (row.has_unit || !row.places.empty()) return row;
        if (row.values.size() > best.values.size()) best = std::move(row);
    }
    return best;
}

bool is_title_of_one(const TitleRow& row, std::size_t column) {
    const auto is_it = [form = title_form(row.titles[column].text)](const Title& other) {
        return title_form(other.text) == form;
    };
    return std::count_if(row.titles.begin(), row.titles.end(), is_it) == 1;
}

/// The column of most different texts; the number of columns where most rows have the same text in each.
std::size_t most_different(const TitleRow& row, const Sample& sample) {
    std::size_t found = row.titles.size(), most = row.keys.empty() ? sample.size() / 2 : 0;
    for (const std::size_t column : row.unknown) {
        const std::size_t different = sample.different_texts(column);
        if (different <= most || !is_title_of_one(row, column)) continue;
        most = different;
        found = column;
    }
    return found;
}

/// The first column that numbers the rows where no two have the same number; the number of columns where none does.
std::size_t numbering(const TitleRow& row, const Sample& sample) {
    const auto found = std::find_if(row.numbers.begin(), row.numbers.end(), [&](std::size_t column) {
        return is_title_of_one(row, column) && sample.tells_apart(column, row.keys);
    });
    return found == row.numbers.end() ? row.titles.size() : *found;
}

/// The first column of texts that tells the units apart; the number of columns where none does.
std::size_t telling_apart(const TitleRow& row, const Sample& sample) {
    for (std::size_t column = 0; column < row.titles.size(); ++column) {
        const bool may_be = std::find(row.unknown.begin(), row.unknown.end(), column) != row.unknown.end() ||
                            std::any_of(row.places.begin(), row.places.end(),
                                        [column](const Place& place) { return place.column == column; });
        if (may_be && is_title_of_one(row, column) && sample.different_texts(column) > 0 &&
            sample.tells_apart(column, row.keys))
            return column;
    }
    return row.titles.size();
}

}  // namespace

std::optional<UnitColumn> find_unit_column(const Text& text, const Dialect& dialect, const TitleWords& words,
                                           const LoadOptions& options) {
    const std::size_t begin = behind_skipped(text, dialect, options.skip_rows);
    const TitleRow row = find_titles(text, begin, dialect.separator, words);
    if (row.has_unit || row.values.empty()) return std::nullopt;
    const Sample sample(text.characters(), row.rows_begin, dialect.separator);
    const auto place = std::min_element(row.places.begin(), row.places.end(),
                                        [](const Place& a, const Place& b) { return a.rank < b.rank; });
    const bool has_place = place != row.places.end();
    if (has_place && sample.tells_apart(place->column, row.keys)) return std::nullopt;
    std::size_t found = has_place ? telling_apart(row, sample) : most_different(row, sample);
    if (found == row.titles.size() && !has_place) found = numbering(row, sample);
    if (found == row.titles.size()) return std::nullopt;
    return UnitColumn{row.titles[found], has_place ? row.titles[place->column].text : std::string()};
}

}  // namespace iiindex::detail
