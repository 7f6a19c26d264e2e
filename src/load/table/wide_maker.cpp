#include "load/table/wide_maker.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "ground/catalogue.hpp"
#include "load/codes.hpp"
#include "load/table/dated.hpp"
#include "load/table/measures_beside.hpp"
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

/// Takes the values of a table and writes them again, a column an input.
class WideMaker {
public:
    WideMaker(const Text& text, char separator, const ReshapePlanner& planner, const ReshapePlan& plan)
        : text_(text),
          characters_(text.characters()),
          separator_(separator),
          planner_(planner),
          plan_(plan),
          from_(planner.inputs()),
          measures_(text, plan) {}

    void read() {
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
        if (!titles.empty()) warn(said("columns that are passed over: {}", first_quoted(titles)));
        std::vector<std::string_view> empty;
        for (const ValueColumn& value : plan_.values) {
            const bool is_known = value.period.empty() || has_value_.contains(value.period) ||
                                  std::find(empty.begin(), empty.end(), value.period) != empty.end();
            if (!is_known) empty.push_back(value.period);
        }
        if (!empty.empty()) warn(said("periods that are left out, as they have no value: {}", first_quoted(empty)));
        std::vector<std::string_view> unknown;
        for (const auto& [name, count] : unknown_) unknown.push_back(name);
        if (!unknown.empty()) warn(said("indicators that the index does not have: {}", first_quoted(unknown)));
        if (repeated_ > 0) warn(said("rows that are left out, as they have the titles again: {}", repeated_));
        if (unnamed_ > 0) warn(said("rows that name no indicator and are left out: {}", unnamed_));
    }

    MadeTable written() const {
        std::vector<std::size_t> inputs;
        for (std::size_t i = 0; i < from_.size(); ++i) {
            if (from_[i].length() > 0) inputs.push_back(i);
        }
        std::vector<std::size_t> kept;  // of the carried ones
        for (std::size_t i = 0; i < plan_.carried.size(); ++i) {
            if (!differs_ || i != plan_.counted_in) kept.push_back(i);
        }
        TableWriter table(characters_, separator_);
        write_titles(kept, inputs, table);
        for (const Row& row : rows_) {
            if (row.period_title && !has_value_.contains(row.period_title->period)) continue;
            if (row.is_aside) {
                copy(row.carried.front(), table);
            } else {
                for (const std::size_t i : kept) copy(row.carried[i], table);
                write_values(row, inputs, table);
            }
            table.end_row();
        }
        return std::move(table).finish();
    }

private:
    struct Row {
        std::vector<Run> carried;
        Run period;
        const ValueColumn* period_title = nullptr;  ///< the column that gives the period
        std::vector<Run> cells;                     ///< by input
        bool is_aside = false;                      ///< one cell and nothing else: no unit's
    };

    static void copy(Run run, TableWriter& table) { table.copy(run.begin, run.length()); }
    static void write(std::string_view text, Run from, TableWriter& table) {
        table.cell(text, from.begin, from.length());
    }

    void write_titles(const std::vector<std::size_t>& kept, const std::vector<std::size_t>& inputs,
                      TableWriter& table) const {
        for (const std::size_t i : kept) copy(run_of(plan_.titles[plan_.carried[i]]), table);
        if (plan_.period)
            copy(run_of(plan_.titles[*plan_.period]), table);
        else if (plan_.has_periods())
            write("period", run_of(plan_.titles[plan_.values.front().column]), table);
        for (const std::size_t i : inputs) write(planner_.names_of(i).front(), from_[i], table);
        table.end_row();
    }

    void write_values(const Row& row, const std::vector<std::size_t>& inputs, TableWriter& table) const {
        if (row.period_title)
            write(as_cell(row.period_title->period, separator_), run_of(plan_.titles[row.period_title->column]), table);
        else if (plan_.period)
            copy(row.period, table);
        for (const std::size_t i : inputs) {
            if (row.cells[i].length() > 0)
                copy(row.cells[i], table);
            else
                table.empty_cell();
        }
    }

    static std::string first_quoted(const std::vector<std::string_view>& names) {
        std::vector<std::string> shown;
        for (const std::string_view name : names) shown.push_back(in_quotes(name));
        return first_few(shown);
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
        if (repeats_titles(row)) return static_cast<void>(++repeated_);
        if (titles_others(row)) {
            const Run run{row.front().begin, row.back().end};
            return faults_.add({run.begin, run.length(), said("the row titles the columns anew, by other years"),
                                said("give what stands below it a file of its own")});
        }
        const std::optional<std::size_t> named = named_input(row);
        if (!named && !plan_.indicator.empty()) return;
        if (named) measures_.check(row, *named, planner_.names_of(*named).front(), faults_);
        const std::string unit = normal_form(content_of(row, plan_.unit));
        for (const ValueColumn& value : plan_.values) {
            put(row, unit, value, value.input ? *value.input : named.value_or(0));
        }
    }

    bool repeats_titles(const std::vector<Field>& row) const {
        std::size_t same = 0;
        for (std::size_t column = 0; column < row.size(); ++column) {
            const std::string own = content_of(row, column);
            if (own.empty()) continue;
            if (title_form(own) != title_form(plan_.titles[column].text)) return false;
            ++same;
        }
        return same > 1;
    }

    /// Whether a row has a title for its unit and years for its values.
    bool titles_others(const std::vector<Field>& row) const {
        if (plan_.values.size() < 2 || plan_.values.front().period.empty()) return false;
        const auto is_year_in = [&](const ValueColumn& value) {
            return is_year(date_of(content_of(row, value.column)));
        };
        const std::string unit = title_form(content_of(row, plan_.unit));
        return (unit.empty() || fixed_title(unit)) && std::all_of(plan_.values.begin(), plan_.values.end(), is_year_in);
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
                if (known->second)
                    measures_.check_behind(name, row[column], *known->second, planner_.names_of(*known->second).front(),
                                           faults_);
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

    void check_measure(std::string_view name, Run at) {
        if (auto other = planner_.other_measure_in(name))
            faults_.add({at.begin, at.length(), std::move(other->what), std::move(other->remedy)});
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
                    first_quoted(titles), in_quotes(content_of(first, apart.front())));
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
    const ReshapePlanner& planner_;
    const ReshapePlan& plan_;
    std::vector<Run> from_;  ///< by input, what first named it; empty: nothing did
    std::unordered_map<std::string, std::optional<std::size_t>> numbers_;
    std::map<std::string, std::size_t> unknown_;
    std::size_t repeated_ = 0;  ///< rows with the titles again
    std::size_t unnamed_ = 0;   ///< rows that name no indicator
    std::unordered_map<std::string, std::size_t> places_;
    std::vector<std::size_t> row_begins_;
    MeasuresBeside measures_;
    bool differs_ = false;             ///< what values are counted in, within a unit
    std::set<std::string> has_value_;  ///< periods of columns
    std::vector<Row> rows_;
    Faults faults_;
};

}  // namespace

MadeTable make_wide(const Text& text, char separator, const ReshapePlanner& planner, const ReshapePlan& plan,
                    std::vector<Problem>& warnings) {
    WideMaker maker(text, separator, planner, plan);
    maker.read();
    maker.say(warnings);
    return maker.written();
}

}  // namespace iiindex::detail
