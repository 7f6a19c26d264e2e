#include "load/table/reshape.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "ground/catalogue.hpp"
#include "load/codes.hpp"
#include "load/table/dated.hpp"
#include "load/table/header.hpp"
#include "load/table/no_units.hpp"
#include "load/table/number.hpp"
#include "load/table/rows.hpp"
#include "load/wording.hpp"
#include "text/normal.hpp"
#include "text/utf8.hpp"

namespace iiindex::detail {
namespace {

/// A run of the text: a cell with its quotes.
struct Run {
    std::size_t begin = 0, end = 0;

    std::size_t length() const { return end - begin; }
};

Run run_of(const Title& title) { return {title.begin, title.begin + title.length}; }

/// A column of values: of which input and period, where its title says so. Inputs are the indicators and, behind them,
/// the denominators of an index, by number.
struct ValueColumn {
    std::size_t column = 0;
    std::string period;
    std::optional<std::size_t> input;
};

/// How rows and columns of a table say of which indicator and period a value is.
struct Plan {
    std::vector<Title> titles;
    std::size_t rows_begin = 0;             ///< in the text
    std::vector<std::size_t> carried;       ///< columns of every table, but for the period's
    std::size_t unit = 0;                   ///< the one of them that tells units apart
    std::optional<std::size_t> counted_in;  ///< the place among them of one titled "unit" beside it
    std::optional<std::size_t> period;
    std::vector<std::size_t> indicator;  ///< the codes' before the names'
    std::vector<ValueColumn> values;
    std::vector<std::size_t> passed_over;

    bool has_periods() const { return period || !values.front().period.empty(); }
};

/// Finds out what the columns of some titles hold in the shapes that are not wide.
class Planner {
public:
    Planner(const TitleWords& words, bool is_escaped) : words_(words), index_(words.index()), is_escaped_(is_escaped) {}

    /// Whether the titles name a unit and an input each by a column of its own.
    bool is_wide(const std::vector<Title>& titles) const {
        bool has_unit = false, has_input = false;
        for (const Title& title : titles) {
            const Meaning meaning = meaning_of(title);
            has_unit = has_unit || meaning.names_unit();
            const bool is_dated = !dated(title.text).name.empty() && input_of(dated(title.text).name);
            has_input = has_input || (!is_dated && (!meaning.indicators.empty() || meaning.input));
        }
        return has_unit && has_input;
    }

    std::optional<Plan> plan(std::vector<Title> titles, Shape shape) const {
        Plan plan;
        Held held = sort_columns(titles, plan);
        plan.titles = std::move(titles);
        for (std::size_t i = 0; i < plan.carried.size(); ++i) {
            const auto fixed = meaning_of(plan.titles[plan.carried[i]]).fixed;
            if (fixed && fixed->rank == rank_of_unit && plan.carried[i] != plan.unit) plan.counted_in = i;
        }
        if (!held.has_unit) return std::nullopt;
        const auto pass_over = [&plan](const std::vector<ValueColumn>& columns) {
            for (const ValueColumn& one : columns) plan.passed_over.push_back(one.column);
        };
        const bool rows_name_inputs = !plan.indicator.empty() || inputs() == 1;
        if (held.value && rows_name_inputs && is_asked_for(shape, Shape::long_rows)) {
            plan.values.push_back({*held.value, {}, {}});
            pass_over(held.of_periods);
            pass_over(held.of_inputs);
            return plan;
        }
        if (plan.period || !is_asked_for(shape, Shape::periods_as_columns)) return std::nullopt;
        if (!held.of_periods.empty() && rows_name_inputs) {
            plan.values = std::move(held.of_periods);
            pass_over(held.of_inputs);
        } else if (!held.of_inputs.empty()) {
            plan.values = std::move(held.of_inputs);
            pass_over(held.of_periods);
            plan.passed_over.insert(plan.passed_over.end(), plan.indicator.begin(), plan.indicator.end());
            plan.indicator.clear();
        } else {
            return std::nullopt;
        }
        if (held.value) plan.passed_over.push_back(*held.value);
        return plan;
    }

    /// That a cell or a part of a title says another measure than the index has.
    std::optional<Contradiction> other_measure_in(std::string_view name) const {
        return other_measure(name, words_.meaning_of(name, is_escaped_), index_);
    }

