#include "words/formula.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include <iiindex/aggregate.hpp>
#include <iiindex/normalise.hpp>
#include <iiindex/number.hpp>
#include <iiindex/rank.hpp>

#include "analysis/entering.hpp"
#include "ground/catalogue.hpp"
#include "model/derive.hpp"
#include "text/commas.hpp"
#include "text/sign.hpp"
#include "words/labels.hpp"

namespace iiindex::detail {
namespace {

/// The same with brackets where a sign stands before it.
std::string operand(double number, int digits = 3) {
    return number < 0 ? fmt::format("({})", brief(number, digits)) : brief(number, digits);
}

std::string by_order(const Standing& unit, std::size_t node, Language language) {
    const Result& result = *unit.result;
    const Period& period = result.data.period_of(unit.row);
    const auto scores = result.scores_in(node, period);
    std::size_t there = 0;
    for (const double score : scores) there += is_missing(score) ? std::size_t{0} : std::size_t{1};
    return worded(language, "{0}: place {2} of {1}", result.index.nodes[node].normalisation.method->name, there,
                  ranks_of(result, node, period)[unit.row - period.first]);
}

std::string distance_words(double value, const Optimum& best, Language language) {
    const std::string where =
        best.low == best.high ? operand(best.low) : fmt::format("{}–{}", operand(best.low), operand(best.high));
    return worded(language, "{0} is {2} away from {1}: ", operand(value), where, brief(best.distance(value), 3));
}

std::string along_scale(const Standing& unit, std::size_t leaf, const Scale& scale, double score, Language language) {
    const Node& node = unit.result->index.nodes[leaf];
    const double raw = *unit.result->data.values.at(unit.row, *node.indicator);
    const double value = transformed(raw, node);
    const auto shown = [&](double number) {
        if (!node.transform || node.transform->shown.empty()) return operand(number);
        return fmt::format(fmt::runtime(node.transform->shown), brief(node.transform->inverse(number)));
    };
    std::string text = node.normalisation.method->centred
                           ? fmt::format("({} − {}) / {}", shown(value), operand(scale.from), operand(scale.span))
                           : fmt::format("({} − {}) / ({} − {})", shown(value), shown(scale.from),
                                         shown(scale.from + scale.span), shown(scale.from));
    if (scale.exponential) {
        text = fmt::format("{} × {}^({})", brief(std::exp(scale.plus)), brief(std::exp(scale.times), 4), text);
    } else {
        if (scale.times != 1) text += fmt::format(" × {}", operand(scale.times));
        if (scale.plus != 0) text += fmt::format(" {} {}", scale.plus < 0 ? "−" : "+", brief(std::abs(scale.plus)));
    }
    if (node.best_at) text = distance_words(raw, *node.best_at, language) + text;
    const double line = scale.uncapped(value);
    const double tolerance = unit.result->tolerance(leaf, unit.result->data.period_of(unit.row));
    if (line < scale.low - tolerance || line > scale.high + tolerance)
        text += worded(language, ", capped at {}", brief(score));
    return text;
}

/// A number as it stands in a formula; what is missing shows as a dash.
std::string number_in(double number) { return is_missing(number) ? "–" : operand(number); }

/// A formula with a unit's numbers in it: for columns, and for what is of another period or of all units.
std::string put_in(const Expression& formula, const FormulaData& data, std::size_t period, std::size_t row) {
    return to_string(formula, [&](const Expression& part) -> std::optional<std::string> {
        const bool is_of_others = part.function && part.function->sees != FormulaFunction::Sees::unit;
        if (!part.is_name() && !is_of_others) return std::nullopt;
        double number = missing;
        FormulaValues(part, data).write(period, {row, 1}, {&number, 1});
        return number_in(number);
    });
}

/// A node's formula with the scores of a unit's children in it.
std::string put_in(const Standing& unit, std::size_t node) {
    const Result& result = *unit.result;
    const Period& period = result.data.period_of(unit.row);
    const Node& settings = result.index.nodes[node];
    const bool sees_all = sees(*settings.aggregation.formula, FormulaFunction::Sees::period);
    const std::size_t first = sees_all ? period.first : unit.row;
    Columns scores(sees_all ? period.count : 1, settings.children.size());
    for (std::size_t place = 0; place < scores.rows(); ++place) {
        const Entering entered = entering({&result, first + place}, node);
        for (std::size_t i = 0; i < scores.columns(); ++i) scores.column(i)[place] = entered.scores[i];
    }
    FormulaData data{.columns = {}, .periods = {{0, scores.rows()}}};
    for (std::size_t i = 0; i < scores.columns(); ++i) data.columns.push_back(std::as_const(scores).column(i));
    return put_in(*settings.aggregation.formula, data, 0, unit.row - first);
}

/// How an indicator's value came about by its formula: "120 / 100 - 1 = 0.2".
std::string derived(const Standing& unit, std::size_t node, Language language) {
    const Result& result = *unit.result;
    const Expression& formula = *result.index.nodes[node].formula;
    const Period& own = result.data.period_of(unit.row);
    const Dataset& all = result.data.whole ? *result.data.whole : result.data;
    const auto period =
        std::find_if(all.periods.begin(), all.periods.end(), [&](const Period& one) { return one.label == own.label; });
    const std::size_t row = period->first + (unit.row - own.first);
    const auto number = static_cast<std::size_t>(period - all.periods.begin());
    const FormulaData data = formula_data(result.index, all);
    double value = missing;
    FormulaValues(formula, data).write(number, {row, 1}, {&value, 1});
    std::string text = fmt::format("{} = {}", put_in(formula, data, number, row), number_in(value));
    std::vector<std::string_view> origins;
    for (const Origin origin : all.derived_from(row, *result.index.nodes[node].indicator))
        origins.push_back(origin_words(origin, language));
    if (origins.empty()) return text;
    return text + worded(language, " (from values: {})", fmt::join(origins, list_comma(language)));
}

std::string combined(const Standing& unit, std::size_t node, Language language) {
    const Aggregation& aggregation = unit.result->index.nodes[node].aggregation;
    const Entering entered = entering(unit, node);
    if (aggregation.formula) return put_in(unit, node);
    const Formula formula = aggregation.method->formula(aggregation);
    const std::string exponent = operand(exponent_of(aggregation).value_or(1));
    std::string children;
    for (std::size_t i = 0; i < entered.scores.size(); ++i) {
        if (!entered.took_part(i)) continue;
        if (!children.empty()) children += formula.between;
        children += fmt::format(fmt::runtime(formula.child), fmt::arg("weight", brief(entered.weights[i], 4)),
                                fmt::arg("score", operand(entered.mapped(i))), fmt::arg("exponent", exponent));
    }
    std::string text = fmt::format(fmt::runtime(translated(formula.whole, language)), fmt::arg("children", children),
                                   fmt::arg("exponent", exponent));
    if (aggregation.is_plain()) return text;
    return worded(language, "of score × {} + {}: {}, mapped back", operand(entered.slope), operand(entered.offset),
                  text);
}

}  // namespace

std::string brief(double number, int digits) { return with_minus(shortest(round_half_up(number, digits))); }

std::string formula(const Standing& unit, std::size_t node, Language language) {
    const Result& result = *unit.result;
    const Node& settings = result.index.nodes[node];
    const auto score = result.score(unit.row, node);
    if (!score) return {};
    std::string text;
    if (!settings.is_indicator()) {
        text = combined(unit, node, language);
    } else {
        const auto& scale = result.scales[result.data.period_number(unit.row)][*settings.indicator];
        text = scale ? along_scale(unit, node, *scale, *score, language) : by_order(unit, node, language);
    }
    if (settings.formula && result.data.is_derived(*settings.indicator))
        text = derived(unit, node, language) + "; " + text;
    if (settings.rescale_best) text += worded(language, ", best set to {}", brief(*settings.rescale_best));
    return fmt::format("{} = {}", text, brief(*score));
}

}  // namespace iiindex::detail
