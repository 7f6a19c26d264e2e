#include "load/table/header.hpp"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "ground/catalogue.hpp"
#include "load/codes.hpp"
#include "load/table/titles.hpp"
#include "load/table/two_rows.hpp"
#include "load/wording.hpp"
#include "text/normal.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

using Kind = ColumnRole::Kind;

constexpr std::string_view previous_prefixes[] = {"previous:", "上期:"};  // columns to compare with, which are not read
constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

ColumnRole role_of(FixedColumn column) {
    switch (column) {
        case FixedColumn::code: return {Kind::code, 0};
        case FixedColumn::name: return {Kind::name, 0};
        case FixedColumn::name_english: return {Kind::name_english, 0};
        case FixedColumn::period: return {Kind::period, 0};
        case FixedColumn::origin: return {Kind::origin, 0};
        case FixedColumn::rank:
        case FixedColumn::tier: break;
    }
    return {};
}

/// What stands below a header, by column, as far as it helps to tell what the column is.
class Sample {
public:
    Sample(std::string_view text, std::size_t begin, char separator) {
        std::string scratch;
        for (std::size_t row = 0, at = next_row(text, begin); row < most_rows && at < text.size(); ++row) {
            std::vector<std::string> cells;
            Field field{.next = at};
            do {
                field = scan_field(text, field.next, separator);
                cells.emplace_back(trimmed(content(text, field, scratch)));
            } while (!field.ends_row);
            rows_.push_back(std::move(cells));
            at = next_row(text, field.next);
        }
    }

    /// A text of a column that stands beside two different ones of another; empty if there is none.
    std::string shared(std::size_t column, std::size_t by) const {
        std::map<std::string_view, std::string_view> first;
        for (const auto& row : rows_) {
            if (row.size() <= std::max(column, by) || row[column].empty() || row[by].empty()) continue;
            const auto [place, is_new] = first.emplace(row[column], row[by]);
            if (!is_new && place->second != row[by]) return row[column];
        }
        return {};
    }

private:
    static constexpr std::size_t most_rows = 200;

    std::vector<std::vector<std::string>> rows_;
};

/// Matches the titles of one table with the columns that an index asks for.
class HeaderReader {
public:
    HeaderReader(const Text& text, const Index& index, const TitleWords& words, char separator, Faults& faults,
                 std::vector<Problem>& warnings)
        : text_(text), index_(index), words_(words), separator_(separator), faults_(faults), warnings_(warnings) {}

    /// hint   what to say where nothing is known; may be empty
    Layout read(std::vector<Title> titles, std::size_t rows_begin, const std::string& hint) {
        layout_.titles = std::move(titles);
        layout_.rows_begin = rows_begin;
        layout_.indicator_columns.assign(index_.indicators.size(), nowhere);
        input_columns_.assign(index_.inputs.size(), nowhere);
        layout_.columns.resize(layout_.titles.size());
        for (const Title& title : layout_.titles)
            meanings_.push_back(words_.meaning_of(title.text, separator_ == '\t'));
        for (std::size_t column = 0; column < layout_.columns.size(); ++column) take(column);
        for (const Kind kind : {Kind::code, Kind::name, Kind::name_english, Kind::period, Kind::origin}) choose(kind);
        for (const std::size_t column : disputed_) settle(column);
        for (const std::size_t column : inner_or_not_) settle_inner(column);
        for (std::size_t column = 0; column < layout_.columns.size(); ++column) claim(column);
        doubt(Kind::code, Kind::name, rank_of_unit, said("it holds what values are counted in"));
        doubt(Kind::name, Kind::code, rank_of_regions, said("units lie in it"));
        check_unit_column(hint);
        check_indicators(hint);
        check_inputs();
        return std::move(layout_);
    }

private:
    static constexpr std::size_t rank_of_regions = 4;  ///< from here on a name may be that of a group