    /// The input that a cell or a part of a title names.
    std::optional<std::size_t> input_of(std::string_view name) const {
        const Meaning meaning = words_.meaning_of(name, is_escaped_);
        if (meaning.input) return index_.indicators.size() + *meaning.input;
        if (meaning.indicators.size() != 1) return std::nullopt;
        return index_.nodes[meaning.indicators.front()].indicator;
    }

    std::size_t inputs() const { return index_.indicators.size() + index_.inputs.size(); }
    /// Whether an input of these is an indicator that a formula computes.
    bool is_computed(std::size_t input) const { return input < index_.indicators.size() && !index_.is_read(input); }

    /// A code and the names of an input.
    std::vector<std::string_view> names_of(std::size_t input) const {
        if (input >= index_.indicators.size()) {
            const InputColumn& column = index_.inputs[input - index_.indicators.size()];
            return {column.code, column.name.own, column.name.english};
        }
        const Node& node = index_.nodes[index_.indicators[input]];
        return {node.code, node.name.own, node.name.english};
    }

private:
    /// The columns that may hold values, by what their titles say of them.
    struct Held {
        bool has_unit = false;
        std::optional<std::size_t> value;     ///< nothing but that it holds values
        std::vector<ValueColumn> of_periods;  ///< a period
        std::vector<ValueColumn> of_inputs;   ///< an input, and perhaps a period
    };

    /// Puts the columns of all others into the plan.
    Held sort_columns(const std::vector<Title>& titles, Plan& plan) const {
        Held held;
        auto rank = static_cast<std::size_t>(-1);
        std::array<std::vector<std::size_t>, 2> naming;  // codes, names
        for (std::size_t column = 0; column < titles.size(); ++column) {
            const Meaning meaning = meaning_of(titles[column]);
            const auto long_column = meaning.long_column;
            const std::string year = date_of(titles[column].text);
            const Dated parts = dated(titles[column].text);
            const auto input = parts.name.empty() ? std::nullopt : input_of(parts.name);
            if (!meaning.group.empty() || (meaning.fixed && meaning.fixed->column != FixedColumn::period)) {
                plan.carried.push_back(column);
                if (meaning.names_unit() && unit_rank(*meaning.fixed) < rank) {
                    rank = unit_rank(*meaning.fixed);
                    plan.unit = column;
                    held.has_unit = true;
                }
            } else if (meaning.fixed && !plan.period) {
                plan.period = column;
            } else if (long_column && *long_column != LongColumn::value) {
                naming[*long_column == LongColumn::indicator_code ? 0 : 1].push_back(column);
            } else if (long_column && !held.value) {
                held.value = column;
            } else if (!year.empty()) {
                held.of_periods.push_back({column, year, {}});
            } else if (input) {
                held.of_inputs.push_back({column, parts.date, input});
            } else {
                plan.passed_over.push_back(column);
            }
        }
        for (const auto& columns : naming) plan.indicator.insert(plan.indicator.end(), columns.begin(), columns.end());
        return held;
    }

    static bool is_asked_for(Shape shape, Shape one) { return shape == Shape::found_out || shape == one; }

    Meaning meaning_of(const Title& title) const { return words_.meaning_of(title.text, is_escaped_); }

    /// Codes tell units apart better than names; "unit" may be what values are counted in.
    static std::size_t unit_rank(const FixedTitle& fixed) {
        if (fixed.rank == rank_of_unit) return 2 * rank_of_unit;
        return fixed.rank + (fixed.column == FixedColumn::code ? 0 : rank_of_unit);
    }

    const TitleWords& words_;
    const Index& index_;
    bool is_escaped_;
};

/// Takes the values of a table and writes them again, a column an input.
class WideMaker {
public:
    WideMaker(const Text& text, char separator, const Planner& planner, const Plan& plan)
        : text_(text),
          characters_(text.characters()),
          separator_(separator),
          planner_(planner),
          plan_(plan),
          from_(planner.inputs()) {}

