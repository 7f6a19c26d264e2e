#include "sql/formula.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include <fmt/format.h>

#include "ground/catalogue.hpp"

namespace iiindex::detail::sql {
namespace {

using Sees = FormulaFunction::Sees;
using Form = FormulaFunction::Form;

constexpr std::size_t longest = 100'000;  // bytes of a formula in the query

struct Row {
    std::string_view name;
    Form form;
    std::string_view sql;
};

/// What has no number in one engine stops another: each guards itself.
constexpr std::array rows = {
    Row{"<", Form::infix, "CASE WHEN {0} < {1} THEN 1e0 WHEN {0} >= {1} THEN 0e0 END"},
    Row{"<=", Form::infix, "CASE WHEN {0} <= {1} THEN 1e0 WHEN {0} > {1} THEN 0e0 END"},
    Row{">", Form::infix, "CASE WHEN {0} > {1} THEN 1e0 WHEN {0} <= {1} THEN 0e0 END"},
    Row{">=", Form::infix, "CASE WHEN {0} >= {1} THEN 1e0 WHEN {0} < {1} THEN 0e0 END"},
    Row{"=", Form::infix, "CASE WHEN {0} = {1} THEN 1e0 WHEN {0} <> {1} THEN 0e0 END"},
    Row{"!=", Form::infix, "CASE WHEN {0} <> {1} THEN 1e0 WHEN {0} = {1} THEN 0e0 END"},
    Row{"+", Form::infix, "({0} + {1})"},
    Row{"-", Form::infix, "({0} - {1})"},
    Row{"*", Form::infix, "({0} * {1})"},
    Row{"/", Form::infix, "({0} / NULLIF({1}, 0))"},
    Row{"-", Form::prefix, "(0 - {0})"},
    Row{"^", Form::infix,
        "CASE WHEN {0} > 0 OR ({0} = 0 AND {1} >= 0) OR ({0} < 0 AND {1} = FLOOR({1})) THEN POWER({0}, {1}) END"},
    Row{"if", Form::call, "CASE WHEN {0} <> 0 THEN {1} WHEN {0} = 0 THEN {2} END"},
    Row{"clamp", Form::call,
        "CASE WHEN {0} IS NULL OR {1} IS NULL OR {2} IS NULL THEN NULL ELSE {least}({greatest}({0}, {1}), {2}) END"},
    Row{"abs", Form::call, "ABS({0})"},
    Row{"sqrt", Form::call, "CASE WHEN {0} >= 0 THEN SQRT({0}) END"},
    Row{"ln", Form::call, "CASE WHEN {0} > 0 THEN LN({0}) END"},
    Row{"log10", Form::call, "CASE WHEN {0} > 0 THEN LOG10({0}) END"},
    Row{"exp", Form::call,
        "CASE WHEN {0} < -7.08e2 THEN 0e0 WHEN {0} <= 7.0978e2 THEN EXP({least}({greatest}({0}, -7.08e2), 7.0978e2)) "
        "END"},
};

/// What takes any number of arguments.
std::string of_many(const SqlDialect& dialect, std::string_view name, const std::vector<std::string>& arguments) {
    std::string list = fmt::format("{}", fmt::join(arguments, ", "));
    if (arguments.size() == 1) return list;
    if (name == "coalesce") return fmt::format("COALESCE({})", list);
    std::string sum, there, missing;
    for (const std::string& one : arguments) {
        const std::string_view plus = sum.empty() ? "" : " + ";
        sum += fmt::format("{}COALESCE({}, 0)", plus, one);
        there += fmt::format("{}CASE WHEN {} IS NULL THEN 0 ELSE 1 END", plus, one);
        missing += fmt::format("{}{} IS NULL", missing.empty() ? "" : " OR ", one);
    }
    if (name == "mean") return fmt::format("(({}) / NULLIF({}, 0))", sum, there);
    return fmt::format("CASE WHEN {} THEN NULL ELSE {}({}) END", missing,
                       name == "min" ? dialect.least : dialect.greatest, list);
}

std::vector<std::size_t> back_from(std::vector<std::size_t> at, std::size_t periods) {
    if (periods > 0) at.push_back((at.empty() ? 0 : at.back()) + periods);
    return at;
}

/// Whether a formula may have a number of a unit of which there is none.
bool needs_no_unit(const Expression& part) {
    if (part.is_name()) return false;
    if (part.is_number() || part.function->sees == Sees::period) return true;
    const auto& arguments = part.arguments;
    const bool takes_any =
        part.function->name == "coalesce" || part.function->name == "mean" || part.function->name == "if";
    return takes_any ? std::any_of(arguments.begin(), arguments.end(), needs_no_unit)
                     : std::all_of(arguments.begin(), arguments.end(), needs_no_unit);
}

}  // namespace

std::string_view sql_of(const FormulaFunction& function) {
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const Row& one) {
        return one.name == function.name && one.form == function.form;
    });
    return row == rows.end() ? std::string_view() : row->sql;
}

