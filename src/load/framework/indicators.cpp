#include "load/framework/indicators.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "ground/catalogue.hpp"
#include "load/codes.hpp"
#include "load/directions.hpp"
#include "load/framework/framework.hpp"
#include "load/framework/shares.hpp"
#include "load/table/dated.hpp"
#include "load/table/no_units.hpp"
#include "load/table/number.hpp"
#include "load/table/title_parts.hpp"
#include "text/normal.hpp"

namespace iiindex::detail {
namespace {

/// Whether a title says that its column tells the units, their groups or their periods, or only counts the rows.
///
/// has_units   whether another column certainly tells the units, so that an area may be measured
bool is_no_indicator(std::string_view title, bool has_units, const TitleWords& words) {
    const std::string form = title_form(title);
    const Meaning meaning = words.meaning_of(title, false);
    if (form.empty() || !meaning.group.empty() || counts_rows(form)) return true;
    if (!meaning.fixed) return false;
    return !has_units || meaning.fixed->column != FixedColumn::name || meaning.fixed->rank < rank_of_area;
}

/// What stands below a title.
struct Below {
    std::size_t numbers = 0, percents = 0, texts = 0;
    std::size_t nearly = 0;  ///< numbers that are not written as they are read, which reading the values will tell

    bool is_indicator() const { return numbers + nearly > texts; }
};

/// What a row is called.
std::string_view name_of(const CellRow& row) {
    const auto first =
        std::find_if_not(row.cells.begin(), row.cells.end(), [](const GridCell& cell) { return cell.text.empty(); });
    return first == row.cells.end() ? std::string_view() : std::string_view(first->text);
}

/// The first row below the titles that is called so; null: none.
const CellRow* row_called(const std::vector<CellRow>& rows, std::size_t header, bool (*is_one)(std::string_view)) {
    const auto found = std::find_if(rows.begin() + static_cast<std::ptrdiff_t>(header) + 1, rows.end(),
                                    [is_one](const CellRow& row) { return is_one(name_of(row)); });
    return found == rows.end() ? nullptr : &*found;
}

bool describes_columns(const CellRow& row) {
    const std::string_view name = name_of(row);
    return heads_measures(name) || heads_weights(name) || heads_directions(name);
}

/// What stands below the titles, but for the rows that describe the columns.
std::vector<const CellRow*> rows_of_values(const std::vector<CellRow>& rows, std::size_t header) {
    std::vector<const CellRow*> values;
    for (std::size_t row = header + 1; row < rows.size(); ++row) {
        if (!describes_columns(rows[row])) values.push_back(&rows[row]);
    }
    return values;
}

Below below(const std::vector<const CellRow*>& rows, std::size_t column) {
    Below found;
    for (const CellRow* const row : rows) {
        if (row->text(column).empty()) continue;
        const NumberCell cell = read_with_either_mark(row->text(column));
        if (cell.kind == NumberCell::Kind::number) {
            ++found.numbers;
            found.percents += cell.has_percent ? 1U : 0U;
        } else if (cell.kind == NumberCell::Kind::fault) {
            ++(is_nearly_number(row->text(column)) ? found.nearly : found.texts);
        }
    }
    return found;
}

/// The row that says what the columns are counted in: one that is called so, or the row below the titles.
const CellRow* row_of_measures(const std::vector<CellRow>& rows, std::size_t header,
                               const std::vector<std::size_t>& indicators) {
    if (const CellRow* const called = row_called(rows, header, heads_measures)) return called;
    if (header + 1 >= rows.size()) return nullptr;
    const CellRow& row = rows[header + 1];
    for (std::size_t column = 0; column < row.cells.size(); ++column) {
        const std::string& text = row.cells[column].text;
        const bool is_value = std::find(indicators.begin(), indicators.end(), column) != indicators.end();
        if (text.empty()) continue;
        if (is_value ? read_with_either_mark(text).kind == NumberCell::Kind::number : !heads_measures(text))
            return nullptr;
    }
    return &row;
}

/// By row a number that rows have in common whose texts are the same.
std::vector<std::size_t> same_texts(const std::vector<const CellRow*>& rows) {
    std::map<std::string, std::size_t> known;
    std::vector<std::size_t> numbers;
    for (const CellRow* const row : rows) {
        std::string texts;
        for (const GridCell& cell : row->cells) {
            if (read_with_either_mark(cell.text).kind != NumberCell::Kind::number) texts += cell.text + '\0';
        }
        numbers.push_back(known.try_emplace(std::move(texts), known.size()).first->second);
    }
    return numbers;
}

/// Whether a column holds nothing but years, or a note below them.
bool is_of_years(const std::vector<const CellRow*>& rows, std::size_t column) {
    bool has_year = false;
    for (const CellRow* const row : rows) {
        const std::string_view text = row->text(column);
        if (text.empty() || kind_of_row(text) != RowKind::unit) continue;
        if (!is_year(text)) return false;
        has_year = true;
    }
    return has_year;
}

/// The column of years that tell rows of the same texts apart, as a table of several years has; nothing where a title
/// says which column that is, or none is it.
std::optional<std::size_t> column_of_years(const CellRow& titles, const std::vector<const CellRow*>& values,
                                           const TitleWords& words) {
    for (const GridCell& title : titles.cells) {
        const auto known = words.meaning_of(title.text, false).fixed;
        if (known && known->column == FixedColumn::period) return std::nullopt;
    }
    std::vector<std::size_t> units;  // by row, once they are asked for
    const auto tells_apart = [&](std::size_t column) {
        if (units.empty()) units = same_texts(values);
        std::map<std::size_t, std::set<std::string_view>> years;
        std::size_t rows = 0;
        for (std::size_t row = 0; row < values.size(); ++row) {
            const std::string_view year = values[row]->text(column);
            if (!is_year(year)) continue;
            if (!years[units[row]].insert(year).second) return false;
            ++rows;
        }
        return years.size() > 1 && years.size() < rows;
    };
    for (std::size_t column = 0; column < titles.cells.size(); ++column) {
        if (is_of_years(values, column) && tells_apart(column)) return column;
    }
    return std::nullopt;
}

/// The columns that are indicators.
std::vector<std::size_t> indicator_columns(const CellRow& titles, const std::vector<const CellRow*>& values,
                                           const TitleWords& words, const Text& text, std::vector<Problem>& warnings) {
    std::vector<std::size_t> columns;
    const auto years = column_of_years(titles, values, words);
    const bool has_units = std::any_of(titles.cells.begin(), titles.cells.end(), [&](const GridCell& title) {
        const Meaning meaning = words.meaning_of(title.text, false);
        return meaning.names_unit() && meaning.fixed->rank < rank_of_area;
    });
    for (std::size_t column = 0; column < titles.cells.size(); ++column) {
        const GridCell& title = titles.cells[column];
        if (is_no_indicator(title.text, has_units, words)) continue;
        if (column == years) {
            warnings.push_back(text.problem(
                {title.begin,
                 title.length,
                 said("column '{}' is taken for that of the periods: no indicator is made of it", title.text),
                 {}}));
            continue;
        }
        const Below found = below(values, column);
        if (found.is_indicator()) columns.push_back(column);
        if (found.is_indicator() || found.numbers == 0) continue;
        warnings.push_back(
            text.problem({title.begin,
                          title.length,
                          said("column '{}' has more texts than numbers: no indicator is made of it", title.text),
                          {}}));
    }
    return columns;
}

/// A cell of a row that may not be there, unless it is empty.
std::optional<GridCell> cell_in(const CellRow* row, std::size_t column) {
    if (row == nullptr || row->text(column).empty()) return std::nullopt;
    return row->cells[column];
}

/// What a column says of its values: the measure in brackets behind its name, in the row below, or by percent signs;
/// and weight and direction, where they stand in brackets.
NamedIndicator indicator_of(const GridCell& title, const std::vector<const CellRow*>& values, std::size_t column,
                            const CellRow* measures, bool is_name_unique) {
    TitleParts parts = split_title(title.text);
    if (!is_name_unique) parts = {.name = title.text};  // brackets tell them apart
    std::string measure = parts.measure;
    if (measure.empty() && measures != nullptr) measure = measure_in(measures->text(column));
    const Below found = below(values, column);
    if (measure.empty() && found.percents > 0 && found.percents == found.numbers) measure = "%";
    return {.name = std::string(parts.name),
            .name_en = std::string(parts.translation),
            .code = {},
            .measure = std::move(measure),
            .at = title,
            .group = {},
            .weight = part_of(title, parts.weight),
            .direction = part_of(title, parts.direction)};
}

/// A dash in brackets is a direction where a plus is one beside it; else it says that nothing is counted in anything.
void take_minus(std::vector<NamedIndicator>& indicators) {
    const auto is_plus = [](const NamedIndicator& one) { return one.direction && one.direction->text == "+"; };
    if (std::none_of(indicators.begin(), indicators.end(), is_plus)) return;
    for (NamedIndicator& one : indicators) {
        if (one.direction || direction_said(one.measure) != Direction::negative) continue;
        one.direction = part_of(one.at, one.measure);
        one.measure.clear();
    }
}

/// The indicators of titles that all have a year, and one of them more than one; none where that is not so.
std::vector<NamedIndicator> dated_indicators(const std::vector<NamedIndicator>& columns, const Text& text) {
    std::vector<NamedIndicator> indicators;
    std::map<std::string, std::set<std::string>> years;  // by the name without its year
    for (const NamedIndicator& column : columns) {
        Dated parts = dated(column.name);
        if (const std::string year = date_of(column.name); !year.empty()) parts = {name_by_file(text), year};
        if (parts.name.empty()) return {};
        const auto [known, is_new] = years.try_emplace(title_form(parts.name));
        known->second.insert(parts.date);
        if (is_new) {
            indicators.push_back(column);
            indicators.back().name = parts.name;
        }
    }
    std::set<std::string> names;  // without their measures, unless these tell them apart
    for (const NamedIndicator& one : indicators) names.insert(title_form(split_title(one.name).name));
    for (NamedIndicator& one : indicators) {
        const TitleParts parts = split_title(one.name);
        if (names.size() < indicators.size() || parts.measure.empty()) continue;
        if (one.measure.empty()) one.measure = parts.measure;
        one.name = std::string(parts.name);
    }
    const bool has_several =
        std::any_of(years.begin(), years.end(), [](const auto& one) { return one.second.size() > 1; });
    return has_several ? indicators : std::vector<NamedIndicator>();
}

}  // namespace

std::optional<GridCell> part_of(const GridCell& title, std::string_view part) {
    if (part.empty()) return std::nullopt;
    return GridCell{std::string(part), title.begin, title.length};
}

std::vector<NamedIndicator> indicators_in_titles(const std::vector<CellRow>& rows, std::size_t header,
                                                 const std::vector<std::optional<GridCell>>& groups,
                                                 const TitleWords& words, const Text& text,
                                                 std::vector<Problem>& warnings) {
    const std::vector<const CellRow*> values = rows_of_values(rows, header);
    const auto columns = indicator_columns(rows[header], values, words, text, warnings);
    const CellRow* const measures = row_of_measures(rows, header, columns);
    const auto form_of = [&](std::size_t column) {
        return title_form(split_title(rows[header].cells[column].text).name);
    };
    std::map<std::string, std::size_t> uses;
    for (const std::size_t column : columns) ++uses[form_of(column)];
    std::vector<NamedIndicator> indicators;
    for (const std::size_t column : columns) {
        const GridCell& title = rows[header].cells[column];
        indicators.push_back(indicator_of(title, values, column, measures, uses[form_of(column)] == 1));
    }
    take_minus(indicators);
    take_shares(indicators);
    std::vector<NamedIndicator> without_years = dated_indicators(indicators, text);
    if (!without_years.empty()) return without_years;
    const CellRow* const weights = row_called(rows, header, heads_weights);
    const CellRow* const directions = row_called(rows, header, heads_directions);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::size_t column = columns[i];
        const auto group = column < groups.size() ? groups[column] : std::nullopt;
        if (group && date_of(group->text).empty()) indicators[i].group = group;
        if (auto cell = cell_in(weights, column)) indicators[i].weight = std::move(cell);
        if (auto cell = cell_in(directions, column)) indicators[i].direction = std::move(cell);
    }
    return indicators;
}

NamedIndicator group_titled(const GridCell& title) {
    const TitleParts parts = split_title(title.text);
    const bool is_whole = parts.weight.empty() && parts.translation.empty();
    return {.name = is_whole ? title.text : std::string(parts.name),
            .name_en = std::string(parts.translation),
            .code = {},
            .measure = parts.measure,
            .at = title,
            .group = {},
            .weight = part_of(title, parts.weight)};
}

void take_shares(std::vector<NamedIndicator>& all) {
    std::vector<Share> shares;
    for (const NamedIndicator& one : all) {
        const auto share = share_in({.measure = one.measure});
        if (!share || share->mark == Share::Mark::points || !share->measure.empty() || one.weight) return;
        shares.push_back(*share);
    }
    if (all.size() < 2 || !make_a_whole(shares, std::nullopt)) return;
    for (NamedIndicator& one : all) {
        one.name = std::string(split_title(one.at.text).name);
        one.weight = part_of(one.at, std::exchange(one.measure, {}));
    }
}

}  // namespace iiindex::detail
