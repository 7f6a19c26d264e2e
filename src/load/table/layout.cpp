#include "load/table/layout.hpp"

#include <algorithm>
#include <utility>

#include "ground/catalogue.hpp"
#include "load/codes.hpp"
#include "load/table/dated.hpp"
#include "load/table/sample.hpp"
#include "load/table/titles.hpp"
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

/// Matches the titles of one table with the columns that an index asks for.
class LayoutReader {
public:
    LayoutReader(const Text& text, const Index& index, const TitleWords& words, char separator, Faults& faults,
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
        refuse_other_measure(column);
        check_direction(column, node);
        return {Kind::indicator, *node.indicator};
    }

    void refuse_other_measure(std::size_t column) {
        const Title& title = layout_.titles[column];
        if (auto other = other_measure(title.text, meanings_[column], index_))
            fault(title, std::move(other->what), std::move(other->remedy));
    }

    void check_direction(std::size_t column, const Node& node) {
        const auto& direction = meanings_[column].direction;
        if (!direction || *direction == node.direction) return;
        const std::string_view title = layout_.titles[column].text;
        warn(column,
             *direction == Direction::negative
                 ? said("'{}' says that less is better, and for indicator '{}' more is", title, node.code)
                 : said("'{}' says that more is better, and for indicator '{}' less is", title, node.code),
             said("correct the direction in the index, or the title"));
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
            if (kind == Kind::name && is_in_english(column, candidates))
                layout_.columns[column] = {Kind::name_english, 0};
            else if (rank(column) == rank(*best))
                layout_.columns[column] = {kind, 0};
            else
                pass_over(column,
                          said("column '{}' is ignored: '{}' goes before it", layout_.titles[column].text,
                               layout_.titles[*best].text),
                          kind == Kind::name ? grouping_hint(column) : "");
        }
    }

    /// Whether a column is titled in English beside one that means the same in Chinese: 地区, Region.
    bool is_in_english(std::size_t column, const std::vector<std::size_t>& names) const {
        const auto is_chinese = [&](std::size_t one) { return has_chinese(layout_.titles[one].text); };
        const bool has_own = std::any_of(meanings_.begin(), meanings_.end(), [](const Meaning& meaning) {
            return meaning.fixed && meaning.fixed->column == FixedColumn::name_english;
        });
        return !has_own && !is_chinese(column) && std::any_of(names.begin(), names.end(), [&](std::size_t other) {
            return is_chinese(other) && meanings_[other].fixed->rank == meanings_[column].fixed->rank;
        });
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
        const Sample sample(text_.characters(), layout_.rows_begin, separator_);
        const std::string shared = sample.shared(column, by);
        const bool is_empty = kind == Kind::code && sample.is_empty(column);
        if (shared.empty() && !is_empty) return;
        layout_.columns[column] = {};
        const std::string_view title = layout_.titles[column].text;
        if (is_empty) return warn(column, said("column '{}' is ignored: nothing stands in it", title), {});
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
                          "name, city, province, country, 城市, 地区 or the like, or by --columns name=TITLE"));
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
            if (remedy.empty()) remedy = titled_with_a_year(node);
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

    /// An indicator's column of one year, which is read where all indicators have such columns.
    std::string titled_with_a_year(const Node& node) const {
        const auto found = std::find_if(
            unknown_.begin(), unknown_.end(),
            [titles = TitlesOf(node)](const std::string& title) { return titles.have(dated(title).name); });
        if (found == unknown_.end()) return {};
        return said("columns such as '{}' are read where every indicator has one for each year", *found);
    }

    /// A column that was taken for something else although it looks like an indicator's.
    std::string passed_over(const Node& node) const {
        const TitlesOf titles(node);
        for (std::size_t column = 0; column < meanings_.size(); ++column) {
            const Meaning& meaning = meanings_[column];
            const std::string& title = layout_.titles[column].text;
            if ((meaning.inner.empty() && !meaning.fixed) || !titles.have(title)) continue;
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

}  // namespace

std::size_t Layout::find(ColumnRole::Kind kind) const {
    const auto found = std::find_if(columns.begin(), columns.end(), [&](auto role) { return role.kind == kind; });
    return static_cast<std::size_t>(found - columns.begin());
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
    return LayoutReader(text, words.index(), words, separator, faults, warnings)
        .read(std::move(titles), rows_begin, place.hint);
}

}  // namespace iiindex::detail
