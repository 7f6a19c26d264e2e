#include "load/table/rows.hpp"

#include <algorithm>
#include <iterator>

#include "ground/catalogue.hpp"
#include "ground/parallel.hpp"

namespace iiindex::detail {
namespace {

/// The end of a field or row from `at` on: a separator, LF or the end of the text.
std::size_t find_end(std::string_view text, std::size_t at, char separator) {
    while (at < text.size() && text[at] != separator && text[at] != '\n') ++at;
    return at;
}

/// Where the quote closes that opened at `begin`; the text's size if it does not.
std::size_t closing_quote(std::string_view text, std::size_t begin) {
    std::size_t at = text.find('"', begin + 1);
    while (at != text.npos && at + 1 < text.size() && text[at + 1] == '"') at = text.find('"', at + 2);
    return std::min(at, text.size());
}

/// Finds the rows that begin in one part of a text.
class PartScan {
public:
    /// `text` ends where the part does.
    PartScan(std::string_view text, std::size_t begin, char separator)
        : text_(text), separator_(separator), at_(begin), line_end_(begin), quote_(begin) {}

    RowRun run(bool begins_in_quotes) {
        RowRun run{.begin = text_.size(), .part_end = text_.size()};
        if (begins_in_quotes) {
            leave_quotes();
            end_row();
        }
        while (!quote_open_ && (at_ = next_row(text_, at_)) < text_.size()) {
            if (run.count++ == 0) run.begin = at_;
            row_ = at_;
            end_row();
        }
        run.quote_open = quote_open_;
        return run;
    }

private:
    /// Goes behind the end of the row that stands here, as scan_field would field by field.
    void end_row() {
        while (!quote_open_) {
            if (line_end_ <= at_) line_end_ = std::min(text_.find('\n', at_), text_.size());
            if (quote_ <= at_) quote_ = std::min(text_.find('"', at_), text_.size());
            if (quote_ >= line_end_) {
                at_ = std::min(line_end_ + 1, text_.size());
                return;
            }
            const bool opens = opens_field();
            at_ = quote_ + 1;
            if (opens) leave_quotes();
        }
    }

    /// Whether nothing but blanks stands between the quote and where its field begins.
    bool opens_field() const {
        std::size_t begin = quote_;
        while (begin > row_ && is_blank(text_[begin - 1], separator_)) --begin;
        return begin == row_ || text_[begin - 1] == separator_;
    }

    /// Goes behind the quote that closes.
    void leave_quotes() {
        std::size_t close = text_.find('"', at_);
        while (close != text_.npos && close + 1 < text_.size() && text_[close + 1] == '"')
            close = text_.find('"', close + 2);
        quote_open_ = close == text_.npos;
        at_ = quote_open_ ? text_.size() : close + 1;
    }