    void read() {
        find_measures();
        for (const ValueColumn& value : plan_.values) {
            if (!value.input) continue;
            const Title& title = plan_.titles[value.column];
            check_measure(dated(title.text).name, run_of(title));
            if (from_[*value.input].length() == 0) from_[*value.input] = run_of(title);
        }
        for (std::size_t at = next_row(characters_, plan_.rows_begin); at < characters_.size();) {
            row_begins_.push_back(at);
            const std::vector<Field> row = scan_row(characters_, at, separator_);
            for (const Field& field : row) {
                if (field.flaw != Field::Flaw::none) faults_.add(flaw_fault(field));
            }
            take(row);
            at = next_row(characters_, row.back().next);
        }
        check_inputs();
        faults_.raise_if_any(text_);
    }

    void say(std::vector<Problem>& warnings) const {
        const Title& first = plan_.titles.front();
        const auto warn = [&](std::string what) {
            warnings.push_back(text_.problem({first.begin, first.length, std::move(what), {}}));
        };
        std::vector<std::string_view> titles;
        for (const std::size_t column : plan_.passed_over) {
            if (!plan_.titles[column].text.empty()) titles.push_back(plan_.titles[column].text);
        }
        if (differs_) titles.push_back(plan_.titles[plan_.carried[*plan_.counted_in]].text);
        if (!titles.empty()) warn(said("columns that are passed over: {}", first_few(titles)));
        std::vector<std::string_view> empty;
        for (const ValueColumn& value : plan_.values) {
            const bool is_known = value.period.empty() || has_value_.contains(value.period) ||
                                  std::find(empty.begin(), empty.end(), value.period) != empty.end();
            if (!is_known) empty.push_back(value.period);
        }
        if (!empty.empty()) warn(said("periods that are left out, as they have no value: {}", first_few(empty)));
        std::vector<std::string_view> unknown;
        for (const auto& [name, count] : unknown_) unknown.push_back(name);
        if (!unknown.empty()) warn(said("indicators that the index does not have: {}", first_few(unknown)));
        if (unnamed_ > 0) warn(said("rows that name no indicator and are left out: {}", unnamed_));
    }

    WideTable written() {
        std::string text;
        std::vector<Piece> pieces;
        const auto add = [&](std::string_view characters, Run from) {
            pieces.push_back({text.size(), from.begin, from.length()});
            text += characters;
        };
        const auto copy = [&](Run run) { add(characters_.substr(run.begin, run.length()), run); };
        std::vector<std::size_t> columns;
        for (std::size_t i = 0; i < from_.size(); ++i) {
            if (from_[i].length() > 0) columns.push_back(i);
        }
        std::vector<std::size_t> kept;  // of the carried ones
        for (std::size_t i = 0; i < plan_.carried.size(); ++i) {
            if (!differs_ || i != plan_.counted_in) kept.push_back(i);
        }
        for (const std::size_t i : kept) {
            if (i != kept.front()) text += separator_;
            copy(run_of(plan_.titles[plan_.carried[i]]));
        }
        if (plan_.has_periods()) {
            text += separator_;
            if (plan_.period)
                copy(run_of(plan_.titles[*plan_.period]));
            else
                add("period", run_of(plan_.titles[plan_.values.front().column]));
        }
        for (const std::size_t i : columns) {
            text += separator_;
            add(planner_.names_of(i).front(), from_[i]);
        }
        text += '\n';
        for (const Row& row : rows_) {
            if (row.period_title && !has_value_.contains(row.period_title->period)) continue;
            if (row.is_aside) {
                copy(row.carried.front());
            } else {
                for (const std::size_t i : kept) {
                    if (i != kept.front()) text += separator_;
                    copy(row.carried[i]);
                }
                write_values(row, columns, text, add, copy);
            }
            text += '\n';
        }
        return {Bytes(std::move(text)), std::move(pieces)};
    }

private:
    struct Row {
        std::vector<Run> carried;
        Run period;
        const ValueColumn* period_title = nullptr;  ///< the column that gives the period
        std::vector<Run> cells;                     ///< by input
        bool is_aside = false;                      ///< one cell and nothing else: no unit's
    };

    template <class Add, class Copy>
    void write_values(const Row& row, const std::vector<std::size_t>& columns, std::string& text, const Add& add,
                      const Copy& copy) const {
        if (row.period_title) {
            text += separator_;
            add(as_cell(row.period_title->period, separator_), run_of(plan_.titles[row.period_title->column]));
        } else if (plan_.period) {
            text += separator_;
            copy(row.period);
        }
        for (const std::size_t i : columns) {
            text += separator_;
            if (row.cells[i].length() > 0) copy(row.cells[i]);
        }
    }

