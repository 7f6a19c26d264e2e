#include "format/writers.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <map>
#include <ostream>

#include <xlsxwriter.h>

#include <fmt/format.h>

#include <iiindex/number.hpp>
#include <iiindex/text.hpp>

#include "format/cell.hpp"
#include "format/score_bars.hpp"
#include "format/temporary_file.hpp"
#include "ground/catalogue.hpp"
#include "text/escape.hpp"
#include "text/utf8.hpp"
#include "words/labels.hpp"
#include "words/palette.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t most_rows = LXW_ROW_MAX - 1;  ///< below the header
constexpr std::size_t most_columns = LXW_COL_MAX;
constexpr std::size_t most_characters = 32767;  ///< in a cell, as UTF-16 units
constexpr std::size_t name_characters = 31;     ///< in a sheet's name
constexpr std::size_t rows_measured = 1000;     ///< for the width of a column
constexpr std::size_t rows_in_memory = 20'000;
constexpr double widest = 60;
constexpr std::size_t widest_title = 24;  // of one over narrow cells, which is broken
constexpr double line_height = 15;
constexpr double highest = 409;               // that a row may be
constexpr std::uint8_t paper = 9;             // A4
constexpr std::size_t rows_to_fill = 1000;    ///< that are ready to be filled in, at least
constexpr std::size_t list_characters = 255;  ///< of all words that a cell may be, with commas between them

/// A text cut to a number of UTF-16 units, which is how Excel counts.
std::string cut(std::string_view text, std::size_t units) {
    std::string kept;
    while (!text.empty()) {
        const Character character = first_character(text);
        const std::size_t needed = character.code > 0xFFFF ? 2 : 1;
        if (needed > units) break;
        units -= needed;
        kept += text.substr(0, character.bytes);
        text.remove_prefix(character.bytes);
    }
    return kept;
}

/// What a sheet is called: a title without what Excel does not take in names, like no other sheet's.
std::string sheet_name(const std::string& title, std::vector<std::string>& taken) {
    std::string plain = for_xml(title);
    std::replace_if(
        plain.begin(), plain.end(),
        [](char c) { return std::string_view("[]:*?/\\'").find(c) != std::string_view::npos; }, ' ');
    if (plain.find_first_not_of(' ') == std::string::npos) plain.assign(1, '-');
    std::string name = cut(plain, name_characters);
    for (int i = 2; std::find(taken.begin(), taken.end(), name) != taken.end(); ++i) {
        const std::string number = fmt::format(" {}", i);
        name = cut(plain, name_characters - number.size()) + number;
    }
    taken.push_back(name);
    return name;
}

/// The formats of cells, made when they are first asked for.
class Formats {
public:
    explicit Formats(lxw_workbook* book) : book_(book) {}

    lxw_format* header(bool over_numbers = false) {
        return made(over_numbers ? "header of numbers" : "header", [=](lxw_format* format) {
            format_set_bold(format);
            if (over_numbers) format_set_align(format, LXW_ALIGN_RIGHT);
            format_set_text_wrap(format);
            format_set_bottom(format, LXW_BORDER_THIN);
            format_set_bg_color(format, 0xE8EDF1);
        });
    }
    /// Of a number that is shown as it is.
    lxw_format* exact() {
        return made("exact", [](lxw_format*) {});
    }
    lxw_format* number(int digits) {
        const std::string pattern = pattern_of(digits);
        return made(pattern, [&](lxw_format* format) { format_set_num_format(format, pattern.c_str()); });
    }
    /// Of a number that there is a remark on, or of the empty cell in its place.
    lxw_format* remarked(int digits) {
        const std::string pattern = pattern_of(digits);
        return made("remarked " + pattern, [&](lxw_format* format) {
            format_set_num_format(format, pattern.c_str());
            format_set_bg_color(format, 0xFFF2CC);
        });
    }
    lxw_format* wrapped() {
        return made("wrapped", [](lxw_format* format) { format_set_text_wrap(format); });
    }
    /// Of a number in a column of texts.
    lxw_format* beside() {
        return made("beside", [](lxw_format* format) { format_set_align(format, LXW_ALIGN_LEFT); });
    }
    lxw_format* bold() {
        return made("bold", [](lxw_format* format) { format_set_bold(format); });
    }
    /// Of a labelled number: the best ones are dark.
    lxw_format* tier(std::size_t label) {
        return made(fmt::format("tier {}", tier_fill(label)), [&](lxw_format* format) {
            format_set_bg_color(format, rgb(tier_fill(label)));
            format_set_font_color(format, rgb(ink_on_tier(label)));
        });
    }

private:
    static std::string pattern_of(int digits) {
        return digits <= 0 ? "0" : "0." + std::string(static_cast<std::size_t>(digits), '0');
    }

