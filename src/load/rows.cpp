#include "rows.hpp"

#include <algorithm>

namespace iiindex {
namespace {

/// The end of a field or row from `at` on: a separator, LF or the end of the text.
std::size_t find_end(std::string_view text, std::size_t at, char separator) {
    while (at < text.size() && text[at] != separator && text[at] != '\n') ++at;
    return at;
}

void finish(std::string_view text, Field& field, std::size_t end, char separator) {
    field.ends_row = end == text.size() || text[end] != separator;
    field.next = std::min(end + 1, text.size());
    const bool carriage_return = field.ends_row && end > field.begin && text[end - 1] == '\r';
    field.end = carriage_return ? end - 1 : end;
}

/// Where the quote closes that opened at `begin`; the text's size if it does not.
std::size_t closing_quote(std::string_view text, std::size_t begin) {
    std::size_t at = text.find('"', begin + 1);
    while (at != text.npos && at + 1 < text.size() && text[at + 1] == '"') at = text.find('"', at + 2);
    return std::min(at, text.size());
}

}  // namespace

Field scan_field(std::string_view text, std::size_t begin, char separator) {
    Field field;
    field.begin = begin;
    if (begin >= text.size() || text[begin] != '"') {
        finish(text, field, find_end(text, begin, separator), separator);
        return field;
    }
    field.quoted = true;
    const std::size_t close = closing_quote(text, begin);
    if (close == text.size()) {
        field.flaw = Field::Flaw::no_closing_quote;
        field.flaw_at = begin;
        finish(text, field, close, separator);
        return field;
    }
    finish(text, field, find_end(text, close + 1, separator), separator);
    if (field.end != close + 1) {
        field.flaw = Field::Flaw::text_after_quote;
        field.flaw_at = close + 1;
    }
    return field;
}

Fault flaw_fault(const Field& field) {
    if (field.flaw == Field::Flaw::no_closing_quote) {
        return {field.flaw_at, 1, "the quote that opens here is not closed", {}};
    }
    return {field.flaw_at, 1, "text after the closing quote", "a quote inside quotes is doubled"};
}

std::string_view content(std::string_view text, const Field& field, std::string& scratch) {
    const auto raw = text.substr(field.begin, field.end - field.begin);
    if (!field.quoted || field.flaw != Field::Flaw::none) return raw;
    const auto inner = raw.substr(1, raw.size() - 2);
    if (inner.find('"') == inner.npos) return inner;
    scratch.clear();
    for (std::size_t i = 0; i < inner.size(); ++i) {
        scratch += inner[i];
        if (inner[i] == '"') ++i;
    }
    return scratch;
}

std::size_t next_row(std::string_view text, std::size_t at) {
    while (at < text.size()) {
        if (text[at] == '\n') {
            ++at;
        } else if (text[at] == '\r' && (at + 1 == text.size() || text[at + 1] == '\n')) {
            ++at;
        } else {
            break;
        }
    }
    return at;
}

Rows::Rows(std::string_view text, std::size_t begin, char separator, std::size_t block)
    : text_(text), separator_(separator), block_(block) {
    for (std::size_t at = next_row(text, begin); at < text.size(); at = next_row(text, end_of_row(at))) {
        if (size_ % block == 0) begins_.push_back(at);
        ++size_;
    }
}

std::size_t Rows::end_of_row(std::size_t begin) {
    if (next_quote_ != text_.npos && next_quote_ < begin) next_quote_ = text_.find('"', begin);
    const std::size_t line_end = std::min(text_.find('\n', begin), text_.size());
    if (next_quote_ >= line_end) return line_end;
    Field field = scan_field(text_, begin, separator_);
    while (!field.ends_row) field = scan_field(text_, field.next, separator_);
    return field.next;
}

std::size_t Rows::begin_of(std::size_t row) const {
    std::size_t at = begins_[row / block_];
    for (std::size_t left = row % block_; left > 0; --left) {
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

}  // namespace iiindex