std::string lesser_or_none(const std::string& a, const std::string& b) {
    return fmt::format("CASE WHEN {0} <= {1} THEN {0} ELSE COALESCE({1}, {0}, 0) END", a, b);
}

FormulaText::FormulaText(Draft& draft, const Expression& formula, std::function<std::string(std::size_t)> column)
    : draft_(draft), formula_(formula), column_(std::move(column)) {
    std::vector<Added> found;
    find_earlier(formula, {}, found);
    draft_.extend_rows("earlier", "what units had in earlier periods", found);
    find_wholes(formula);
}

/// Each value that is looked back to becomes a column, once however many formulas read it: a window costs a pass over
/// the rows, a join for each would cost one over all that they are made of.
void FormulaText::find_earlier(const Expression& part, const Place& at, std::vector<Added>& found) {
    if (part.is_name() && !at.empty()) {
        const std::string& column = column_(part.place);
        const auto [place, is_new] = draft_.earlier.try_emplace(earlier(column, at));
        if (!is_new) return;
        place->second = draft_.columns.take(fmt::format("{}_{}_before", column, fmt::join(at, "_")));
        found.push_back({place->second, place->first});
    }
    const bool is_whole = part.function && part.function->sees == Sees::period;
    const bool is_earlier = part.function && part.function->sees == Sees::earlier;
    for (std::size_t i = 0; i < part.arguments.size() && (i == 0 || !is_earlier); ++i)
        find_earlier(part.arguments[i],
                     is_whole     ? Place()
                     : is_earlier ? back_from(at, periods_back(part))
                                  : at,
                     found);
}

std::string FormulaText::window(std::size_t back) const {
    return fmt::format("OVER (PARTITION BY {} ORDER BY {} RANGE BETWEEN {} PRECEDING AND {} PRECEDING)",
                       draft_.r("code"), draft_.r(draft_.number_of_period), back, back);
}

/// What a column holds in the unit's row of an earlier period, of which there is one at most. Who was not there on the
/// way has none.
std::string FormulaText::earlier(const std::string& column, const Place& at) const {
    const std::string value = fmt::format("MAX({}) {}", draft_.r(column), window(at.back()));
    std::string there;
    for (std::size_t i = 0; i + 1 < at.size(); ++i)
        there += fmt::format("{}COUNT(*) {} > 0", there.empty() ? "" : " AND ", window(at[i]));
    return there.empty() ? value : fmt::format("CASE WHEN {} THEN {} END", there, value);
}

void FormulaText::find_wholes(const Expression& part) {
    const bool is_whole = part.function && part.function->sees == Sees::period;
    const std::size_t before = names_.size();
    for (const Expression& argument : part.arguments) find_wholes(argument);
    if (part.is_name()) names_.push_back(&part);
    if (!is_whole) return;
    names_.resize(before);
    add_whole(part);
}