    std::string_view text_;
    char separator_;
    std::size_t at_;
    std::size_t row_ = 0;
    std::size_t line_end_;  ///< the next from `at_` on, where it is not before
    std::size_t quote_;     ///< likewise
    bool quote_open_ = false;
};

/// The rows that begin in [begin, look.end), where a line begins, outside quotes. `look` is at those lines, or some
/// more before them.
RowRun run_of(std::string_view text, std::size_t begin, const PartLook& look, char separator) {
    if (look.has_odd || text[begin] == '\n') return PartScan(text.substr(0, look.end), begin, separator).run(false);
    const std::size_t last_line = text[look.end - 1] == '\n' ? 0 : 1;
    return {.count = look.line_ends + last_line, .begin = begin, .part_end = look.end};
}

/// The looks at the text from `begin` on, where a line begins.
std::vector<PartLook> looks_from(std::string_view text, std::size_t begin, const std::vector<PartLook>& looks) {
    const auto first =
        std::partition_point(looks.begin(), looks.end(), [&](const PartLook& l) { return l.end <= begin; });
    std::vector<PartLook> left(first, looks.end());
    if (left.empty()) return left;
    const std::size_t part = first == looks.begin() ? 0 : std::prev(first)->end;
    const std::string_view before = text.substr(part, begin - part);
    left.front().line_ends -= static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
    return left;
}

}  // namespace

Field scan_field(std::string_view text, std::size_t begin, char separator) {
    Field field;
    field.begin = begin;
    const std::size_t open = skip_blanks(text, begin, separator);
    if (open >= text.size() || text[open] != '"') {
        end_field(text, field, find_end(text, begin, separator), separator);
        return field;
    }
    field.quoted = true;
    const std::size_t close = closing_quote(text, open);
    if (close == text.size()) {
        field.flaw = Field::Flaw::no_closing_quote;
        field.flaw_at = open;
        end_field(text, field, close, separator);
        return field;
    }
    end_field(text, field, find_end(text, close + 1, separator), separator);
    const std::size_t rest = skip_blanks(text, close + 1, separator);
    if (rest < field.end) {
        field.flaw = Field::Flaw::text_after_quote;
        field.flaw_at = rest;
    }
    return field;
}

std::vector<Field> scan_row(std::string_view text, std::size_t begin, char separator) {
    std::vector<Field> fields;
    do {
        fields.push_back(scan_field(text, begin, separator));
        begin = fields.back().next;
    } while (!fields.back().ends_row);
    return fields;
}

Fault flaw_fault(const Field& field) {
    if (field.flaw == Field::Flaw::no_closing_quote) {
        return {field.flaw_at, 1, said("the quote that opens here is not closed"), {}};
    }
    return {field.flaw_at, 1, said("text after the closing quote"), said("a quote inside quotes is doubled")};
}

std::string_view content(std::string_view text, const Field& field, std::string& scratch) {
    const auto raw = text.substr(field.begin, field.end - field.begin);
    if (!field.quoted || field.flaw != Field::Flaw::none) return raw;
    const std::size_t open = raw.find('"');
    const auto inner = raw.substr(open + 1, raw.rfind('"') - open - 1);
    if (inner.find('"') == inner.npos) return inner;
    scratch.clear();
    for (std::size_t i = 0; i < inner.size(); ++i) {
        scratch += inner[i];
        if (inner[i] == '"') ++i;
    }
    return scratch;
}

std::size_t next_row(std::string_view text, std::size_t at) {
    for (; at < text.size(); ++at) {
        const bool is_break = text[at] == '\r' && (at + 1 == text.size() || text[at + 1] == '\n');
        if (text[at] != '\n' && !is_break) break;
    }
    return at;
}

void append_cell(std::string& line, std::string_view text, char separator) {
    const std::size_t first = text.find_first_not_of(" \t");
    const bool is_quoted = first != text.npos && text[first] == '"';
    if (is_quoted) line += '"';
    for (const char c : text) {
        const bool ends = c == separator || c == '\n' || c == '\r' || c == '\0';
        if (is_quoted && c == '"') line += '"';
        line += ends ? ' ' : c;
    }
    if (is_quoted) line += '"';
}

std::string as_cell(const std::string& text, char separator) {
    return text.find(separator) == text.npos ? text : '"' + text + '"';
}

std::size_t end_of_row(std::string_view text, std::size_t begin, char separator) {
    const std::size_t line_end = text.find('\n', begin);
    const std::string_view line = text.substr(begin, line_end == text.npos ? line_end : line_end - begin);
    if (line.find('"') == line.npos) return line_end == text.npos ? text.size() : line_end + 1;
    Field field = scan_field(text, begin, separator);
    while (!field.ends_row) field = scan_field(text, field.next, separator);
    return field.next;
}

Rows::Rows(std::string_view text, std::size_t begin, char separator, const std::vector<PartLook>& all_looks)
    : text_(text), separator_(separator) {
    const std::vector<PartLook> looks = looks_from(text, begin, all_looks);
    const auto begin_of_part = [&](std::size_t part) { return part == 0 ? begin : looks[part - 1].end; };
    runs_.resize(looks.size());
    for_each_number(looks.size(),
                    [&](std::size_t part) { runs_[part] = run_of(text, begin_of_part(part), looks[part], separator); });
    bool quote_open = false;
    for (std::size_t part = 0; part < runs_.size(); ++part) {
        RowRun& run = runs_[part];
        // Almost never: a part that begins inside quotes was taken for one that does not.
        if (quote_open) run = PartScan(text.substr(0, looks[part].end), begin_of_part(part), separator).run(true);
        quote_open = run.quote_open;
        run.first = size_;
        size_ += run.count;
    }
}

std::size_t Rows::begin_of(std::size_t row) const {
    const auto after =
        std::partition_point(runs_.begin(), runs_.end(), [&](const RowRun& r) { return r.first <= row; });
    const RowRun& run =
        *std::find_if(std::make_reverse_iterator(after), runs_.rend(), [](const RowRun& r) { return r.count > 0; });
    std::size_t at = run.begin;
    for (std::size_t left = row - run.first; left > 0; --left) {
        Field field = scan_field(text_, at, separator_);
        while (!field.ends_row) field = scan_field(text_, field.next, separator_);
        at = next_row(text_, field.next);
    }
    return at;
}

Field Rows::field(std::size_t row, std::size_t column) const {
    Field field = scan_field(text_, begin_of(row), separator_);
    for (; column > 0 && !field.ends_row; --column) field = scan_field(text_, field.next, separator_);
    return field;
}

}  // namespace iiindex::detail
