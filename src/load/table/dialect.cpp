#include "load/table/dialect.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "ground/catalogue.hpp"
#include "load/table/number.hpp"
#include "load/table/rows.hpp"
#include "load/xlsx/workbook.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t rows_looked_at = 20;

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

bool is_parted_by_semicolons(std::string_view text, std::size_t begin, char otherwise) {
    std::size_t at = begin;
    if (count_fields(text, at, ';') == 1) return false;
    at = begin;
    if (count_fields(text, at, otherwise) == 1) return true;
    return are_even(text, begin, ';') && !are_even(text, begin, otherwise);
}

}  // namespace

Dialect find_dialect(const Text& text, const LoadOptions& options, char by_format, std::vector<Problem>& warnings) {
    const std::string_view characters = text.characters();
    Dialect dialect{.separator = by_format, .begin = next_row(characters, 0)};
    if (const auto stated = read_separator_line(characters, dialect.begin)) {
        dialect = {.separator = stated->separator, .begin = next_row(characters, stated->begin)};
    } else if (!options.delimiter && is_parted_by_semicolons(characters, dialect.begin, by_format)) {
        dialect.separator = ';';
        warnings.push_back({{text.file()}, said("the columns are parted by semicolons, and read so"), {}, {}});
    }
    dialect.separator = options.delimiter.value_or(dialect.separator);
    dialect.decimal = options.decimal.value_or('.');
    return dialect;
}

bool may_have_decimal_commas(char separator) { return separator != ',' && separator != cell_end; }

char find_decimal_mark(const Text& text, std::size_t rows_begin, char separator, const std::vector<bool>& is_number,
                       std::vector<Problem>& warnings) {
    const std::string_view characters = text.characters();
    const bool are_doubts_refused = separator == ';';
    if (!are_doubts_refused && characters.find(',', rows_begin) == characters.npos) return '.';
    std::optional<Field> doubtful;
    std::string scratch;
    for (std::size_t at = next_row(characters, rows_begin); at < characters.size();) {
        Field field{.next = at};
        for (std::size_t column = 0; !field.ends_row; ++column) {
            field = scan_field(characters, field.next, separator);
            if (column >= is_number.size() || !is_number[column]) continue;
            const char mark = decimal_mark_of(content(characters, field, scratch));
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