    static std::string first_few(const std::vector<std::string_view>& names) {
        std::vector<std::string> shown;
        for (const std::string_view name : names) shown.push_back(in_quotes(name));
        return detail::first_few(shown, 5, shown.size(), spoken());
    }

    std::string content_of(const std::vector<Field>& row, std::size_t column) const {
        std::string scratch;
        return column < row.size() ? std::string(trimmed(content(characters_, row[column], scratch))) : std::string();
    }

    static Run run_in(const std::vector<Field>& row, std::size_t column) {
        return column < row.size() ? Run{row[column].begin, row[column].end} : Run{};
    }

    void take(const std::vector<Field>& row) {
        std::size_t filled = 0, last = 0;
        for (std::size_t column = 0; column < row.size(); ++column) {
            if (content_of(row, column).empty()) continue;
            ++filled;
            last = column;
        }
        if (filled == 0) return;
        if (last >= plan_.titles.size()) {
            const Field& field = row[last];
            return faults_.add({field.begin, field.end - field.begin,
                                said("more cells than the {} titles", plan_.titles.size()),
                                said("quote a cell that has the separator in it")});
        }
        if (filled == 1 && plan_.titles.size() > 2) {
            rows_.push_back({.carried = {run_in(row, last)}, .is_aside = true});
            return;
        }
        const std::optional<std::size_t> named = named_input(row);
        if (!named && !plan_.indicator.empty()) return;
        if (named) check_measure_beside(row, *named);
        const std::string unit = normal_form(content_of(row, plan_.unit));
        for (const ValueColumn& value : plan_.values) {
            put(row, unit, value, value.input ? *value.input : named.value_or(0));
        }
    }

    /// The input that a row names; notes the name where the index has none such.
    std::optional<std::size_t> named_input(const std::vector<Field>& row) {
        std::string first;
        for (const std::size_t column : plan_.indicator) {
            const std::string name = content_of(row, column);
            if (first.empty()) first = name;
            const auto [known, is_new] = numbers_.try_emplace(name);
            if (is_new) {
                known->second = planner_.input_of(name);
                check_measure(name, run_in(row, column));
            }
            if (!known->second) continue;
            if (from_[*known->second].length() == 0) from_[*known->second] = run_in(row, column);
            return known->second;
        }
        if (!plan_.indicator.empty()) {
            if (first.empty())
                take_unnamed(row);
            else
                ++unknown_[first];
        }
        if (from_.size() == 1 && from_.front().length() == 0 && plan_.indicator.empty()) {
            from_.front() = run_of(plan_.titles[plan_.values.front().column]);
        }
        return std::nullopt;
    }

    void find_measures() {
        const auto says_measures = [&](std::size_t column) {
            return heads_measures_of_others(plan_.titles[column].text);
        };
        const auto found = std::find_if(plan_.passed_over.begin(), plan_.passed_over.end(), says_measures);
        if (found != plan_.passed_over.end()) measures_ = *found;
        if (plan_.counted_in) measures_ = plan_.carried[*plan_.counted_in];
    }

    void check_measure(std::string_view name, Run at) {
        if (auto other = planner_.other_measure_in(name))
            faults_.add({at.begin, at.length(), std::move(other->what), std::move(other->remedy)});
    }

    /// That values of an indicator are counted in one thing, where a column says in what.
    void check_measure_beside(const std::vector<Field>& row, std::size_t input) {
        if (!measures_ || *measures_ >= row.size()) return;
        std::string measure = content_of(row, *measures_);
        if (measure.empty()) return;
        const Run run = run_in(row, *measures_);
        const auto [first, is_new] = counted_in_.try_emplace(input, std::move(measure), run.begin);
        if (is_new || measures_agree(first->second.first, content_of(row, *measures_))) return;
        faults_.add({run.begin, run.length(),
                     said("'{}' is counted in '{}', and in '{}' at {}", planner_.names_of(input).front(),
                          content_of(row, *measures_), first->second.first, text_.place(first->second.second)),
                     said("convert the values, or leave those rows out")});
    }