void FormulaText::add_whole(const Expression& whole) {
    const std::string argument = part(whole.arguments[0], {});
    const std::string_view sum = whole.function->name == "unit_mean" ? "AVG" : "SUM";
    const std::string column = draft_.columns.take(whole.function->name);
    const std::string& number = draft_.number_of_period;
    if (draft_.dialect.few_steps && number.empty()) {
        draft_.extend_rows(column, "over the units of a period",
                           {{column, fmt::format("{}({}) OVER (PARTITION BY {})", sum, argument, draft_.r("period"))}});
        wholes_.emplace(&whole, Whole{{}, column, 0});
        return;
    }
    const std::string keys = draft_.r("period") + (number.empty() ? "" : ", " + draft_.r(number));
    const std::string listed = draft_.named("r_", "period") + (number.empty() ? "" : ", " + draft_.named("r_", number));
    const std::string step = draft_.add(column, "over the units of a period",
                                        fmt::format("SELECT {}, {}({}) AS {}\n  FROM {} r_{}\n  GROUP BY {}", listed,
                                                    sum, argument, draft_.quoted(column), draft_.rows, joined_, keys));
    wholes_.emplace(&whole, Whole{step, column, wholes_.size() + 1});
    aliases_.clear();
    joined_.clear();
}

void FormulaText::join(const std::string& alias, const std::string& text) {
    if (aliases_.insert(alias).second) joined_ += "\n  LEFT JOIN " + text;
}

std::string FormulaText::text(const Moved& moved) {
    moved_ = moved;
    const std::string all = part(formula_, {});
    moved_ = {};
    const std::string most = literal(std::numeric_limits<double>::max());
    return fmt::format("CASE WHEN {0} BETWEEN -{1} AND {1} THEN {0} END", all, most);
}

std::string FormulaText::part(const Expression& formula, const Place& at) {
    if (formula.is_number()) return literal(formula.number);
    if (formula.is_name()) return name(formula, at);
    std::string made = formula.function->sees == Sees::period    ? whole(formula, at)
                       : formula.function->sees == Sees::earlier ? look_back(formula, at)
                                                                 : call(formula, at);
    if (made.size() <= longest) return made;
    throw InputError(
        Problem{.where = {draft_.index.file},
                .what = said("a formula of {} makes a query that is too long", to_string(formula).substr(0, 60)),
                .remedy = said("part it into indicators of their own")});
}

std::string FormulaText::name(const Expression& formula, const Place& at) {
    const std::string column = column_(formula.place);
    const Term read(draft_.r(at.empty() ? column : draft_.earlier.at(earlier(column, at))));
    if (moved_.name != &formula) return read.text();
    return "(" + (read * moved_.times + moved_.plus).text() + ")";
}

std::string FormulaText::call(const Expression& formula, const Place& at) {
    std::vector<std::string> arguments;
    for (const Expression& argument : formula.arguments) arguments.push_back(part(argument, at));
    const std::string_view sql = sql_of(*formula.function);
    if (sql.empty()) return of_many(draft_.dialect, formula.function->name, arguments);
    arguments.resize(3);
    return filled(sql, arguments[0], arguments[1], arguments[2], fmt::arg("least", draft_.dialect.least),
                  fmt::arg("greatest", draft_.dialect.greatest));
}

std::string FormulaText::look_back(const Expression& formula, const Place& at) {
    const std::size_t back = periods_back(formula);
    if (back == 0) return part(formula.arguments[0], at);
    const Place there = back_from(at, back);
    std::string value = part(formula.arguments[0], there);
    if (!needs_no_unit(formula.arguments[0])) return value;
    // Who was not there then may have a number all the same, but not where nobody was.
    const std::string period = fmt::format("p_{}_", there.back()), &number = draft_.number_of_period;
    join(period, fmt::format("(SELECT DISTINCT {} FROM {} r_) {} ON {} = {} - {}", draft_.named("r_", number),
                             draft_.rows, period, draft_.in(period, number), draft_.r(number), there.back()));
    return fmt::format("CASE WHEN {} IS NOT NULL THEN {} END", draft_.in(period, number), value);
}

std::string FormulaText::whole(const Expression& formula, const Place& at) {
    const Whole& found = wholes_.at(&formula);
    if (found.step.empty()) return draft_.r(found.column);
    const std::size_t back = at.empty() ? 0 : at.back();
    const std::string alias = fmt::format("w{}_{}_", found.number, back);
    const std::string& number = draft_.number_of_period;
    join(alias, back == 0
                    ? fmt::format("{} {} ON {} = {}", found.step, alias, draft_.in(alias, "period"), draft_.r("period"))
                    : fmt::format("{} {} ON {} = {} - {}", found.step, alias, draft_.in(alias, number),
                                  draft_.r(number), back));
    return draft_.in(alias, found.column);
}

}  // namespace iiindex::detail::sql
