#include "load/table/parted_periods.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <iiindex/load.hpp>

#include "ground/catalogue.hpp"
#include "load/chronology.hpp"
#include "load/table/dated.hpp"
#include "load/table/header.hpp"
#include "load/table/rows.hpp"
#include "text/ascii.hpp"
#include "text/normal.hpp"

namespace iiindex::detail {
namespace {

/// Where a table has its keys.
struct KeyPlaces {
    std::vector<Title> titles;
    std::size_t begin = 0, rows_begin = 0;
    std::vector<std::size_t> years, parts;
    std::size_t part_rank = 0;        ///< of the title of the parts
    std::vector<std::size_t> others;  ///< that tell rows of a period apart
};

KeyPlaces keys_among(std::vector<Title> titles, const TitleWords& words, bool is_escaped) {
    KeyPlaces keys;
    for (std::size_t column = 0; column < titles.size(); ++column) {
        const Meaning meaning = words.meaning_of(titles[column].text, is_escaped);
        if (meaning.fixed && meaning.fixed->column == FixedColumn::period) {
            (meaning.fixed->rank >= rank_of_quarter ? keys.parts : keys.years).push_back(column);
            keys.part_rank = std::max(keys.part_rank, meaning.fixed->rank);
        } else if (meaning.fixed || (meaning.long_column && *meaning.long_column != LongColumn::value)) {
            keys.others.push_back(column);
        }
    }
    keys.titles = std::move(titles);
    return keys;
}

/// The keys of the first row that titles some; nothing where a period is not in two columns.
std::optional<KeyPlaces> find_keys(const Text& text, const Dialect& dialect, const TitleWords& words,
                                   const LoadOptions& options) {
    std::size_t at = behind_skipped(text, dialect, options.skip_rows);
    for (std::size_t number = 0; number <= most_rows_above && at < text.characters().size(); ++number) {
        Faults broken;
        const std::size_t begin = next_row(text.characters(), at);
        auto titles = read_titles(text.characters(), dialect.separator, at, broken);
        if (broken.size() > 0) return std::nullopt;
        KeyPlaces keys = keys_among(std::move(titles), words, dialect.separator == '\t');
        keys.begin = begin;
        keys.rows_begin = at;
        if (keys.others.empty()) continue;
        return keys.years.size() == 1 && keys.parts.size() == 1 ? std::optional(std::move(keys)) : std::nullopt;
    }
    return std::nullopt;
}

/// A year and what of it a cell says, under a title of such a rank: 2019Q1, 2019H2, 2019-01, 2019年第一季度.
std::string joined_label(const std::string& year, std::string_view part, std::size_t rank) {
    if (std::all_of(part.begin(), part.end(), is_digit)) {
        if (rank == rank_of_quarter) return fmt::format("{}Q{}", year, part);
        return rank == rank_of_half ? fmt::format("{}H{}", year, part) : fmt::format("{}-{:0>2}", year, part);
    }
    return has_chinese(part) ? fmt::format("{}年{}", year, part) : fmt::format("{} {}", year, part);
}

class PeriodJoiner {
public:
    PeriodJoiner(std::string_view characters, char separator, KeyPlaces keys)
        : characters_(characters), separator_(separator), keys_(std::move(keys)) {}

    /// Whether rows differ by their parts of a year alone, and each is a period once joined.
    bool is_needed() const {
        std::map<std::string, std::string> parts;  // by all other keys
        bool differs = false;
        for (std::size_t at = next_row(characters_, keys_.rows_begin); at < characters_.size();) {
            const std::vector<Field> row = scan_row(characters_, at, separator_);
            at = next_row(characters_, row.back().next);
            if (row.size() <= std::max(year_column(), part_column())) continue;
            const std::string year = period_label(cell(row, year_column())), part = cell(row, part_column());
            if (year.empty() && part.empty()) continue;
            if (!is_year(year) || part.empty() || part.find('"') != part.npos || is_date(part) ||
                !is_date(joined_label(year, part, keys_.part_rank)))
                return false;
            std::string key = year;
            for (const std::size_t column : keys_.others) key += '\0' + cell(row, column);
            const auto [known, is_new] = parts.try_emplace(std::move(key), part);
            differs = differs || (!is_new && known->second != part);
        }
        return differs;
    }

    MadeTable joined() {
        TableWriter table(characters_, separator_);
        table.copy_rows(0, keys_.begin);
        for (std::size_t at = keys_.begin; at < characters_.size();) {
            const std::vector<Field> row = scan_row(characters_, at, separator_);
            write(row, at < keys_.rows_begin, table);
            at = next_row(characters_, row.back().next);
        }
        return std::move(table).finish();
    }

    const Title& title_of_years() const { return keys_.titles[year_column()]; }
    const Title& title_of_parts() const { return keys_.titles[part_column()]; }

private:
    std::size_t year_column() const { return keys_.years.front(); }
    std::size_t part_column() const { return keys_.parts.front(); }

    std::string cell(const std::vector<Field>& row, std::size_t column) const {
        std::string scratch;
        return column < row.size() ? cleaned(content(characters_, row[column], scratch)) : std::string();
    }

    void write(const std::vector<Field>& row, bool is_title, TableWriter& table) const {
        const bool has_both = row.size() > std::max(year_column(), part_column());
        const std::string year = period_label(cell(row, year_column())), part = cell(row, part_column());
        for (std::size_t column = 0; column < row.size(); ++column) {
            if (column == part_column()) continue;
            const std::size_t begin = row[column].begin, length = row[column].end - begin;
            if (column != year_column() || is_title || !has_both || part.empty())
                table.copy(begin, length);
            else
                table.cell(as_cell(joined_label(year, part, keys_.part_rank), separator_), begin, length);
        }
        table.end_row();
    }

    std::string_view characters_;
    char separator_;
    KeyPlaces keys_;
};

}  // namespace

std::optional<MadeTable> with_joined_periods(const Text& text, const Dialect& dialect, const TitleWords& words,
                                             const LoadOptions& options, std::vector<Problem>& warnings) {
    auto keys = find_keys(text, dialect, words, options);
    if (!keys) return std::nullopt;
    PeriodJoiner joiner(text.characters(), dialect.separator, *std::move(keys));
    if (!joiner.is_needed()) return std::nullopt;
    const Title& title = joiner.title_of_parts();
    warnings.push_back(
        text.problem({title.begin,
                      title.length,
                      said("columns '{}' and '{}' are the period together, as units stand in several rows of a year",
                           joiner.title_of_years().text, title.text),
                      {}}));
    return joiner.joined();
}

}  // namespace iiindex::detail