    /// A row that names no indicator may be a note, but not where it has a number.
    void take_unnamed(const std::vector<Field>& row) {
        const auto is_number = [&](const ValueColumn& value) {
            const NumberStyle any{.percent = Percent::allowed, .pass_over_flags = true};
            const NumberCell cell = read_number(content_of(row, value.column), any, {});
            return cell.kind == NumberCell::Kind::number || cell.marks == NumberCell::Marks::other;
        };
        const auto number = std::find_if(plan_.values.begin(), plan_.values.end(), is_number);
        if (number == plan_.values.end()) {
            ++unnamed_;
            return;
        }
        const Run run = run_in(row, number->column);
        faults_.add({run.begin, run.length(), said("a value in a row that names no indicator"),
                     said("say of which indicator it is, or take it out")});
    }

    void put(const std::vector<Field>& row, const std::string& unit, const ValueColumn& value, std::size_t input) {
        const std::string period = !value.period.empty() ? value.period
                                   : plan_.period        ? period_label(content_of(row, *plan_.period))
                                                         : "";
        const auto [place, is_new] = places_.try_emplace(unit + '\0' + period, rows_.size());
        if (is_new) {
            Row made{.period = plan_.period ? run_in(row, *plan_.period) : Run{},
                     .period_title = value.period.empty() ? nullptr : &value,
                     .cells = std::vector<Run>(planner_.inputs())};
            for (const std::size_t column : plan_.carried) made.carried.push_back(run_in(row, column));
            rows_.push_back(std::move(made));
        }
        if (!is_new && plan_.counted_in && !is_as_before(row, rows_[place->second])) differs_ = true;
        const std::string cell = content_of(row, value.column);
        if (cell.empty()) return;
        const Run run = run_in(row, value.column);
        Run& there = rows_[place->second].cells[input];
        if (there.length() > 0) {
            const std::string_view name = planner_.names_of(input).front();
            std::string what = period.empty() ? said("a second value of '{}' for '{}'", name, unit)
                                              : said("a second value of '{}' for '{}' in {}", name, unit, period);
            return faults_.add({run.begin, run.length(), std::move(what), remedy_of_second(row, there)});
        }
        there = run;
        if (!value.period.empty() && !has_value_.contains(value.period) &&
            read_number(cell, {}, {}).kind != NumberCell::Kind::nothing) {
            has_value_.insert(value.period);
        }
    }

    /// Where the first of two values is, and the columns that tell their rows apart, as one of sexes does.
    std::string remedy_of_second(const std::vector<Field>& second, Run first_value) const {
        const std::string place = text_.place(first_value.begin);
        const std::size_t begin =
            *std::prev(std::upper_bound(row_begins_.begin(), row_begins_.end(), first_value.begin));
        const std::vector<Field> first = scan_row(characters_, begin, separator_);
        const std::vector<std::size_t> apart = columns_apart(first, second);
        if (apart.empty()) return said("the first is at {}", place);
        std::vector<std::string_view> titles;
        for (const std::size_t column : apart) titles.push_back(plan_.titles[column].text);
        return said("the first is at {}; the rows differ in {}: leave those of one kind, as by --drop {}", place,
                    first_few(titles), in_quotes(content_of(first, apart.front())));
    }

    /// The columns with a title but those of values in which two rows differ: of texts, if there are any.
    std::vector<std::size_t> columns_apart(const std::vector<Field>& first, const std::vector<Field>& second) const {
        std::vector<std::size_t> differing, of_texts;
        for (std::size_t column = 0; column < plan_.titles.size(); ++column) {
            const bool is_value = std::any_of(plan_.values.begin(), plan_.values.end(),
                                              [&](const ValueColumn& value) { return value.column == column; });
            const std::string own = content_of(second, column);
            if (is_value || plan_.titles[column].text.empty() || own == content_of(first, column)) continue;
            differing.push_back(column);
            if (read_number(own, {}, {}).kind != NumberCell::Kind::number) of_texts.push_back(column);
        }
        return of_texts.empty() ? differing : of_texts;
    }

    /// Whether a row has the same as a unit's first one where it may say what values are counted in.
    bool is_as_before(const std::vector<Field>& row, const Row& first) const {
        const Run before = first.carried[*plan_.counted_in];
        const Run now = run_in(row, plan_.carried[*plan_.counted_in]);
        return characters_.substr(before.begin, before.length()) == characters_.substr(now.begin, now.length());
    }

