#include "load/table/key_columns.hpp"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
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
    std::unordered_map<std::string, std::size_t> counts;  ///< of columns by what their titles are matched by
    std::size_t rows_begin = 0;
    std::vector<std::size_t> values;   ///< columns of values
    std::set<std::string> years;       ///< that title some of them
    std::vector<std::size_t> unknown;  ///< columns left of them whose titles mean nothing, or a node that is computed
    std::vector<std::size_t> numbers;  ///< columns left of them that number the rows
    std::vector<std::size_t> keys;     ///< columns of periods and indicators
    std::vector<Place> places;
    std::vector<std::size_t> units;  ///< columns titled code, name or the like
    bool has_period = false;         ///< a column titled so
    bool has_indicators = false;     ///< likewise: of names of indicators
    bool has_value = false;          ///< likewise: of values of any
};

bool names_units(const FixedTitle& fixed) {
    return fixed.column == FixedColumn::code || fixed.column == FixedColumn::name;
}

/// Whether a title may be that of places that units lie in, or of what values are counted in.
bool may_be_of_places(const FixedTitle& fixed) {
    return (fixed.column == FixedColumn::name && fixed.rank >= rank_of_places) ||
           (fixed.column == FixedColumn::code && fixed.rank >= rank_of_unit);
}

bool is_period(const Meaning& meaning) { return meaning.fixed && meaning.fixed->column == FixedColumn::period; }

void sort_column(TitleRow& row, std::size_t column, const TitleWords& words, bool is_escaped) {
    const std::string_view title = row.titles[column].text;
    const Meaning meaning = words.meaning_of(title, is_escaped);
    const std::string dated_name = dated(title).name;
    const bool is_dated = !dated_name.empty() && !words.meaning_of(dated_name, is_escaped).indicators.empty();
    const std::string year = date_of(title);
    if (!meaning.indicators.empty() || meaning.input || meaning.long_column == LongColumn::value || is_dated ||
        (!year.empty() && row.years.insert(year).second))  // years that stand there twice are values
        row.values.push_back(column);
    else if (meaning.long_column || is_period(meaning))
        row.keys.push_back(column);
    else if (meaning.fixed && may_be_of_places(*meaning.fixed))
        row.places.push_back({column, meaning.fixed->rank});
    else if (meaning.fixed && names_units(*meaning.fixed))
        row.units.push_back(column);
    else if (!meaning.fixed && meaning.group.empty() && row.values.empty())
        (counts_rows(title_form(title)) ? row.numbers : row.unknown).push_back(column);
    row.has_period = row.has_period || is_period(meaning);
    const bool is_value = meaning.long_column == LongColumn::value;
    row.has_value = row.has_value || is_value;
    row.has_indicators = row.has_indicators || (meaning.long_column && !is_value);
}

/// The row, among the first ones, that titles the units, or both indicators and their values, or else the most columns
/// of values.
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
        if (!row.units.empty() || !row.places.empty() || (row.has_value && row.has_indicators)) return row;
        if (row.values.size() > best.values.size()) best = std::move(row);
    }
    return best;
}

bool is_title_of_one(const TitleRow& row, std::size_t column) {
    return row.counts.at(title_form(row.titles[column].text)) == 1;
}

/// The column of most different texts, one of dates only where there is no other; the number of columns where most rows
/// have the same text in each.
std::size_t most_different(const TitleRow& row, const Sample& sample) {
    for (const bool are_dates : {false, true}) {
        std::size_t found = row.titles.size(), most = row.keys.empty() ? sample.size() / 2 : 0;
        for (const std::size_t column : row.unknown) {
            const std::size_t different = sample.different_texts(column);
            if (different <= most || sample.has_only_dates(column) != are_dates || !is_title_of_one(row, column))
                continue;
            most = different;
            found = column;
        }
        if (found != row.titles.size()) return found;
    }
    return row.titles.size();
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
            !sample.has_only_dates(column) && sample.tells_apart(column, row.keys))
            return column;
    }
    return row.titles.size();
}

/// The column of places that goes by its title where none is titled code or name.
std::optional<std::size_t> titled_place(const TitleRow& row) {
    const auto place = std::min_element(row.places.begin(), row.places.end(),
                                        [](const Place& a, const Place& b) { return a.rank < b.rank; });
    return place == row.places.end() ? std::nullopt : std::optional(place->column);
}

/// The column that names the units where no title tells it.
std::optional<UnitColumn> unit_in(const TitleRow& row, const Sample& sample) {
    if (!row.units.empty()) return std::nullopt;
    const std::optional<std::size_t> place = titled_place(row);
    if (place && sample.tells_apart(*place, row.keys)) return std::nullopt;
    std::size_t found = place ? telling_apart(row, sample) : most_different(row, sample);
    if (found == row.titles.size() && !place) found = numbering(row, sample);
    if (found == row.titles.size()) return std::nullopt;
    return UnitColumn{row.titles[found], found, place ? row.titles[*place].text : std::string()};
}

/// The column that the units go by, whether a title tells it or not.
std::optional<std::size_t> unit_of(const TitleRow& row, const std::optional<UnitColumn>& found) {
    if (found) return found->column;
    return row.units.empty() ? titled_place(row) : row.units.front();
}

/// The first columns of unknown titles that hold nothing but dates.
std::vector<std::size_t> columns_of_dates(const TitleRow& row, const Sample& sample) {
    constexpr std::size_t most_tried = 3;  // each is tried on the whole sample
    std::vector<std::size_t> found;
    for (const std::size_t column : row.unknown) {
        if (found.size() < most_tried && sample.has_only_dates(column) && is_title_of_one(row, column))
            found.push_back(column);
    }
    return found;
}

/// What the columns of a row are if one is that of the periods.
TitleRow with_period(TitleRow row, std::size_t column) {
    std::erase(row.unknown, column);
    row.keys.push_back(column);
    return row;
}

}  // namespace

KeyColumns find_key_columns(const Text& text, const Dialect& dialect, const TitleWords& words,
                            const LoadOptions& options) {
    const std::size_t begin = behind_skipped(text, dialect, options.skip_rows);
    TitleRow row = find_titles(text, begin, dialect.separator, words);
    if (row.values.empty() || (!row.units.empty() && (row.has_period || row.unknown.empty()))) return {};
    for (const Title& title : row.titles) ++row.counts[title_form(title.text)];
    const Sample sample(text.characters(), row.rows_begin, dialect.separator);
    for (const std::size_t column : row.has_period ? std::vector<std::size_t>() : columns_of_dates(row, sample)) {
        const TitleRow dated = with_period(row, column);
        const std::optional<UnitColumn> unit = unit_in(dated, sample);
        const std::optional<std::size_t> by = unit_of(dated, unit);
        if (by && sample.is_panel(*by, column) && sample.tells_apart(*by, dated.keys))
            return {unit, row.titles[column]};
    }
    return {unit_in(row, sample), std::nullopt};
}

}  // namespace iiindex::detail
