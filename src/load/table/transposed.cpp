#include "load/table/transposed.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "ground/catalogue.hpp"
#include "load/codes.hpp"
#include "load/framework/titles.hpp"
#include "load/table/dated.hpp"
#include "load/table/header.hpp"
#include "load/table/no_units.hpp"
#include "load/table/number.hpp"
#include "load/table_text.hpp"
#include "load/wording.hpp"
#include "text/commas.hpp"
#include "text/normal.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t enough_rows = 300;   // that tell how a table lies
constexpr std::size_t naming_columns = 4;  // the first ones, of which one may name the indicators

/// Whether a title says that its column is about the indicators, and no unit's.
bool is_of_indicators(std::string_view title) {
    const std::string form = title_form(title);
    return form.empty() || fixed_title(form) || long_column(form) || counts_rows(form);
}

/// Whether a title says that its column says something of each indicator that is known in a row, too.
bool describes(std::string_view title) {
    return heads_measures(title) || heads_weights(title) || heads_directions(title);
}

/// What the cells of a column are, in the rows of indicators.
struct Held {
    std::size_t numbers = 0, texts = 0;
};

Held held(const std::vector<const CellRow*>& rows, std::size_t column) {
    Held found;
    for (const CellRow* const row : rows) {
        const std::string_view text = row->text(column);
        if (may_be_number(text))
            ++found.numbers;
        else if (read_number(text, {}, "").kind != NumberCell::Kind::nothing)
            ++found.texts;
    }
    return found;
}

/// The columns but the naming one, by what they hold in the rows of indicators.
struct ByContent {
    std::vector<std::size_t> numbers, texts, empty;
    std::vector<std::size_t> full;  ///< those with a number in most of the rows
};

ByContent sorted_columns(const std::vector<CellRow>& rows, std::size_t naming,
                         const std::vector<const CellRow*>& named) {
    std::size_t width = 0;
    for (const CellRow& row : rows) width = std::max(width, row.cells.size());
    ByContent columns;
    for (std::size_t column = 0; column < width; ++column) {
        if (column == naming) continue;
        const Held found = held(named, column);
        if (found.numbers + found.texts == 0)
            columns.empty.push_back(column);
        else
            (found.numbers >= found.texts ? columns.numbers : columns.texts).push_back(column);
        if (2 * found.numbers > named.size()) columns.full.push_back(column);
    }
    return columns;
}

/// The first row that has texts in most of the columns, no two of them the same; where there is none, the first that
/// has something in each, as units may be called by numbers.
std::optional<std::size_t> find_titles_of(const std::vector<std::size_t>& columns, std::span<const CellRow> rows) {
    const auto has_texts = [&](const CellRow& row) {
        std::set<std::string_view> texts;
        std::size_t count = 0;
        for (const std::size_t column : columns) {
            const std::string_view text = row.text(column);
            const bool is_text = !may_be_number(text) && read_number(text, {}, "").kind == NumberCell::Kind::fault;
            if (!is_text) continue;
            texts.insert(text);
            ++count;
        }
        return 2 * count > columns.size() && texts.size() == count;
    };
    const auto is_full = [&](const CellRow& row) {
        return !columns.empty() && std::none_of(columns.begin(), columns.end(),
                                                [&](std::size_t column) { return row.text(column).empty(); });
    };
    auto found = std::find_if(rows.begin(), rows.end(), has_texts);
    if (found == rows.end()) found = std::find_if(rows.begin(), rows.end(), is_full);
    return found == rows.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - rows.begin()));
}

/// The rows from a place in the text on, at most so many; none where their quoting is broken.
std::vector<CellRow> rows_from(const Text& text, const Dialect& dialect, std::size_t begin, std::size_t most) {
    Faults broken;
    auto rows = read_cells(text.characters(), dialect.separator, text_of_cell, broken, most);
    if (broken.size() > 0) return {};
    std::erase_if(rows, [begin](const CellRow& row) { return row.cells.front().begin < begin; });
    return rows;
}