    template <class Set>
    lxw_format* made(const std::string& key, const Set& set) {
        lxw_format*& format = formats_[key];
        if (!format) {
            format = workbook_add_format(book_);
            format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
            set(format);
        }
        return format;
    }

    lxw_workbook* book_;
    std::map<std::string, lxw_format*> formats_;
};

/// Where something was put.
struct Sheet {
    lxw_worksheet* sheet = nullptr;
    std::string name;
};

Sheet add_sheet(lxw_workbook* book, const std::string& title, std::vector<std::string>& taken) {
    Sheet sheet{.name = sheet_name(title, taken)};
    sheet.sheet = workbook_add_worksheet(book, sheet.name.c_str());
    return sheet;
}

/// Text stays text, whatever it begins with: it is never written as a formula, a link or a number.
void write_text(lxw_worksheet* sheet, std::size_t row, std::size_t column, std::string_view text, lxw_format* format) {
    const std::string safe = cut(for_xml(text), most_characters);
    worksheet_write_string(sheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column), safe.c_str(), format);
}

/// Whether a cell holds a number in full: they are written with sixteen digits.
bool holds(double number) { return std::strtod(fmt::format("{:.16G}", number).c_str(), nullptr) == number; }

void write_cell(lxw_worksheet* sheet, std::size_t row, std::size_t place, const Column& column, Formats& formats,
                const Presentation& presentation) {
    const Cell cell = column.cell(row - 1);
    const std::string remark = column.remark ? column.remark(row - 1) : std::string();
    if (!remark.empty()) {
        const auto at_row = static_cast<lxw_row_t>(row);
        const auto at_column = static_cast<lxw_col_t>(place);
        worksheet_write_comment(sheet, at_row, at_column, cut(for_xml(remark), most_characters).c_str());
        if (is_absent(cell)) worksheet_write_blank(sheet, at_row, at_column, formats.remarked(0));
    }
    if (is_absent(cell)) return;
    if (const std::string* label = label_of(column, cell)) {
        const auto tier = static_cast<std::size_t>(std::get<std::int64_t>(cell) - 1);
        return write_text(sheet, row, place, *label, formats.tier(tier));
    }
    if (const auto* text = std::get_if<std::string_view>(&cell)) {
        return write_text(sheet, row, place, *text, column.wraps ? formats.wrapped() : formats.exact());
    }
    const auto* whole = std::get_if<std::int64_t>(&cell);
    const double number = whole ? static_cast<double>(*whole) : std::get<double>(cell);
    if (column.entry && !holds(number)) return write_text(sheet, row, place, shortest(number), nullptr);
    const int digits =
        whole ? 0
              : digits_beside(number, presentation.digits.value_or(column.digits), column.cuts, presentation.halves);
    lxw_format* const plain = column.entry ? formats.exact() : formats.number(digits);
    worksheet_write_number(sheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(place), number,
                           remark.empty() ? plain : formats.remarked(digits));
}

/// What the cells below the title of a column take, whatever a person types there.
void check_entries(lxw_worksheet* sheet, std::size_t place, Entry entry, std::size_t rows) {
    lxw_data_validation check{};
    std::vector<char*> words;
    for (std::string& word : entry.words) words.push_back(word.data());
    words.push_back(nullptr);
    if (fmt::format("{}", fmt::join(entry.words, ",")).size() > list_characters) return;
    if (!entry.words.empty()) {
        check.validate = LXW_VALIDATION_TYPE_LIST;
        check.value_list = words.data();
    } else if (entry.least) {
        check.validate = LXW_VALIDATION_TYPE_DECIMAL;
        check.criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO;
        check.value_number = *entry.least;
    } else {
        return;
    }
    const auto column = static_cast<lxw_col_t>(place);
    worksheet_data_validation_range(sheet, 1, column, static_cast<lxw_row_t>(std::max(rows, rows_to_fill)), column,
                                    &check);
}