    void check_inputs() {
        std::vector<std::string_view> names;
        for (const auto& [name, count] : unknown_) names.push_back(name);
        for (std::size_t i = 0; i < from_.size(); ++i) {
            if (from_[i].length() > 0 || planner_.is_computed(i)) continue;
            const std::vector<std::string_view> wanted = planner_.names_of(i);
            std::string remedy;
            for (const std::string_view name : wanted) {
                const auto found = nearest(name, names);
                if (!found.empty() && remedy.empty()) remedy = said("is '{}' meant for it?", found);
            }
            const std::string named =
                wanted.size() > 1 ? said("'{}' ({})", wanted.front(), wanted[1]) : in_quotes(wanted.front());
            faults_.add({plan_.titles.front().begin, 1,
                         plan_.indicator.empty() ? said("no column of {}", named) : said("no row of {}", named),
                         std::move(remedy), false});
        }
    }

    const Text& text_;
    std::string_view characters_;
    char separator_;
    const Planner& planner_;
    const Plan& plan_;
    std::vector<Run> from_;  ///< by input, what first named it; empty: nothing did
    std::unordered_map<std::string, std::optional<std::size_t>> numbers_;
    std::map<std::string, std::size_t> unknown_;
    std::size_t unnamed_ = 0;  ///< rows that name no indicator
    std::unordered_map<std::string, std::size_t> places_;
    std::vector<std::size_t> row_begins_;
    std::optional<std::size_t> measures_;  ///< the column that says what values are counted in
    std::map<std::size_t, std::pair<std::string, std::size_t>> counted_in_;  ///< by input, and where that stands first
    bool differs_ = false;             ///< what values are counted in, within a unit
    std::set<std::string> has_value_;  ///< periods of columns
    std::vector<Row> rows_;
    Faults faults_;
};

/// The plan of the first titles, among those of the first rows, that have one.
std::optional<Plan> find_plan(const Text& text, std::size_t begin, char separator, const Planner& planner, Shape shape,
                              std::vector<Problem>& warnings) {
    std::size_t at = begin;
    for (std::size_t number = 0; number <= most_rows_above && at < text.characters().size(); ++number) {
        std::size_t end = at;
        Faults broken;
        auto titles = read_titles(text.characters(), separator, end, broken);
        if (broken.size() > 0) return std::nullopt;
        if (shape == Shape::found_out && planner.is_wide(titles)) return std::nullopt;
        if (auto plan = planner.plan(std::move(titles), shape)) {
            quote_rows_above(text, begin, next_row(text.characters(), at), warnings);
            plan->rows_begin = end;
            return plan;
        }
        at = end;
    }
    return std::nullopt;
}

}  // namespace

bool is_in_other_shape(const Text& text, const Dialect& dialect, const TitleWords& words, const LoadOptions& options) {
    if (options.shape == Shape::wide || options.shape == Shape::transposed) return false;
    std::vector<Problem> unsaid;
    const Planner planner(words, dialect.separator == '\t');
    return find_plan(text, dialect.begin, dialect.separator, planner, options.shape, unsaid).has_value();
}

std::optional<WideTable> made_wide(const Text& text, const Dialect& dialect, const TitleWords& words,
                                   const LoadOptions& options, std::vector<Problem>& warnings) {
    if (options.shape == Shape::wide || options.shape == Shape::transposed) return std::nullopt;
    const std::size_t begin = behind_skipped(text, dialect, options.skip_rows);
    const Planner planner(words, dialect.separator == '\t');
    const auto plan = find_plan(text, begin, dialect.separator, planner, options.shape, warnings);
    if (!plan) {
        if (options.shape == Shape::found_out) return std::nullopt;
        refuse(text.file(), said("no row has the titles of a table in the shape that --layout says"),
               options.shape == Shape::long_rows
                   ? said("it needs a column of units, one of indicators and one titled value")
                   : said("it needs a column of units, and columns titled by years or by indicators and years"));
    }
    refuse_absent(text, plan->titles, words);
    WideMaker maker(text, dialect.separator, planner, *plan);
    maker.read();
    maker.say(warnings);
    return maker.written();
}

}  // namespace iiindex::detail
