#include "load/framework/indicator_rows.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "load/codes.hpp"
#include "load/table/dated.hpp"
#include "load/table/no_units.hpp"
#include "load/table/title_parts.hpp"
#include "text/normal.hpp"

namespace iiindex::detail {
namespace {

/// The columns of a table with a row a value that describe indicators.
struct DescribingColumns {
    std::optional<std::size_t> codes, names, measures;

    DescribingColumns(const CellRow& titles, const TitleWords& words) {
        std::size_t units = 0;  // columns that may name them
        for (std::size_t column = 0; column < titles.cells.size(); ++column) {
            const std::string_view title = titles.text(column);
            const Meaning meaning = words.meaning_of(title, false);
            if (heads_measures_of_others(title) && !meaning.long_column && !measures)
                measures = column;
            else if (meaning.names_unit())
                ++units;
            if (meaning.long_column == LongColumn::indicator_code && !codes) codes = column;
            if (meaning.long_column != LongColumn::indicator_name) continue;
            if (!names) {
                names = column;
            } else if (!codes && title_form(titles.text(*names)) == title_form(title)) {
                codes = std::exchange(names, column);  // MEASURE, Measure
            }
        }
        if (units == 0) measures.reset();  // it may name the units
    }
};

}  // namespace

bool names_in_rows(const CellRow& titles, const TitleWords& words) {
    bool has_names = false, has_values = false;
    for (const GridCell& title : titles.cells) {
        const auto column = words.meaning_of(title.text, false).long_column;
        has_names = has_names || (column && *column != LongColumn::value);
        has_values = has_values || column == LongColumn::value || !date_of(title.text).empty();
    }
    return has_names && has_values;
}

std::vector<NamedIndicator> indicators_in_rows(const std::vector<CellRow>& rows, std::size_t header,
                                               const TitleWords& words) {
    const DescribingColumns at(rows[header], words);
    std::vector<NamedIndicator> indicators;
    std::map<std::string, std::size_t> known;
    for (std::size_t row = header + 1; row < rows.size(); ++row) {
        const std::string code(at.codes ? rows[row].text(*at.codes) : rows[row].text(*at.names));
        const std::string name(at.names ? rows[row].text(*at.names) : std::string_view(code));
        const std::string measure(at.measures ? rows[row].text(*at.measures) : std::string_view());
        if (name.empty()) continue;
        const auto [place, is_new] = known.try_emplace(code.empty() ? name : code, indicators.size());
        if (!is_new) {
            NamedIndicator& first = indicators[place->second];
            if (!measure.empty() && first.measure != measure) first.measure.clear();
            continue;
        }
        const TitleParts parts = split_title(name);
        const bool has_code = at.codes && is_code(code, FirstCharacter::letter);
        const GridCell& cell = rows[row].cells[at.names ? *at.names : *at.codes];
        indicators.push_back({.name = std::string(parts.name),
                              .name_en = std::string(parts.translation),
                              .code = has_code ? code : std::string(),
                              .measure = measure.empty() ? parts.measure : measure,
                              .at = cell,
                              .group = {},
                              .weight = part_of(cell, parts.weight),
                              .direction = part_of(cell, parts.direction)});
    }
    return indicators;
}

}  // namespace iiindex::detail
