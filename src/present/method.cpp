#include "present/method.hpp"

#include <memory>

#include <fmt/format.h>

#include <iiindex/aggregate.hpp>
#include <iiindex/normalise.hpp>
#include <iiindex/number.hpp>

#include "present/columns.hpp"
#include "words/labels.hpp"

namespace iiindex::detail {
namespace {

/// How an indicator's values or a node's children become a score: "min-max, 50–100", "arithmetic".
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
    if (node.direction == Direction::negative) text += phrase(language, "，逆向", ", lower is better");
    return text;
}

}  // namespace

std::vector<MethodLine> method_lines(const Result& result, std::size_t period, Language language) {
    const Index& index = result.index;
    std::vector<MethodLine> lines;
    for (std::size_t i = 0; i < index.nodes.size(); ++i) {
        const Node& node = index.nodes[i];
        const bool is_stated = node.weight_origin != Origin::unstated;
        lines.push_back(
            {.level = node.level,
             .name = node.name.in(language),
             .level_words = level_words(index, i, language),
             .weight = i == 0 ? missing : result.weights[period][i],
             .weight_origin = is_stated ? std::string(origin_words(node.weight_origin, language)) : std::string(),
             .method = method_words(node, language)});
    }
    return lines;
}

Table method_table(const Result& result, std::size_t period, Language language) {
    const auto lines = std::make_shared<const std::vector<MethodLine>>(method_lines(result, period, language));
    Table table{
        .code = "method", .title = phrase(language, "指标体系与方法", "Method and weights"), .rows = lines->size()};
    const auto text = [&](std::string_view code, std::string_view zh, std::string_view en, auto member) {
        table.columns.push_back(text_column(code, language == Language::zh ? zh : en, [lines, member](std::size_t i) {
            return std::string_view((*lines)[i].*member);
        }));
    };
    text("node", "指标", "Node", &MethodLine::name);
    text("level", "级别", "Level", &MethodLine::level_words);
    table.columns.push_back(number_column("weight", phrase(language, "权重", "Weight"),
                                          [lines](std::size_t i) { return (*lines)[i].weight; }));
    table.columns.back().digits = 4;
    text("weight_origin", "权重来源", "Origin of the weight", &MethodLine::weight_origin);
    text("method", "方法", "Method", &MethodLine::method);
    return table;
}

}  // namespace iiindex::detail
