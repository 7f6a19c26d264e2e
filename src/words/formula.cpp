#include "words/formula.hpp"

#include <cmath>

#include <fmt/format.h>

#include <iiindex/aggregate.hpp>
#include <iiindex/normalise.hpp>
#include <iiindex/number.hpp>
#include <iiindex/rank.hpp>

#include "analysis/entering.hpp"
#include "words/labels.hpp"

namespace iiindex::detail {
namespace {

using Form = AggregationMethod::Form;

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
    return phrase(language, "{0}：{1} 个中第 {2} 位", "{0}: place {2} of {1}",
                  result.index.nodes[node].normalisation.method->name, there,
                  ranks_of(result, node, period)[unit.row - period.first]);
}

std::string along_scale(const Standing& unit, const Node& node, const Scale& scale, double score, Language language) {
    const double raw = *unit.result->data.values.at(unit.row, *node.indicator);
    const double value = transformed(raw, node.transform);
    const bool log = node.transform && node.transform->name == "log";
    const auto shown = [&](double number) {
        return log ? fmt::format("ln {}", brief(std::exp(number))) : operand(number);
    };
    std::string text = node.normalisation.method->centred
                           ? fmt::format("({} − {}) / {}", shown(value), operand(scale.from), operand(scale.span))
                           : fmt::format("({} − {}) / ({} − {})", shown(value), shown(scale.from),
                                         shown(scale.from + scale.span), shown(scale.from));
    if (scale.times != 1) text += fmt::format(" × {}", operand(scale.times));
    if (scale.plus != 0) text += fmt::format(" {} {}", scale.plus < 0 ? "−" : "+", brief(std::abs(scale.plus)));
    const double line = (value - scale.from) / scale.span * scale.times + scale.plus;
    if (line < scale.low || line > scale.high) text += phrase(language, "，截至 {}", ", capped at {}", brief(score));
    return text;
}

template <class Term>
std::string joined(const Entering& children, std::string_view separator, const Term& term) {
    std::string text;
    for (std::size_t i = 0; i < children.scores.size(); ++i) {
        if (!children.took_part(i)) continue;
        if (!text.empty()) text += separator;
        text += term(brief(children.weights[i], 4), operand(children.mapped(i)));
    }
    return text;
}

std::string power_mean(const Entering& children, double exponent) {
    if (exponent == 0) {
        return joined(children, " × ", [](auto weight, auto score) { return fmt::format("{}^{}", score, weight); });
    }
    if (exponent == 1) {
        return joined(children, " + ", [](auto weight, auto score) { return fmt::format("{} × {}", weight, score); });
    }
    if (exponent == -1) {
        return fmt::format("1 / ({})", joined(children, " + ", [](auto weight, auto score) {
                               return fmt::format("{} / {}", weight, score);
                           }));
    }
    const std::string p = operand(exponent);
    return fmt::format(
        "({})^(1/{})",
        joined(children, " + ", [&](auto weight, auto score) { return fmt::format("{} × {}^{}", weight, score, p); }),
        p);
}

std::string combined(const Standing& unit, std::size_t node, Language language) {
    const Aggregation& aggregation = unit.result->index.nodes[node].aggregation;
    const Entering children = entering(unit, node);
    std::string text;
    switch (aggregation.method->form) {
        case Form::power_mean: text = power_mean(children, exponent_of(aggregation)); break;
        case Form::weakest:
            text = fmt::format("min({})", joined(children, ", ", [](auto, auto score) { return score; }));
            break;
        case Form::majority: text = phrase(language, "胜出次数减落败次数", "units beaten less units lost to"); break;
    }
    if (!children.map) return text;
    return phrase(language, "得分 × {} + {} 之后：{}，再换回", "of score × {} + {}: {}, mapped back",
                  operand(children.map->slope), operand(children.map->offset), text);
}

}  // namespace

std::string brief(double number, int digits) { return shortest(round_half_up(number, digits)); }

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
        text = scale ? along_scale(unit, settings, *scale, *score, language) : by_order(unit, node, language);
    }
    if (settings.rescale_best)
        text += phrase(language, "，按最高者 {} 换算", ", best set to {}", brief(*settings.rescale_best));
    return fmt::format("{} = {}", text, brief(*score));
}

}  // namespace iiindex::detail
