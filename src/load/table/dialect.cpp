#include "load/table/dialect.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string>

#include "ground/catalogue.hpp"
#include "load/table/number.hpp"
#include "load/table/rows.hpp"
#include "load/wording.hpp"
#include "load/xlsx/workbook.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t rows_looked_at = 20;

constexpr std::array<std::string_view, usual_separators.size()> separator_names = {marked("semicolons"), marked("tabs"),
                                                                                   marked("commas"), marked("bars")};

/// A line that says the separator to spreadsheets: "sep=;". Quotes may stand around it, separators behind it.
std::optional<Dialect> read_separator_line(std::string_view text, std::size_t begin) {
    const std::size_t line_end = std::min(text.find('\n', begin), text.size());
    std::string_view line = text.substr(begin, line_end - begin);
    while (line.ends_with('\r')) line.remove_suffix(1);
    if (line.starts_with('"')) line.remove_prefix(1);
    if (line.size() < 5 || !equal_ignoring_case(line.substr(0, 4), "sep=")) return std::nullopt;
    const char separator = line[4];
    if (!can_delimit(separator)) return std::nullopt;
    if (line.substr(5).find_first_not_of(std::string{separator, '"'}) != line.npos) return std::nullopt;
    return Dialect{.separator = separator, .begin = std::min(line_end + 1, text.size())};
}

/// How many fields the row that begins at `at` has; `at` moves behind it.
std::size_t count_fields(std::string_view text, std::size_t& at, char separator) {
    const std::vector<Field> fields = scan_row(text, at, separator);
    at = fields.back().next;
    return fields.size();
}

/// Whether the first rows all have as many fields as the header has.
bool are_even(std::string_view text, std::size_t begin, char separator) {
    std::size_t at = begin;
    const std::size_t expected = count_fields(text, at, separator);
    for (std::size_t row = 0; row < rows_looked_at && (at = next_row(text, at)) < text.size(); ++row) {
        if (count_fields(text, at, separator) != expected) return false;
    }
    return true;
}

/// The first row that any of the usual marks parts: above it a line of text may stand.
std::size_t first_parted_row(std::string_view text, std::size_t begin) {
    std::size_t at = begin;
    for (std::size_t row = 0; row < most_rows_above && at < text.size(); ++row) {
        const auto parts = [&](char mark) {
            std::size_t here = at;
            return count_fields(text, here, mark) > 1;
        };
        if (std::any_of(usual_separators.begin(), usual_separators.end(), parts)) return at;
        at = next_row(text, end_of_row(text, at, usual_separators.front()));
    }
    return begin;
}

/// Whether the first rows are parted by a mark, and plainly not by that of the format.
bool is_parted_by(char mark, std::string_view text, std::size_t begin, char by_format) {
    std::size_t at = begin;
    if (mark == by_format || count_fields(text, at, mark) == 1) return false;
    at = begin;
    if (count_fields(text, at, by_format) == 1) return true;
    return are_even(text, begin, mark) && !are_even(text, begin, by_format);
}

/// Whether rows that a mark parts alike stand below rows that it does not part, as notes below them may be.
bool has_table(std::string_view text, std::size_t begin, char mark) {
    constexpr std::size_t least_rows = 3;
    std::size_t expected = 0, rows = 0;
    for (std::size_t at = begin, row = 0; row < rows_looked_at + most_rows_above && at < text.size(); ++row) {
        const std::size_t fields = count_fields(text, at, mark);
        at = next_row(text, at);
        if (fields == 1) continue;
        if (expected == 0 && row >= most_rows_above) return false;
        if (expected != 0 && fields != expected) return false;
        expected = fields;
        ++rows;
    }
    return rows >= least_rows;
}

/// The one mark that parts a table below lines of text in which others stand, where that of the format parts none.
std::optional<char> find_mark_of_table(std::string_view text, std::size_t begin, char by_format) {
    if (has_table(text, begin, by_format)) return std::nullopt;
    std::string found;
    std::copy_if(usual_separators.begin(), usual_separators.end(), std::back_inserter(found),
                 [&](char mark) { return has_table(text, begin, mark); });
    return found.size() == 1 ? std::optional(found.front()) : std::nullopt;
}