void write_title(lxw_worksheet* sheet, std::size_t place, const Table& table, Formats& formats) {
    const Column& column = table.columns[place];
    const bool over_numbers = !column.entry && is_numeric(table, column);
    write_text(sheet, 0, place, column.title, formats.header(over_numbers));
    if (!column.entry) return;
    if (!column.entry->about.empty())
        worksheet_write_comment(sheet, 0, static_cast<lxw_col_t>(place), for_xml(column.entry->about).c_str());
    check_entries(sheet, place, *column.entry, table.rows);
}

double width_of(const Column& column, std::size_t rows, const Presentation& presentation) {
    const std::size_t title = display_width(printable(column.title)) + 3;  // for the filter's button
    std::size_t width = std::min(title, widest_title);
    for (std::size_t row = 0; row < std::min(rows, rows_measured); ++row) {
        width = std::max(width, display_width(shown(column, column.cell(row), presentation)));
    }
    return std::min(static_cast<double>(width) + 2, widest);
}

/// How many lines a text takes in a column that it is broken in.
double lines_of(std::string_view text, double width) {
    double lines = 0;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const auto own = static_cast<double>(display_width(printable(text.substr(begin, end - begin))));
        lines += std::max(1.0, std::ceil(own / (width - 2)));  // a broken line is not full
        begin = end + 1;
    }
    return lines;
}

void set_height(lxw_worksheet* sheet, std::size_t row, double lines) {
    if (lines <= 1) return;
    worksheet_set_row(sheet, static_cast<lxw_row_t>(row), std::min(lines * line_height + 1, highest), nullptr);
}

std::size_t rows_of(const Table& table) { return std::min(table.rows, most_rows); }

bool shows(const Table& table) { return table.audience != Audience::programs && !table.columns.empty(); }

/// How many UTF-16 units a text takes; no fewer bytes.
bool is_cut(std::string_view text) { return text.size() > most_characters && cut(text, most_characters) != text; }

/// How many texts are cut in the cells that are written.
std::size_t count_cut(const Table& table) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < std::min(table.columns.size(), most_columns); ++i) {
        const Column& column = table.columns[i];
        if (is_cut(column.title)) ++count;
        if (table.rows == 0 || !std::holds_alternative<std::string_view>(column.cell(0))) continue;
        for (std::size_t row = 0; row < rows_of(table); ++row) {
            const Cell cell = column.cell(row);
            const auto* text = std::get_if<std::string_view>(&cell);
            if (text && is_cut(*text)) ++count;
        }
    }
    return count;
}

/// The first column with a code, or past the end.
std::size_t column_called(const Table& table, std::string_view code) {
    const auto found =
        std::find_if(table.columns.begin(), table.columns.end(), [&](const Column& c) { return c.code == code; });
    return static_cast<std::size_t>(found - table.columns.begin());
}

void fit_to_paper(lxw_worksheet* sheet) {
    worksheet_set_paper(sheet, paper);
    worksheet_fit_to_pages(sheet, 1, 0);
}

void write_sheet(const Sheet& sheet, const Table& table, Formats& formats, const Presentation& presentation) {
    const std::size_t columns = std::min(table.columns.size(), most_columns);
    std::vector<double> widths;
    double lines = 1;
    for (std::size_t i = 0; i < columns; ++i) {
        widths.push_back(width_of(table.columns[i], table.rows, presentation));
        lines = std::max(lines, lines_of(table.columns[i].title, widths[i]));
    }
    set_height(sheet.sheet, 0, lines);
    for (std::size_t i = 0; i < columns; ++i) {
        const auto place = static_cast<lxw_col_t>(i);
        worksheet_set_column(sheet.sheet, place, place, widths[i], nullptr);
        write_title(sheet.sheet, i, table, formats);
    }
    for (std::size_t row = 1; row <= rows_of(table); ++row) {
        double highest_cell = 1;
        for (std::size_t i = 0; i < columns; ++i) {
            if (!table.columns[i].wraps) continue;
            const Cell cell = table.columns[i].cell(row - 1);
            if (const auto* text = std::get_if<std::string_view>(&cell))
                highest_cell = std::max(highest_cell, lines_of(*text, widths[i]));
        }
        set_height(sheet.sheet, row, highest_cell);
        for (std::size_t i = 0; i < columns; ++i) {
            write_cell(sheet.sheet, row, i, table.columns[i], formats, presentation);
        }
    }
    // The name stays beside its numbers where they need more than a screen.
    const std::size_t name = column_called(table, "name");
    worksheet_freeze_panes(sheet.sheet, 1, static_cast<lxw_col_t>(name + 1 < columns ? name + 1 : 0));
    if (table.rows > 0) {
        worksheet_autofilter(sheet.sheet, 0, 0, static_cast<lxw_row_t>(rows_of(table)),
                             static_cast<lxw_col_t>(columns - 1));
    }
    worksheet_set_landscape(sheet.sheet);
    fit_to_paper(sheet.sheet);
    worksheet_repeat_rows(sheet.sheet, 0, 0);
}