    /// Gives a column what its title plainly means; puts the others off.
    void take(std::size_t column) {
        const Title& title = layout_.titles[column];
        const Meaning& meaning = meanings_[column];
        if (!meaning.group.empty()) {
            layout_.columns[column] = group_role(title, meaning.group);
        } else if (meaning.fixed && !meaning.indicators.empty()) {
            disputed_.push_back(column);
        } else if (meaning.input) {
            layout_.columns[column] = {Kind::input, *meaning.input};
        } else if (!meaning.inner.empty() && !meaning.indicators.empty()) {
            inner_or_not_.push_back(column);
        } else if (!meaning.indicators.empty()) {
            layout_.columns[column] = indicator_role(column);
            pass_over_computed(column);
        } else if (title_form(title.text) == group_prefix) {
            fault(title, said("expected a name after 'group:'"));
        } else if (meaning.empty() && !is_previous(title)) {
            unknown(title);
        }
    }

    static bool is_previous(const Title& title) {
        const std::string form = title_form(title.text);
        return std::any_of(std::begin(previous_prefixes), std::end(previous_prefixes),
                           [&](std::string_view prefix) { return form.starts_with(prefix); });
    }

    /// A column of what the index computes by a formula is not read.
    void pass_over_computed(std::size_t column) {
        const ColumnRole role = layout_.columns[column];
        if (role.kind != Kind::indicator || index_.is_read(role.number)) return;
        layout_.columns[column] = {};
        const std::string& code = index_.nodes[index_.indicators[role.number]].code;
        pass_over(column,
                  said("'{}' is computed by its formula: column '{}' is not read", code, layout_.titles[column].text),
                  {});
    }

    ColumnRole indicator_role(std::size_t column) {
        const Title& title = layout_.titles[column];
        const Meaning& meaning = meanings_[column];
        if (meaning.indicators.size() > 1) {
            fault(title,
                  said("'{}' is the name of both '{}' and '{}'", title.text, index_.nodes[meaning.indicators[0]].code,
                       index_.nodes[meaning.indicators[1]].code),
                  said("give the columns their codes as titles"));
        }
        const Node& node = index_.nodes[meaning.indicators.front()];
        if (!measures_agree(meaning.measure, node.measure)) {
            fault(title,
                  said("'{}' is counted in '{}', and indicator '{}' in '{}'", title.text, meaning.measure, node.code,
                       node.measure),
                  said("convert the values, or correct the measure in the index"));
        }
        return {Kind::indicator, *node.indicator};
    }

    ColumnRole group_role(const Title& title, const std::string& name) {
        auto& groups = layout_.groups;
        if (std::any_of(groups.begin(), groups.end(),
                        [&](const auto& group) { return normal_form(group) == normal_form(name); })) {
            fault(title, said("column '{}' stands here twice", title.text));
            return {};
        }
        groups.emplace_back(name);
        return {Kind::group, groups.size() - 1};
    }

    /// Gives a role that is the same for every index to the column that most plainly has it.
    void choose(Kind kind) {
        std::vector<std::size_t> candidates;
        for (std::size_t column = 0; column < meanings_.size(); ++column) {
            const Meaning& meaning = meanings_[column];
            const bool is_one = meaning.fixed && meaning.indicators.empty() && !meaning.input &&
                                role_of(meaning.fixed->column).kind == kind;
            if (is_one) candidates.push_back(column);
        }
        const auto rank = [&](std::size_t column) { return meanings_[column].fixed->rank; };
        const auto best =
            std::min_element(candidates.begin(), candidates.end(), [&](auto a, auto b) { return rank(a) < rank(b); });
        for (const std::size_t column : candidates) {
            if (rank(column) == rank(*best))
                layout_.columns[column] = {kind, 0};
            else
                pass_over(column,
                          said("column '{}' is ignored: '{}' goes before it", layout_.titles[column].text,
                               layout_.titles[*best].text),
                          kind == Kind::name ? grouping_hint(column) : "");
        }
    }

    std::string grouping_hint(std::size_t column) const {
        return said("title it 'group:{}' to group by it", layout_.titles[column].text);
    }

