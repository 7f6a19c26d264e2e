#include "present/method.hpp"

#include <fmt/format.h>

#include <iiindex/aggregate.hpp>
#include <iiindex/normalise.hpp>
#include <iiindex/number.hpp>

#include "present/table_of.hpp"
#include "words/labels.hpp"

namespace iiindex::detail {

std::string method_words(const Node& node, Language language) {
    if (!node.is_indicator()) {
        std::string text(node.aggregation.method->name);
        if (!node.aggregation.method->keys.empty()) text += fmt::format(" ({})", shortest(node.aggregation.exponent));
        return text;
    }
    std::string text(node.normalisation.method->name);
    if (!node.normalisation.method->centred && !node.normalisation.method->order) {
        text += fmt::format(", {}–{}", shortest(node.normalisation.range.low), shortest(node.normalisation.range.high));
    }
    if (node.goalposts) {
        text += phrase(language, "，{} → {}", ", {} to {}", shortest(node.goalposts->worst),
                       shortest(node.goalposts->best));
    }
    if (node.transform) text += fmt::format(", {}", node.transform->name);
    return text;
}

std::vector<MethodLine> method_lines(const Result& result, std::size_t period, Language language) {
    const Index& index = result.index;
    std::vector<MethodLine> lines;
    for (std::size_t i = 0; i < index.nodes.size(); ++i) {
        const Node& node = index.nodes[i];
        const bool is_stated = node.weight_origin != Origin::unstated;
        const bool is_reversed = node.is_indicator() && node.direction == Direction::negative;
        lines.push_back(
            {.level = node.level,
             .name = node.name.in(language),
             .level_words = level_words(index, i, language),
             .weight = i == 0 ? missing : result.weights[period][i],
             .weight_origin = is_stated ? std::string(origin_words(node.weight_origin, language)) : std::string(),
             .method = method_words(node, language) +
                       (is_reversed ? phrase(language, "，逆向", ", lower is better") : std::string())});
    }
    return lines;
}

Table method_table(const Result& result, std::size_t period, Language language) {
    TableOf<MethodLine> table("method", phrase(language, "指标体系与方法", "Method and weights"),
                              method_lines(result, period, language));
    table.text("node", phrase(language, "指标", "Node"), &MethodLine::name);
    table.text("level", phrase(language, "级别", "Level"), &MethodLine::level_words);
    table.number("weight", phrase(language, "权重", "Weight"), &MethodLine::weight, 4);
    table.text("weight_origin", phrase(language, "权重来源", "Origin of the weight"), &MethodLine::weight_origin);
    table.text("method", phrase(language, "方法", "Method"), &MethodLine::method);
    return table.take();
}

}  // namespace iiindex::detail