/// How a table lies in which enough of the index's indicators are named in one column, each once.
std::optional<Transposed> find(const std::vector<CellRow>& rows, const TitleWords& words, bool is_escaped,
                               bool is_asked_for) {
    const Index& index = words.index();
    std::size_t needed = index.inputs.size();
    for (std::size_t i = 0; i < index.indicators.size(); ++i) needed += index.is_read(i) ? 1U : 0U;
    const auto named_by = [&](const CellRow& row, std::size_t column) -> std::optional<std::size_t> {
        const Meaning meaning = words.meaning_of(row.text(column), is_escaped);
        if (meaning.input) return index.nodes.size() + *meaning.input;
        return meaning.indicators.empty() ? std::nullopt : std::optional(meaning.indicators.front());
    };
    for (std::size_t column = 0; column < naming_columns; ++column) {
        std::set<std::size_t> named;
        bool is_once = true;
        // Below a title of units a code in other letters, as NO for no, may be a unit's.
        const bool titles_units =
            !is_asked_for && !rows.empty() && words.meaning_of(rows.front().text(column), is_escaped).names_unit();
        for (const CellRow& row : rows) {
            if (titles_units && !words.is_exact(row.text(column))) continue;
            if (const auto input = named_by(row, column)) is_once = named.insert(*input).second && is_once;
        }
        if (!is_once || named.size() < (is_asked_for ? 1 : std::max<std::size_t>(1, (needed + 1) / 2))) continue;
        auto found =
            lies_transposed(rows, column, [&](const CellRow& row) { return named_by(row, column).has_value(); });
        if (found) return found;
    }
    return std::nullopt;
}

std::optional<Transposed> find(const Text& text, const Dialect& dialect, const TitleWords& words,
                               const LoadOptions& options, std::size_t begin) {
    const bool is_asked_for = options.shape == Shape::transposed;
    if (options.shape != Shape::found_out && !is_asked_for) return std::nullopt;
    const auto rows = rows_from(text, dialect, begin, enough_rows);
    if (!is_asked_for && find_framework(rows)) return std::nullopt;  // an index, whose numbers are no values
    return find(rows, words, dialect.separator == '\t', is_asked_for);
}

/// Refuses cells that stand beside the titles.
void refuse_surplus(const Text& text, const std::vector<CellRow>& rows, std::size_t header) {
    Faults faults;
    for (std::size_t row = header + 1; row < rows.size(); ++row) {
        const auto& cells = rows[row].cells;
        for (std::size_t column = rows[header].cells.size(); column < cells.size(); ++column) {
            if (cells[column].text.empty()) continue;
            faults.add({cells[column].begin, cells[column].length,
                        said("more cells than the {} titles", rows[header].cells.size()),
                        said("quote a cell that has the separator in it")});
        }
    }
    faults.raise_if_any(text);
}

/// Takes out rows of one cell that says that it is a note.
void leave_out_notes(const Text& text, std::vector<CellRow>& rows, const Transposed& lies,
                     std::vector<Problem>& warnings) {
    const auto is_note = [&](const CellRow& row) {
        const std::string_view said_there = row.text(lies.naming);
        return row.filled() == 1 && (kind_of_row(said_there) == RowKind::note || reads_as_remark(said_there));
    };
    const auto first = rows.begin() + static_cast<std::ptrdiff_t>(lies.header) + 1;
    const auto end = std::stable_partition(first, rows.end(), [&](const CellRow& row) { return !is_note(row); });
    for (auto row = end; row != rows.end(); ++row) {
        const GridCell& cell = row->cells[lies.naming];
        warnings.push_back(text.problem({cell.begin, cell.length, why_no_unit(RowKind::note, cell.text), {}}));
    }
    rows.erase(end, rows.end());
}

void say_passed_over(const Text& text, const CellRow& titles, const std::vector<std::size_t>& columns,
                     std::vector<Problem>& warnings) {
    std::vector<std::string> named;
    for (const std::size_t column : columns) {
        const GridCell& title = titles.cells[column];
        if (!title.text.empty())
            named.push_back(in_quotes(title.text));
        else
            warnings.push_back(
                text.problem({title.begin, title.length, said("a column without a title is ignored"), {}}));
    }
    if (named.empty()) return;
    const GridCell& first = titles.cells.front();
    warnings.push_back(
        text.problem({first.begin, first.length, said("columns that are passed over: {}", first_few(named)), {}}));
}