    /// A title that is an indicator's name and that of a column of every table.
    void settle(std::size_t column) {
        const ColumnRole fixed = role_of(meanings_[column].fixed->column);
        const std::size_t indicator = *index_.nodes[meanings_[column].indicators.front()].indicator;
        const auto has = [&](std::size_t number) {
            return std::any_of(layout_.columns.begin(), layout_.columns.end(), [&](const ColumnRole& role) {
                return role.kind == Kind::indicator && role.number == number;
            });
        };
        const bool is_unit = (fixed.kind == Kind::code || fixed.kind == Kind::name) && !layout_.has(Kind::code) &&
                             !layout_.has(Kind::name);
        const bool comes_again = std::any_of(disputed_.begin(), disputed_.end(), [&](std::size_t other) {
            return other > column && meanings_[other].indicators == meanings_[column].indicators;
        });
        if (has(indicator) || is_unit || comes_again) {
            layout_.columns[column] = fixed;
            return;
        }
        layout_.columns[column] = indicator_role(column);
        warn(column,
             said("column '{}' is taken for indicator '{}', which has this name", layout_.titles[column].text,
                  index_.nodes[index_.indicators[indicator]].code),
             said("give it the indicator's code as title, which no other column can have"));
    }

    /// A title that is an indicator's name and an inner node's code or name.
    void settle_inner(std::size_t column) {
        const Meaning& meaning = meanings_[column];
        const std::size_t indicator = *index_.nodes[meaning.indicators.front()].indicator;
        const bool is_had = std::any_of(layout_.columns.begin(), layout_.columns.end(), [&](const ColumnRole& role) {
            return role.kind == Kind::indicator && role.number == indicator;
        });
        if (is_had) return;
        layout_.columns[column] = indicator_role(column);
        warn(column,
             said("column '{}' is taken for indicator '{}', not for '{}', which is computed",
                  layout_.titles[column].text, index_.nodes[meaning.indicators.front()].code,
                  index_.nodes[meaning.inner.front()].code),
             said("give it a code as title, which no other column can have"));
    }

    /// Takes a role back from a column with a title that only may mean it, where what stands in it says otherwise.
    void doubt(Kind kind, Kind other, std::size_t rank, std::string_view why) {
        const std::size_t column = layout_.find(kind), by = layout_.find(other);
        if (column == layout_.columns.size() || by == layout_.columns.size()) return;
        if (!meanings_[column].fixed || meanings_[column].fixed->rank < rank) return;
        const std::string shared = Sample(text_.characters(), layout_.rows_begin, separator_).shared(column, by);
        if (shared.empty()) return;
        layout_.columns[column] = {};
        const std::string_view title = layout_.titles[column].text;
        warn(column, said("column '{}' is ignored: {}, as several have '{}' in it", title, why, shared),
             kind == Kind::name ? grouping_hint(column) : said("title the column of the codes 'code'"));
    }

    void unknown(const Title& title) {
        unknown_.push_back(title.text);
        std::string what = title.text.empty() ? said("a column without a title is ignored")
                                              : said("unknown column '{}' is ignored", title.text);
        if (warnings_.size() >= most_warnings) return;
        warnings_.push_back(text_.problem({title.begin, title.length, std::move(what), nearest_column(title.text)}));
    }

    std::string nearest_column(std::string_view title) const {
        std::vector<std::string_view> known = {"code", "name", "name_en", "period", "origin"};
        for (const std::size_t node : index_.indicators) {
            known.push_back(index_.nodes[node].code);
            known.push_back(index_.nodes[node].name.own);
            known.push_back(index_.nodes[node].name.english);
        }
        for (const InputColumn& input : index_.inputs) {
            known.insert(known.end(), {input.code, input.name.own, input.name.english});
        }
        return did_you_mean(title, known);
    }

    /// Refuses a second column for what has one already.
    void claim(std::size_t column) {
        const ColumnRole role = layout_.columns[column];
        if (role.kind == Kind::ignored || role.kind == Kind::group) return;
        std::size_t first = layout_.find(role.kind);
        if (role.kind == Kind::indicator) first = claim(layout_.indicator_columns[role.number], column);
        if (role.kind == Kind::input) first = claim(input_columns_[role.number], column);
        if (first != column) refuse_twice(first, column);
    }

    static std::size_t claim(std::size_t& place, std::size_t column) {
        if (place == nowhere) place = column;
        return place;
    }

    void refuse_twice(std::size_t first, std::size_t second) {
        layout_.columns[second] = {};
        const auto& titles = layout_.titles;
        const bool same = titles[first].text == titles[second].text;
        fault(titles[second], same
                                  ? said("column '{}' stands here twice", titles[second].text)
                                  : said("columns '{}' and '{}' are the same", with_invisible_shown(titles[first].text),
                                         with_invisible_shown(titles[second].text)));
    }