void set_places(lxw_chart_series* series, const Sheet& sheet, lxw_row_t row1, std::size_t column1, lxw_row_t row2,
                std::size_t column2, bool categories) {
    const auto set = categories ? chart_series_set_categories : chart_series_set_values;
    set(series, sheet.name.c_str(), row1, static_cast<lxw_col_t>(column1), row2, static_cast<lxw_col_t>(column2));
}

/// Gives the bars of the first rows the colours of their tiers.
void colour_bars(lxw_chart_series* series, const Table& table, std::size_t rows) {
    const std::size_t tier = column_called(table, "tier");
    if (tier == table.columns.size()) return;
    std::vector<lxw_chart_fill> fills(rows);
    std::vector<lxw_chart_point> points(rows);
    std::vector<lxw_chart_point*> list;
    for (std::size_t row = 0; row < rows; ++row) {
        const Cell cell = table.columns[tier].cell(row);
        const auto* number = std::get_if<std::int64_t>(&cell);
        fills[row].color =
            rgb(number ? tier_fill(static_cast<std::size_t>(*number - 1)) : tier_fill(tier_fills.size()));
        points[row].fill = &fills[row];
        list.push_back(&points[row]);
    }
    list.push_back(nullptr);
    chart_series_set_points(series, list.data());
}

/// The scores of the first units as bars, and of the first two as a radar, beside the ranked table.
void add_charts(lxw_workbook* book, const Sheet& sheet, const Table& table) {
    constexpr std::size_t bars = 20;
    const std::size_t name = column_called(table, "name");
    const std::size_t score = name + 1;
    if (score >= table.columns.size() || table.rows == 0 || table.rows > rows_in_memory) return;
    const auto last = static_cast<lxw_row_t>(std::min(table.rows, bars));
    const auto place = static_cast<lxw_col_t>(table.columns.size() + 1);

    double least = 0;
    for (std::size_t row = 0; row < last; ++row) {
        const Cell cell = table.columns[score].cell(row);
        if (const auto* number = std::get_if<double>(&cell)) least = std::min(least, *number);
    }
    colour_bars(add_score_bars(book, sheet.sheet,
                               {.sheet = sheet.name,
                                .titles = 0,
                                .first = 1,
                                .last = last,
                                .name = static_cast<lxw_col_t>(name),
                                .score = static_cast<lxw_col_t>(score),
                                .least = least},
                               place),
                table, last);

    const std::size_t axes = table.columns.size() - score - 1;
    if (axes < 3 || axes > 12 || table.rows < 2) return;
    lxw_chart* radar = workbook_add_chart(book, LXW_CHART_RADAR_WITH_MARKERS);
    for (lxw_row_t row = 1; row <= 2; ++row) {
        lxw_chart_series* unit = chart_add_series(radar, nullptr, nullptr);
        set_places(unit, sheet, 0, score + 1, 0, score + axes, true);
        set_places(unit, sheet, row, score + 1, row, score + axes, false);
        chart_series_set_name_range(unit, sheet.name.c_str(), row, static_cast<lxw_col_t>(name));
    }
    worksheet_insert_chart(sheet.sheet, 31, place, radar);
}

/// What a fact is called in a workbook; empty where a sheet or a note of the document says it better.
std::string fact_title(std::string_view key, Language language) {
    if (key == "index") return std::string(translated("Index", language));
    if (key == "period") return std::string(translated("Period", language));
    if (key == "by") return std::string(translated("Ranked by", language));
    if (key == "note") return std::string(translated("Data", language));
    return key == "origin" ? std::string() : std::string(key);
}

