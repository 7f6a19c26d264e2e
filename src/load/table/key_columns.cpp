#include "load/table/key_columns.hpp"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "load/table/no_units.hpp"
#include "load/table/rows.hpp"
#include "load/table/sample.hpp"
#include "load/table/title_row.hpp"
#include "text/normal.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

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
                                        [column](const PlaceColumn& place) { return place.column == column; });
        if (may_be && is_title_of_one(row, column) && sample.different_texts(column) > 0 &&
            !sample.has_only_dates(column) && sample.tells_apart(column, row.keys))
            return column;
    }
    return row.titles.size();
}

/// The column of places that goes by its title where none is titled code or name.
std::optional<std::size_t> titled_place(const TitleRow& row) {
    const auto place = std::min_element(row.places.begin(), row.places.end(),
                                        [](const PlaceColumn& a, const PlaceColumn& b) { return a.rank < b.rank; });
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

/// What they are if one names the indicators, as do those that have one text beside each of its own.
TitleRow with_indicator(const TitleRow& row, std::size_t indicator, const Sample& sample) {
    TitleRow named = with_key(row, indicator);
    std::erase_if(named.unknown, [&](std::size_t column) { return sample.shared(indicator, column).empty(); });
    return named;
}

/// The column of an unknown title whose cells name the most inputs of the index; nothing where none names any.
std::optional<std::size_t> naming_inputs(const TitleRow& row, std::string_view text, char separator,
                                         const TitleWords& words) {
    constexpr std::size_t most_columns = 16, most_rows = 100'000;
    const std::size_t tried = std::min(most_columns, row.unknown.size());
    std::vector<std::set<std::string>> known(tried);
    std::vector<std::size_t> named(tried);
    std::string scratch;
    std::size_t at = next_row(text, row.rows_begin);
    for (std::size_t rows = 0; tried > 0 && rows < most_rows && at < text.size(); ++rows) {
        const std::vector<Field> fields = scan_row(text, at, separator);
        at = next_row(text, fields.back().next);
        for (std::size_t i = 0; i < tried; ++i) {
            if (row.unknown[i] >= fields.size() || row.titles[row.unknown[i]].text.empty()) continue;
            const auto [cell, is_new] = known[i].emplace(trimmed(content(text, fields[row.unknown[i]], scratch)));
            if (!is_new || cell->empty()) continue;
            const Meaning meaning = words.meaning_of(*cell, separator == '\t');
            named[i] += meaning.indicators.size() == 1 || meaning.input ? 1U : 0U;
        }
    }
    const auto most = std::max_element(named.begin(), named.end());
    if (most == named.end() || *most == 0) return std::nullopt;
    return row.unknown[static_cast<std::size_t>(most - named.begin())];
}

/// The first columns of unknown titles that hold several texts and nothing else; they are tried against one another.
std::vector<std::size_t> columns_of_texts(const TitleRow& row, const Sample& sample) {
    constexpr std::size_t most = 12;
    std::vector<std::size_t> columns;
    for (const std::size_t column : row.unknown) {
        if (columns.size() < most && !row.titles[column].text.empty() && sample.different_texts(column) > 1)
            columns.push_back(column);
    }
    return columns;
}

/// Finds the column of indicators by what it holds, and that of the units, where none is known. Where a column says
/// what values are counted in, those of an indicator are counted in one.
void find_indicators(const TitleRow& row, const Sample& sample, KeyColumns& found) {
    std::vector<std::size_t> columns = columns_of_texts(row, sample);
    const auto measures =
        static_cast<std::size_t>(std::find_if(row.titles.begin(), row.titles.end(),
                                              [](const Title& title) { return heads_measures_of_others(title.text); }) -
                                 row.titles.begin());
    const bool has_measures = measures < row.titles.size();
    std::erase(columns, measures);
    const std::optional<std::size_t> known = unit_of(row, found.unit);
    std::vector<std::size_t> units;
    if (known && known != measures) units.push_back(*known);
    if (!known || known == measures || found.unit) units.insert(units.end(), columns.begin(), columns.end());
    for (const std::size_t unit : units) {
        if (sample.tells_apart(unit, row.keys)) continue;
        const std::vector<std::size_t> keys = with_key(row, unit).keys;
        const auto names_indicators = [&](std::size_t column) {
            return column != unit && (!has_measures || sample.shared(column, measures).empty()) &&
                   sample.is_panel(unit, column) && sample.tells_apart(column, keys);
        };
        const auto indicator = std::find_if(columns.begin(), columns.end(), names_indicators);
        if (indicator == columns.end()) continue;
        if (unit != known) found.unit = UnitColumn{row.titles[unit], unit, {}};
        const auto name = std::find_if(indicator + 1, columns.end(), [&](std::size_t column) {
            return column != unit && sample.has_names_of(*indicator, column);
        });
        if (name != columns.end()) found.indicator_code = row.titles[*indicator];
        found.indicator = row.titles[name == columns.end() ? *indicator : *name];
        return;
    }
}

KeyColumns units_and_periods(TitleRow& row, const Sample& sample) {
    for (const std::size_t column : row.has_period ? std::vector<std::size_t>() : columns_of_dates(row, sample)) {
        TitleRow dated = with_key(row, column);
        const std::optional<UnitColumn> unit = unit_in(dated, sample);
        const std::optional<std::size_t> by = unit_of(dated, unit);
        if (!by || !sample.is_panel(*by, column) || !sample.tells_apart(*by, dated.keys)) continue;
        row = std::move(dated);
        return {unit, row.titles[column], {}, {}};
    }
    return {unit_in(row, sample), {}, {}, {}};
}

}  // namespace

KeyColumns find_key_columns(const Text& text, const Dialect& dialect, const TitleWords& words,
                            const LoadOptions& options) {
    const std::size_t begin = behind_skipped(text, dialect, options.skip_rows);
    TitleRow row = find_title_row(text, begin, dialect.separator, words);
    const bool are_units_known = !row.units.empty() && (row.has_period || row.unknown.empty());
    if (row.values.empty() || (are_units_known && !lacks_indicators(row))) return {};
    for (const Title& title : row.titles) ++row.counts[title_form(title.text)];
    const bool has_index = !words.index().nodes.empty();
    const Sample sample(text.characters(), row.rows_begin, dialect.separator,
                        lacks_indicators(row) ? large_sample : usual_sample);
    std::optional<std::size_t> indicator;
    if (has_index && lacks_indicators(row)) indicator = naming_inputs(row, text.characters(), dialect.separator, words);
    if (indicator) row = with_indicator(row, *indicator, sample);
    KeyColumns found = units_and_periods(row, sample);
    if (indicator) found.indicator = row.titles[*indicator];
    if (!has_index && lacks_indicators(row)) find_indicators(row, sample, found);
    return found;
}

}  // namespace iiindex::detail
