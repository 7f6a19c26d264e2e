#include "load/table/header.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include <fmt/format.h>

#include "ground/catalogue.hpp"
#include "load/table/two_rows.hpp"
#include "load/wording.hpp"
#include "text/ascii.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

/// How much of what a table needs some titles give.
struct Match {
    bool has_unit = false;
    std::size_t found = 0;   ///< indicators and inputs
    std::size_t wanted = 0;  ///< all of them

    bool is_header() const { return has_unit && found > 0; }
    bool is_whole() const { return has_unit && found == wanted; }
};

Match match(const std::vector<Title>& titles, const TitleWords& words, char separator) {
    const Index& index = words.index();
    Match match{.wanted = index.inputs.size()};
    for (std::size_t i = 0; i < index.indicators.size(); ++i) match.wanted += index.is_read(i) ? 1U : 0U;
    std::vector<bool> seen(index.nodes.size() + index.inputs.size());
    for (const Title& title : titles) {
        const Meaning meaning = words.meaning_of(title.text, separator == '\t');
        const auto is_titled = [&](FixedColumn column) { return meaning.fixed && meaning.fixed->column == column; };
        match.has_unit = match.has_unit || is_titled(FixedColumn::code) || is_titled(FixedColumn::name);
        for (const std::size_t node : meaning.indicators) seen[node] = index.is_read(*index.nodes[node].indicator);
        if (meaning.input) seen[index.nodes.size() + *meaning.input] = true;
    }
    match.found = static_cast<std::size_t>(std::count(seen.begin(), seen.end(), true));
    return match;
}

bool has_lone_carriage_return(const Title& title) {
    const auto at = title.text.find('\r');
    return at != title.text.npos && title.text.compare(at, 2, "\r\n") != 0;
}

std::vector<Title> titles_in_row(std::string_view text, char separator, std::size_t& rows_begin, Faults& faults) {
    std::vector<Title> titles;
    std::string scratch;
    Field field;
    field.next = next_row(text, rows_begin);
    do {
        field = scan_field(text, field.next, separator);
        if (field.flaw != Field::Flaw::none) faults.add(flaw_fault(field));
        titles.push_back(
            {std::string(unguarded(trimmed(content(text, field, scratch)))), field.begin, field.end - field.begin});
    } while (!field.ends_row);
    rows_begin = field.next;
    return titles;
}

/// Puts the titles of the next row, if it has such, below those of the first.
bool join_next_row(std::vector<Title>& titles, std::string_view text, char separator, std::size_t& rows_begin) {
    if (next_row(text, rows_begin) >= text.size()) return false;
    Faults broken;
    std::size_t end = rows_begin;
    const auto lower = titles_in_row(text, separator, end, broken);
    const bool is_joined = broken.size() == 0 && join_titles(titles, lower);
    if (is_joined) rows_begin = end;
    return is_joined;
}

}  // namespace

HeaderPlace find_header(const Text& text, std::size_t begin, const TitleWords& words, char separator) {
    const std::string_view characters = text.characters();
    HeaderPlace place{begin, 0, {}};
    std::size_t number = 0;
    for (std::size_t at = begin; number <= most_rows_above && at < characters.size(); ++number) {
        const std::size_t next = end_of_row(characters, at, separator);
        if (trimmed(characters.substr(at, next - at)).empty()) {
            at = next;
            continue;
        }
        Faults broken;
        std::size_t end = at;
        const auto titles = read_titles(characters, separator, end, broken);
        const Match found = match(titles, words, separator);
        if (broken.size() == 0 && found.is_header()) {
            const bool is_first = next_row(characters, begin) >= at;
            if (is_first) return {begin, 0, {}};
            if (found.is_whole()) return {at, number, {}};
            place.hint = said("row {} looks like the titles: --skip-rows {}", number + 1, number);
            return place;
        }
        at = next;
    }
    return place;
}

std::vector<Title> read_titles(std::string_view text, char separator, std::size_t& rows_begin, Faults& faults) {
    auto titles = titles_in_row(text, separator, rows_begin, faults);
    if (faults.size() > 0) return titles;
    for (std::size_t row = 1; row < most_rows_of_titles && join_next_row(titles, text, separator, rows_begin);) ++row;
    return titles;
}