void write_notes(lxw_workbook* book, const Document& document, const Presentation& presentation, Formats& formats,
                 std::vector<std::string>& taken) {
    const Sheet sheet = add_sheet(book, worded(presentation.language, "Notes"), taken);
    constexpr double width = 90;
    worksheet_set_column(sheet.sheet, 0, 0, 24, nullptr);
    worksheet_set_column(sheet.sheet, 1, 1, width, nullptr);
    fit_to_paper(sheet.sheet);
    std::size_t row = 0;
    if (!document.title.empty()) write_text(sheet.sheet, row++, 0, document.title, formats.bold());
    const auto say = [&](std::string_view text) {
        set_height(sheet.sheet, row, lines_of(text, width));
        write_text(sheet.sheet, row++, 1, text, formats.wrapped());
    };
    for (const auto& [key, value] : document.facts) {
        const std::string title = fact_title(key, presentation.language);
        if (is_absent(value) || title.empty()) continue;
        write_text(sheet.sheet, row, 0, title, formats.wrapped());
        if (const auto* text = std::get_if<std::string_view>(&value)) {
            say(*text);
        } else {
            const auto* whole = std::get_if<std::int64_t>(&value);
            const double number = whole ? static_cast<double>(*whole) : std::get<double>(value);
            worksheet_write_number(sheet.sheet, static_cast<lxw_row_t>(row++), 1, number, formats.beside());
        }
    }
    for (const std::string& sentence : document.lead) say(sentence);
    for (const std::string& note : document.notes) say(note);
    for (const std::string& loss : losses_of_xlsx(document, presentation.language)) say(loss);
}

/// Writes the workbook to a file; false if that failed.
bool write_book(const std::string& path, const Document& document, const Presentation& presentation) {
    lxw_workbook_options options{};
    options.constant_memory =
        std::any_of(document.tables.begin(), document.tables.end(),
                    [](const Table& table) { return shows(table) && table.rows > rows_in_memory; })
            ? LXW_TRUE
            : LXW_FALSE;
    lxw_workbook* book = workbook_new_opt(path.c_str(), &options);
    if (!book) return false;
    lxw_doc_properties properties{};
    properties.created = 1577836800;  // 2020-01-01: the same document is the same bytes on any day
    workbook_set_properties(book, &properties);
    Formats formats(book);
    std::vector<std::string> taken;
    for (std::size_t i = 0; i < document.tables.size(); ++i) {
        if (!shows(document.tables[i])) continue;
        const Table table = part_for(Audience::people, document.tables[i]);
        const Sheet sheet = add_sheet(book, table.title.empty() ? table.code : table.title, taken);
        write_sheet(sheet, table, formats, presentation);
        if (i == document.main && document.code == "compute") add_charts(book, sheet, table);
        if (i == document.main) worksheet_activate(sheet.sheet);
    }
    write_notes(book, document, presentation, formats, taken);
    const SilentErrors silent;
    return workbook_close(book) == LXW_NO_ERROR;
}

}  // namespace

std::vector<std::string> losses_of_xlsx(const Document& document, Language language) {
    std::vector<std::string> losses;
    for (const Table& whole : document.tables) {
        if (!shows(whole)) continue;
        const Table table = part_for(Audience::people, whole);
        const std::string& title = table.title.empty() ? table.code : table.title;
        if (table.rows > most_rows) {
            losses.push_back(worded(language,
                                    "'{}' has {} rows, more than the {} that Excel takes: the rest is left out.", title,
                                    table.rows, most_rows));
        }
        if (table.columns.size() > most_columns) {
            losses.push_back(worded(language,
                                    "'{}' has {} columns, more than the {} that Excel takes: the rest is left out.",
                                    title, table.columns.size(), most_columns));
        }
        if (const std::size_t cut = count_cut(table); cut > 0) {
            losses.push_back(
                cut == 1 ? worded(language, "'{}' has {} text cut to the {} characters that a cell of Excel takes.",
                                  title, cut, most_characters)
                         : worded(language, "'{}' has {} texts cut to the {} characters that a cell of Excel takes.",
                                  title, cut, most_characters));
        }
    }
    return losses;
}

void write_xlsx(std::ostream& out, const Document& document, const Presentation& presentation) {
    const TemporaryFile file;
    if (file.path().empty() || !write_book(file.path(), document, presentation)) {
        out.setstate(std::ios::badbit);
        return;
    }
    std::ifstream in(file.path(), std::ios::binary);
    out << in.rdbuf();
}

}  // namespace iiindex::detail
