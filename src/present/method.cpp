#include "present/method.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <iiindex/aggregate.hpp>
#include <iiindex/normalise.hpp>
#include <iiindex/number.hpp>
#include <iiindex/weigh.hpp>

#include "ground/catalogue.hpp"
#include "present/table_of.hpp"
#include "words/labels.hpp"

namespace iiindex::detail {

namespace {

std::string best_at_words(const Optimum& best, Language language) {
    std::string text = best.low == best.high
                           ? worded(language, ", best at {}", shortest(best.low))
                           : worded(language, ", best at {}–{}", shortest(best.low), shortest(best.high));
    if (best.worst_distance) text += worded(language, ", worst {} away", shortest(*best.worst_distance));
    return text;
}

}  // namespace

std::string method_words(const Node& node, Language language) {
    if (!node.is_indicator()) {
        std::string text(node.aggregation.method->name);
        if (node.aggregation.formula) return fmt::format("{}: {}", text, to_string(*node.aggregation.formula));
        if (exponent_of(node.aggregation) && !node.aggregation.method->keys.empty())
            text += fmt::format(" ({})", shortest(node.aggregation.exponent));
        return text;
    }
    std::string text = node.formula ? fmt::format("{}; ", to_string(*node.formula)) : std::string();
    text += node.normalisation.method->name;
    if (!node.normalisation.method->centred && !node.normalisation.method->order) {
        text += fmt::format(", {}–{}", shortest(node.normalisation.range.low), shortest(node.normalisation.range.high));
    }
    if (node.goalposts) {
        text += worded(language, ", {} to {}", shortest(node.goalposts->worst), shortest(node.goalposts->best));
    }
    if (node.quantiles) {
        text += worded(language, ", quantiles {}–{}", shortest(node.quantiles->low), shortest(node.quantiles->high));
    }
    if (node.best_at) return text + best_at_words(*node.best_at, language);
    if (node.transform && node.normalisation.method->transform != node.transform->name)
        text += fmt::format(", {}", node.transform->name);
    return text;
}

std::vector<MethodLine> method_lines(const Result& result, std::size_t period, Language language) {
    const Index& index = result.index;
    std::vector<MethodLine> lines;
    for (std::size_t i = 0; i < index.nodes.size(); ++i) {
        const Node& node = index.nodes[i];
        const bool is_stated = node.weight_origin != Origin::unstated;
        const bool is_reversed = node.is_indicator() && !node.best_at && node.direction == Direction::negative;
        const bool has_weight = i > 0 && !index.nodes[node.parent].aggregation.formula;
        const std::string method = method_words(node, language);
        lines.push_back(
            {.level = node.level,
             .name = node.name.in(language),
             .level_words = level_words(index, i, language),
             .weight = has_weight ? result.weights[period][i] : missing,
             .weight_origin = is_stated ? std::string(origin_words(node.weight_origin, language)) : std::string(),
             .method = method + (is_reversed ? worded(language, ", lower is better") : std::string()),
             .direction =
                 i > 0 && !node.best_at ? std::string(direction_words(node.direction).in(language)) : std::string(),
             .method_alone = method,
             .effective = i == 0       ? 1
                          : has_weight ? result.weights[period][i] * lines[node.parent].effective
                                       : missing});
    }
    return lines;
}

std::vector<MethodUsed> methods_used(const Index& index, Language language) {
    std::vector<MethodUsed> used;
    const auto add = [&](const auto* method) {
        if (method == nullptr) return;
        const auto is_it = [&](const MethodUsed& one) { return one.name == method->name; };
        if (std::none_of(used.begin(), used.end(), is_it))
            used.push_back({method->name, translated(method->summary, language)});
    };
    for (const Node& node : index.nodes) {
        if (!node.is_indicator() && !node.aggregation.formula) add(node.aggregation.method);
        if (!node.is_indicator()) add(node.weighting.method);
    }
    for (const std::size_t node : index.indicators) {
        add(index.nodes[node].normalisation.method);
        add(index.nodes[node].transform);
    }
    return used;
}

Table method_table(const Result& result, std::size_t period, Language language) {
    std::vector<MethodLine> lines = method_lines(result, period, language);
    for (MethodLine& line : lines) line.name.insert(0, 2 * line.level, ' ');
    TableOf<MethodLine> table("method", worded(language, "Method and weights"), std::move(lines));
    table.text("node", worded_in(language, "of any level", "Node"), &MethodLine::name);
    table.text("level", worded(language, "Level"), &MethodLine::level_words);
    table.number("weight", worded(language, "Weight"), &MethodLine::weight, 4);
    table.number("effective_weight", worded(language, "Effective weight"), &MethodLine::effective, 4);
    table.text("weight_origin", worded(language, "Origin of the weight"), &MethodLine::weight_origin);
    table.text("direction", worded(language, "Direction"), &MethodLine::direction);
    table.text("method", worded(language, "Method"), &MethodLine::method_alone);
    return table.take();
}

}  // namespace iiindex::detail