void refuse_markup(const Text& text) {
    const std::string begin = ascii_lower(std::string(trimmed(text.characters().substr(0, 1024))));
    const auto is_any = [&](std::initializer_list<std::string_view> words) {
        return std::any_of(words.begin(), words.end(), [&](auto word) { return begin.starts_with(word); });
    };
    const bool is_page =
        is_any({"<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<style", "mime-version:"}) ||
        (begin.starts_with('<') && begin.find("<html") != begin.npos);
    const std::string_view is = is_page                          ? translated("a web page (HTML)", spoken())
                                : is_any({"<?xml", "<workbook"}) ? "XML"
                                                                 : "";
    if (is.empty()) return;
    refuse(text.file(), said("{}, expected a table", is),
           said("open it in a spreadsheet and save the sheet as XLSX or as CSV in UTF-8"));
}

void refuse_wrong_separator(const Text& text, const std::vector<Title>& titles, char separator) {
    const auto refuse_header = [&](std::string what, std::string remedy) {
        throw InputError(text.problem({titles[0].begin, titles[0].length, std::move(what), std::move(remedy)}));
    };
    if (std::any_of(titles.begin(), titles.end(), has_lone_carriage_return)) {
        refuse_header(said("the rows end with a lone carriage return"),
                      said("save the file with line ends LF or CRLF"));
    }
    if (titles.size() > 1) return;
    const std::string_view header = titles[0].text;
    for (const char other : usual_separators) {
        if (other == separator || header.find(other) == header.npos) continue;
        refuse_header(
            said("the columns are parted by {}, expected {}", name_of_separator(other), name_of_separator(separator)),
            said("say --delimiter {}", other == '\t' ? "tab" : fmt::format("'{}'", other)));
    }
}

void quote_rows_above(const Text& text, std::size_t begin, std::size_t end, std::vector<Problem>& warnings) {
    Faults above;
    for (std::size_t at = next_row(text.characters(), begin); at < end;) {
        const std::size_t line_end = std::min(text.characters().find('\n', at), end);
        auto line = trimmed(text.characters().substr(at, line_end - at));
        const bool is_blank = line.find_first_not_of(",;\t \"\x1f") == line.npos;
        line = line.substr(0, line.find_last_not_of(",;\t \x1f\r") + 1);  // without its empty cells
        if (!is_blank)
            above.add({at, line.size(), said("'{}' stands above the titles and is passed over", line), {}, false});
        at = next_row(text.characters(), line_end);
    }
    for (Problem& problem : above.problems(text)) warnings.push_back(std::move(problem));
}

bool has_titles(const Text& text, const Dialect& dialect, const TitleWords& words) {
    std::size_t at = find_header(text, dialect.begin, words, dialect.separator).begin;
    Faults broken;
    const auto titles = read_titles(text.characters(), dialect.separator, at, broken);
    return broken.size() == 0 && match(titles, words, dialect.separator).is_whole();
}

std::size_t behind_skipped(const Text& text, const Dialect& dialect, std::size_t rows) {
    std::size_t begin = dialect.begin;
    for (; rows > 0 && begin < text.characters().size(); --rows) {
        begin = end_of_row(text.characters(), begin, dialect.separator);
    }
    if (next_row(text.characters(), begin) == text.characters().size()) {
        refuse(text.file(), said("nothing is left below the rows that are skipped"));
    }
    return begin;
}

void refuse_absent(const Text& text, const std::vector<Title>& titles, const TitleWords& words) {
    std::vector<std::string_view> there;
    for (const Title& title : titles) there.push_back(title.text);
    Faults faults;
    for (const std::string& title : words.absent(there)) {
        std::erase(there, "");
        faults.add({titles.front().begin, 1, said("no column is titled '{}', as --columns says", title),
                    did_you_mean(title, there), false});
    }
    faults.raise_if_any(text);
}

}  // namespace iiindex::detail