/// The text of a table in rows, and where its cells stood.
MadeTable written(const std::vector<CellRow>& rows, std::string_view characters, char separator) {
    TableWriter table(characters, separator);
    for (const CellRow& row : rows) {
        for (const GridCell& cell : row.cells) {
            const bool is_first_title = &row == &rows.front() && &cell == &row.cells.front();
            if (is_first_title)
                table.cell(cell.text, cell.begin, cell.length);
            else
                table.copy(cell.begin, cell.length);
        }
        table.end_row();
    }
    return std::move(table).finish();
}

}  // namespace

std::vector<CellRow> Transposed::turned(const std::vector<CellRow>& rows) const {
    std::vector<CellRow> made;
    const auto add = [&](std::size_t column) {
        CellRow& unit = made.emplace_back();
        unit.number = made.size();
        for (std::size_t row = header; row < rows.size(); ++row) {
            const auto& cells = rows[row].cells;
            const GridCell nothing{.begin = cells.back().begin + cells.back().length};
            unit.cells.push_back(column < cells.size() ? cells[column] : nothing);
        }
    };
    add(naming);
    made.front().cells.front().text = "name";
    for (const std::size_t column : columns) add(column);
    return made;
}

std::optional<Transposed> lies_transposed(const std::vector<CellRow>& rows, std::size_t naming,
                                          const std::function<bool(const CellRow&)>& is_named) {
    std::vector<const CellRow*> named;
    for (const CellRow& row : rows) {
        if (is_named(row)) named.push_back(&row);
    }
    if (named.empty() || are_ragged(rows)) return std::nullopt;
    const ByContent columns = sorted_columns(rows, naming, named);
    const auto header = find_titles_of(columns.full, {rows.data(), named.front()});
    if (!header) return std::nullopt;
    Transposed lies{.header = *header, .naming = naming, .columns = {}, .passed_over = {}};
    const auto title = [&](std::size_t column) { return rows[*header].text(column); };
    std::vector<std::size_t> describing;
    for (const std::size_t column : columns.numbers) {
        if (describes(title(column)))
            describing.push_back(column);
        else
            (is_of_indicators(title(column)) ? lies.passed_over : lies.columns).push_back(column);
    }
    // Quarters and the like may be the units of a series.
    const auto has_year = [&](std::size_t column) { return is_year(date_of(title(column))); };
    if (lies.columns.empty() || std::any_of(lies.columns.begin(), lies.columns.end(), has_year)) return std::nullopt;
    for (const std::size_t column : columns.empty) {  // units of which nothing was measured
        if (!is_of_indicators(title(column))) lies.columns.push_back(column);
    }
    std::sort(lies.columns.begin(), lies.columns.end());
    for (const std::size_t column : columns.texts) {
        (describes(title(column)) ? describing : lies.passed_over).push_back(column);
    }
    lies.columns.insert(lies.columns.begin(), describing.begin(), describing.end());
    return lies;
}

bool is_transposed(const Text& text, const Dialect& dialect, const TitleWords& words, const LoadOptions& options) {
    return find(text, dialect, words, options, dialect.begin).has_value();
}

std::optional<MadeTable> made_upright(const Text& text, const Dialect& dialect, const TitleWords& words,
                                      const LoadOptions& options, std::vector<Problem>& warnings) {
    const bool is_asked_for = options.shape == Shape::transposed;
    if (!is_asked_for && has_titles(text, dialect, words)) return std::nullopt;
    const std::size_t begin = behind_skipped(text, dialect, options.skip_rows);
    const auto lies = find(text, dialect, words, options, begin);
    auto rows =
        lies ? rows_from(text, dialect, begin, std::numeric_limits<std::size_t>::max()) : std::vector<CellRow>();
    const bool is_one = lies && !are_ragged(rows);
    if (!is_one && is_asked_for)
        refuse(text.file(), said("no row has the titles of a table in the shape that --layout says"),
               said("one of its first columns names indicators of the index, and the row above them names units"));
    if (!is_one || rows.empty()) return std::nullopt;  // what is broken is told as it lies
    const CellRow titles = rows[lies->header];
    refuse_surplus(text, rows, lies->header);
    leave_out_notes(text, rows, *lies, warnings);
    if (lies->header > 0) quote_rows_above(text, begin, titles.cells.front().begin, warnings);
    say_passed_over(text, titles, lies->passed_over, warnings);
    return written(lies->turned(rows), text.characters(), dialect.separator);
}

}  // namespace iiindex::detail