    void check_unit_column(const std::string& hint) {
        if (layout_.has(Kind::code) || layout_.has(Kind::name)) return;
        absent(said("no column 'code' or 'name'"),
               !hint.empty()
                   ? hint
                   : said("the first row holds the titles of the columns; units are named in one titled code, "
                          "name, city, province, country, 城市, 地区 or the like"));
    }

    void check_indicators(const std::string& hint) {
        const auto& columns = layout_.indicator_columns;
        const auto is_absent = [](std::size_t column) { return column == nowhere; };
        if (std::all_of(columns.begin(), columns.end(), is_absent) &&
            std::all_of(input_columns_.begin(), input_columns_.end(), is_absent)) {
            return absent(
                said("no column for any of the {} indicators of '{}'", columns.size(), index_.root().code),
                !hint.empty()
                    ? hint
                    : said("a column's title is an indicator's code or name; `iiindex template` writes such a "
                           "table, and -i names another index"));
        }
        for (std::size_t indicator = 0; indicator < columns.size(); ++indicator) {
            if (columns[indicator] != nowhere || !index_.is_read(indicator)) continue;
            const Node& node = index_.nodes[index_.indicators[indicator]];
            std::string remedy = passed_over(node);
            if (remedy.empty()) remedy = nearest_unknown({node.code, node.name.own, node.name.english});
            absent(said("no column for indicator '{}' ({})", node.code, node.name.own), std::move(remedy));
        }
    }

    void check_inputs() {
        for (std::size_t i = 0; i < input_columns_.size(); ++i) {
            if (input_columns_[i] != nowhere) continue;
            const InputColumn& input = index_.inputs[i];
            absent(input.name.own.empty() ? said("no column for the denominator '{}'", input.code)
                                          : said("no column for input '{}' ({})", input.code, input.name.own),
                   nearest_unknown({input.code, input.name.own, input.name.english}));
        }
    }

    /// A column that was taken for something else although it looks like an indicator's.
    std::string passed_over(const Node& node) const {
        const std::string forms[] = {title_form(node.code), title_form(node.name.own), title_form(node.name.english)};
        for (std::size_t column = 0; column < meanings_.size(); ++column) {
            const Meaning& meaning = meanings_[column];
            const std::string& title = layout_.titles[column].text;
            const bool is_meant = std::find(std::begin(forms), std::end(forms), title_form(title)) != std::end(forms);
            if (title.empty() || !is_meant || (meaning.inner.empty() && !meaning.fixed)) continue;
            if (meaning.inner.empty()) {
                return said(
                    "column '{}' says which unit or period a row is of; title it '{}' if it holds this "
                    "indicator",
                    title, node.code);
            }
            const Node& inner = index_.nodes[meaning.inner.front()];
            return said(
                "column '{}' is '{}' ({}), which is computed and was passed over; title it '{}' if it holds "
                "this indicator",
                title, inner.code, inner.name.own, node.code);
        }
        return {};
    }

    /// The unknown column that was probably meant for something absent.
    std::string nearest_unknown(const std::vector<std::string_view>& wanted) const {
        const std::vector<std::string_view> candidates(unknown_.begin(), unknown_.end());
        for (const auto word : wanted) {
            const auto found = nearest(word, candidates);
            if (!found.empty()) return said("is column '{}' meant for it?", found);
        }
        return {};
    }

    void pass_over(std::size_t column, std::string what, std::string remedy) {
        warn(column, std::move(what), std::move(remedy));
    }

    void warn(std::size_t column, std::string what, std::string remedy) {
        const Title& title = layout_.titles[column];
        warnings_.push_back(text_.problem({title.begin, title.length, std::move(what), std::move(remedy)}));
    }

    void fault(const Title& title, std::string what, std::string remedy = {}) {
        faults_.add({title.begin, title.length, std::move(what), std::move(remedy)});
    }

    void absent(std::string what, std::string remedy) {
        faults_.add({layout_.titles.front().begin, 1, std::move(what), std::move(remedy), false});
    }

    static constexpr std::size_t most_warnings = 100;

