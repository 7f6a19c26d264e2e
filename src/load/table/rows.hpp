#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "fast/first_look.hpp"
#include "load/text.hpp"

namespace iiindex::detail {

/// A cell of a delimited text (RFC 4180, and blanks around the quotes), where it stands.
struct Field {
    enum class Flaw { none, no_closing_quote, text_after_quote };

    std::size_t begin = 0;  ///< in the text, quotes included
    std::size_t end = 0;
    std::size_t next = 0;  ///< where the next field or row begins
    bool ends_row = false;
    bool quoted = false;
    Flaw flaw = Flaw::none;
    std::size_t flaw_at = 0;
};

/// Where a field ends that a row ends with at `end`: a CR before LF is no part of it.
inline const char* before_row_end(const char* begin, const char* end) {
    return end > begin && end[-1] == '\r' ? end - 1 : end;
}

/// Ends a field at a separator, LF or the end of the text.
inline void end_field(std::string_view text, Field& field, std::size_t end, char separator) {
    field.ends_row = end == text.size() || text[end] != separator;
    field.next = std::min(end + 1, text.size());
    const char* const at = text.data();
    field.end = field.ends_row ? static_cast<std::size_t>(before_row_end(at + field.begin, at + end) - at) : end;
}

/// A blank that may stand around quotes.
inline bool is_blank(char c, char separator) { return (c == ' ' || c == '\t') && c != separator; }

/// Where a field's text begins, behind blanks.
inline std::size_t skip_blanks(std::string_view text, std::size_t at, char separator) {
    while (at < text.size() && is_blank(text[at], separator)) ++at;
    return at;
}

/// Whether the field that begins at `begin` is quoted. Blanks may stand around the quotes.
inline bool is_quoted_at(std::string_view text, std::size_t begin, char separator) {
    const std::size_t at = skip_blanks(text, begin, separator);
    return at < text.size() && text[at] == '"';
}

/// The field that begins at `begin`. A row ends at LF, CRLF or the end of the text.
Field scan_field(std::string_view text, std::size_t begin, char separator);

/// The fields of the row that begins at `begin`; the last one's `next` is where the next row begins.
std::vector<Field> scan_row(std::string_view text, std::size_t begin, char separator);

/// The fault that a field's flaw is.
Fault flaw_fault(const Field& field);

/// What a field holds; `scratch` keeps it where doubled quotes must be undone.
std::string_view content(std::string_view text, const Field& field, std::string& scratch);

/// Whether so many bytes can be a table of so many rows and columns without nearly all of its cells being absent.
inline bool can_be_table(std::size_t bytes, std::size_t rows, std::size_t columns) {
    constexpr std::size_t much = 16, always = 1'000'000;  // cells for each byte, and at least
    return rows <= (much * bytes + always) / std::max<std::size_t>(columns, 1);
}

/// Appends any text as a cell: without what ends cells and lines; in quotes where it begins with one.
void append_cell(std::string& line, std::string_view text, char separator);

/// A text without quotes as a cell.
std::string as_cell(const std::string& text, char separator);

/// Where the row ends that begins at `begin`, behind its line end; an empty line is a row.
std::size_t end_of_row(std::string_view text, std::size_t begin, char separator);

/// Where the first row at or after `at` begins, empty lines skipped; the text's size if there is none.
std::size_t next_row(std::string_view text, std::size_t at);

/// Rows of a delimited text that begin in one part of it.
struct RowRun {
    std::size_t first = 0;  ///< the number of its first row
    std::size_t count = 0;
    std::size_t begin = 0;     ///< in the text, of its first row; the end of the part if it has none
    std::size_t part_end = 0;  ///< in the text; its last row may reach beyond
    bool quote_open = false;   ///< the part ends inside quotes
};

/// Where the rows of a delimited text begin: known for the first of each run, and found from there on.
class Rows {
public:
    /// begin    where the rows begin, below the header
    /// looks    at all of the text
    Rows(std::string_view text, std::size_t begin, char separator, const std::vector<PartLook>& looks);

    std::size_t size() const noexcept { return size_; }
    const std::vector<RowRun>& runs() const noexcept { return runs_; }
    /// Where a row begins.
    std::size_t begin_of(std::size_t row) const;
    /// Where a row's field stands.
    Field field(std::size_t row, std::size_t column) const;

private:
    std::string_view text_;
    char separator_;
    std::size_t size_ = 0;
    std::vector<RowRun> runs_;
};

}  // namespace iiindex::detail
