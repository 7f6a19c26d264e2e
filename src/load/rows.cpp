#include "rows.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

#include "../parallel.hpp"
#include "../wide.hpp"

namespace iiindex {
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

/// The ends of parts of a text of about the same length, each behind a line end.
std::vector<std::size_t> ends_of_parts(std::string_view text, std::size_t begin, std::size_t bytes) {
    std::vector<std::size_t> ends;
    for (std::size_t at = begin; at < text.size(); ends.push_back(at)) {
        const std::size_t line_end = text.size() - at > bytes ? text.find('\n', at + bytes - 1) : text.npos;
        at = line_end == text.npos ? text.size() : line_end + 1;
    }
    return ends;
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
            const bool opens = quote_ == row_ || text_[quote_ - 1] == separator_;
            at_ = quote_ + 1;
            if (opens) leave_quotes();
        }
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

/// What a first look at a part finds.
struct Look {
    std::size_t line_ends = 0;
    bool has_odd = false;  ///< a quote, a carriage return or an empty line
};

IIINDEX_WIDE Look look_at(std::string_view text) {
    constexpr std::size_t lanes = 64, most = 255;  // as many steps as a byte can count
    Look look;
    std::size_t at = 0;
    while (text.size() - at > lanes) {
        const std::size_t steps = std::min(most, (text.size() - at - 1) / lanes);
        std::array<std::uint8_t, lanes> count{}, odd{};
        for (std::size_t step = 0; step < steps; ++step, at += lanes) {
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                const char c = text[at + lane], next = text[at + lane + 1];
                const std::uint8_t ends = c == '\n' ? 1 : 0;
                count[lane] = static_cast<std::uint8_t>(count[lane] + ends);
                odd[lane] =
                    static_cast<std::uint8_t>(odd[lane] | (c == '"') | (c == '\r') | (ends & (next == '\n')));
            }
        }
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            look.line_ends += count[lane];
            look.has_odd = look.has_odd || odd[lane] != 0;
        }
    }
    for (; at < text.size(); ++at) {
        look.line_ends += text[at] == '\n' ? 1U : 0U;
        const bool is_empty_line = text[at] == '\n' && at + 1 < text.size() && text[at + 1] == '\n';
        look.has_odd = look.has_odd || text[at] == '"' || text[at] == '\r' || is_empty_line;
    }
    return look;
}

/// The rows that begin in [begin, text.size()), where a line begins, outside quotes.
RowRun run_of(std::string_view text, std::size_t begin, char separator) {
    const std::string_view part = text.substr(begin);
    const Look look = look_at(part);
    if (look.has_odd || part.empty() || part.front() == '\n')
        return PartScan(text, begin, separator).run(false);
    return {.count = look.line_ends + (part.back() == '\n' ? 0 : 1), .begin = begin, .part_end = text.size()};
}

}  // namespace

Field scan_field(std::string_view text, std::size_t begin, char separator) {
    Field field;
    field.begin = begin;
    if (begin >= text.size() || text[begin] != '"') {
        end_field(text, field, find_end(text, begin, separator), separator);
        return field;
    }
    field.quoted = true;
    const std::size_t close = closing_quote(text, begin);
    if (close == text.size()) {
        field.flaw = Field::Flaw::no_closing_quote;
        field.flaw_at = begin;
        end_field(text, field, close, separator);
        return field;
    }
    end_field(text, field, find_end(text, close + 1, separator), separator);
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

Rows::Rows(std::string_view text, std::size_t begin, char separator, std::size_t bytes)
    : text_(text), separator_(separator) {
    const auto ends = ends_of_parts(text, begin, bytes);
    const auto begin_of_part = [&](std::size_t part) { return part == 0 ? begin : ends[part - 1]; };
    runs_.resize(ends.size());
    for_each_number(ends.size(), [&](std::size_t part) {
        runs_[part] = run_of(text.substr(0, ends[part]), begin_of_part(part), separator);
    });
    bool quote_open = false;
    for (std::size_t part = 0; part < runs_.size(); ++part) {
        RowRun& run = runs_[part];
        // Almost never: a part that begins inside quotes was taken for one that does not.
        if (quote_open) run = PartScan(text.substr(0, ends[part]), begin_of_part(part), separator).run(true);
        quote_open = run.quote_open;
        run.first = size_;
        size_ += run.count;
    }
}

std::size_t Rows::begin_of(std::size_t row) const {
    const auto after =
        std::partition_point(runs_.begin(), runs_.end(), [&](const RowRun& r) { return r.first <= row; });
    const RowRun& run = *std::find_if(std::make_reverse_iterator(after), runs_.rend(),
                                      [](const RowRun& r) { return r.count > 0; });
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

}  // namespace iiindex