    const Text& text_;
    const Index& index_;
    const TitleWords& words_;
    char separator_;
    Faults& faults_;
    std::vector<Problem>& warnings_;
    Layout layout_;
    std::vector<Meaning> meanings_;          ///< by column
    std::vector<std::size_t> disputed_;      ///< columns that may be an indicator's or one of every table
    std::vector<std::size_t> inner_or_not_;  ///< columns that may be an indicator's or an inner node's
    std::vector<std::size_t> input_columns_;
    std::vector<std::string> unknown_;
};

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
        if (title.text.empty()) continue;
        const Meaning meaning = words.meaning_of(title.text, separator == '\t');
        const auto kind = meaning.fixed ? role_of(meaning.fixed->column).kind : Kind::ignored;
        match.has_unit = match.has_unit || kind == Kind::code || kind == Kind::name;
        for (const std::size_t node : meaning.indicators) seen[node] = index.is_read(*index.nodes[node].indicator);
        if (meaning.input) seen[index.nodes.size() + *meaning.input] = true;
    }
    match.found = static_cast<std::size_t>(std::count(seen.begin(), seen.end(), true));
    return match;
}

/// Where the row with the titles begins, how many rows stand above it, and, where that is only likely, a hint.
struct HeaderPlace {
    std::size_t begin = 0;
    std::size_t above = 0;
    std::string hint;
};

HeaderPlace find_header(const Text& text, std::size_t begin, const TitleWords& words, char separator) {
    constexpr std::size_t most_above = 40;
    const std::string_view characters = text.characters();
    HeaderPlace place{begin, 0, {}};
    std::size_t number = 0;
    for (std::size_t at = begin; number <= most_above && at < characters.size(); ++number) {
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

constexpr std::pair<char, std::string_view> separator_names[] = {
    {'\t', marked("tabs")}, {',', marked("commas")}, {';', marked("semicolons")}, {'|', marked("bars")}};

std::string name_of_separator(char separator) {
    for (const auto& [known, name] : separator_names) {
        if (known == separator) return std::string(translated(name, spoken()));
    }
    return in_quotes({&separator, 1});
}

bool has_lone_carriage_return(const Title& title) {
    const auto at = title.text.find('\r');
    return at != title.text.npos && title.text.compare(at, 2, "\r\n") != 0;
}

}  // namespace

std::size_t Layout::find(ColumnRole::Kind kind) const {
    const auto found = std::find_if(columns.begin(), columns.end(), [&](auto role) { return role.kind == kind; });
    return static_cast<std::size_t>(found - columns.begin());
}

namespace {

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
void join_next_row(std::vector<Title>& titles, std::string_view text, char separator, std::size_t& rows_begin) {
    if (next_row(text, rows_begin) >= text.size()) return;
    Faults broken;
    std::size_t end = rows_begin;
    const auto lower = titles_in_row(text, separator, end, broken);
    if (broken.size() == 0 && join_titles(titles, lower)) rows_begin = end;
}

}  // namespace

std::vector<Title> read_titles(std::string_view text, char separator, std::size_t& rows_begin, Faults& faults) {
    auto titles = titles_in_row(text, separator, rows_begin, faults);
    if (faults.size() == 0) join_next_row(titles, text, separator, rows_begin);
    return titles;
}

void refuse_markup(const Text& text) {
    std::string begin(trimmed(text.characters().substr(0, 1024)));
    std::transform(begin.begin(), begin.end(), begin.begin(), ascii_lower);
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
    for (const auto& [other, name] : separator_names) {
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

Layout read_layout(const Text& text, const Dialect& dialect, const TitleWords& words, std::size_t skipped,
                   Faults& faults, std::vector<Problem>& warnings) {
    const char separator = dialect.separator;
    const std::size_t begin = behind_skipped(text, dialect, skipped);
    const HeaderPlace place = find_header(text, begin, words, separator);
    if (place.above > 0) quote_rows_above(text, begin, place.begin, warnings);
    std::size_t rows_begin = place.begin;
    auto titles = read_titles(text.characters(), separator, rows_begin, faults);
    faults.raise_if_any(text);  // a broken quote has swallowed titles
    refuse_wrong_separator(text, titles, separator);
    if (!text.original()) refuse_absent(text, titles, words);
    return HeaderReader(text, words.index(), words, separator, faults, warnings)
        .read(std::move(titles), rows_begin, place.hint);
}

}  // namespace iiindex::detail