bool parts_no_thousands(std::string_view number) {
    constexpr std::size_t long_enough = 5;  // 1234 is often written so where 12,345 is parted
    return number.size() >= long_enough && std::all_of(number.begin(), number.end(), is_digit);
}

}  // namespace

std::string name_of_separator(char separator) {
    const std::size_t place = usual_separators.find(separator);
    if (place == usual_separators.npos) return in_quotes({&separator, 1});
    return std::string(translated(separator_names[place], spoken()));
}

void part_by(char separator, Dialect& dialect, const Text& text, std::vector<Problem>& warnings) {
    dialect.separator = separator;
    dialect.is_found_out = true;
    warnings.push_back(
        {{text.file()}, said("the columns are parted by {}, and read so", name_of_separator(separator)), {}, {}});
}

Dialect find_dialect(const Text& text, const LoadOptions& options, char by_format, std::vector<Problem>& warnings) {
    const std::string_view characters = text.characters();
    Dialect dialect{.separator = by_format, .begin = next_row(characters, 0)};
    if (const auto stated = read_separator_line(characters, dialect.begin)) {
        dialect = {.separator = stated->separator, .begin = next_row(characters, stated->begin)};
    } else if (!options.delimiter) {
        const std::size_t begin = first_parted_row(characters, dialect.begin);
        const auto found = std::find_if(usual_separators.begin(), usual_separators.end(),
                                        [&](char mark) { return is_parted_by(mark, characters, begin, by_format); });
        const auto mark = found != usual_separators.end() ? std::optional(*found)
                                                          : find_mark_of_table(characters, dialect.begin, by_format);
        if (mark) part_by(*mark, dialect, text, warnings);
    }
    dialect.separator = options.delimiter.value_or(dialect.separator);
    dialect.decimal = options.decimal.value_or('.');
    return dialect;
}

bool may_have_decimal_commas(char separator) { return separator != ',' && separator != cell_end; }

char find_decimal_mark(const Text& text, std::size_t rows_begin, const Dialect& dialect,
                       const std::vector<bool>& is_number, std::vector<Problem>& warnings) {
    const std::string_view characters = text.characters();
    bool are_doubts_refused = dialect.separator == ';' || dialect.is_found_out;
    if (!are_doubts_refused && characters.find(',', rows_begin) == characters.npos) return '.';
    std::optional<Field> doubtful;
    std::string scratch;
    for (std::size_t at = next_row(characters, rows_begin); at < characters.size();) {
        Field field{.next = at};
        for (std::size_t column = 0; !field.ends_row; ++column) {
            field = scan_field(characters, field.next, dialect.separator);
            if (column >= is_number.size() || !is_number[column]) continue;
            const std::string_view cell = content(characters, field, scratch);
            const char mark = decimal_mark_of(cell);
            are_doubts_refused = are_doubts_refused || parts_no_thousands(trimmed(cell));
            if (mark == '?' && !doubtful) doubtful = field;
            if (mark == ',') warnings.push_back({{text.file()}, said("commas are read as decimal marks"), {}, {}});
            if (mark == ',' || mark == '.') return mark;
        }
        at = next_row(characters, field.next);
    }
    if (!doubtful || !are_doubts_refused) return '.';
    const std::string_view cell = trimmed(content(characters, *doubtful, scratch));
    throw InputError(text.problem({doubtful->begin, doubtful->end - doubtful->begin,
                                   said("'{}' parts thousands or decimals, and no cell tells which", cell),
                                   said("say which mark decimals have: --decimal , or --decimal .")}));
}

}  // namespace iiindex::detail

namespace iiindex {

bool can_delimit(char mark) {
    constexpr std::string_view marks = "\t,;|:^~!";
    return marks.find(mark) != marks.npos;
}

}  // namespace iiindex
