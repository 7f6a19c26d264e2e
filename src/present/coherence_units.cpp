#include "present/coherence_tables.hpp"

#include <algorithm>

#include "present/statistic.hpp"

namespace iiindex::detail {
namespace {

struct Strength {
    std::size_t row;
    bool strong;
    IndicatorPlace place;
};

/// The five best and the five worst places of each unit; the worst value there is is no strength.
std::vector<Strength> strengths_of(const Subject& source) {
    constexpr std::size_t each = 5;
    const Period& period = source.result.data.periods[source.found.period];
    std::vector<Strength> strengths;
    const auto of_all = places_of(source.result.index, source.values, period);
    for (std::size_t row = period.first; row < period.end(); ++row) {
        const auto& places = of_all[row - period.first];
        const std::size_t half = std::min(each, places.size() / 2);
        for (std::size_t i = 0; i < half; ++i) {
            if (!places[i].is_worst) strengths.push_back({row, true, places[i]});
        }
        for (std::size_t i = places.size() - half; i < places.size(); ++i) strengths.push_back({row, false, places[i]});
    }
    return strengths;
}

}  // namespace

Table units_table(const Subject& source) {
    StatisticTable<UnitAvailability> table(source, "units", "各单位的数据", "What was measured of each unit",
                                           source.found.units);
    table.unit(&UnitAvailability::row);
    table.count("missing", "缺失", "Missing", [](const auto& one) { return one.missing; });
    table.count("zero", "零值", "Zero", [](const auto& one) { return one.zero; });
    for (std::size_t n = 0; n < source.result.index.nodes.size(); ++n) {
        const Node& node = source.node(n);
        if (node.is_indicator()) continue;
        table.number(node.code, node.name.own, node.name.in(Language::en), 2,
                     [n](const auto& one) { return one.shares[n]; });
        if (node.level > 1) table.only(Audience::programs);
    }
    return table.take(Audience::programs);
}

Table strengths_table(const Subject& source) {
    StatisticTable<Strength> table(source, "strengths", "各单位的强项与弱项", "Strengths and weaknesses",
                                   strengths_of(source));
    table.unit(&Strength::row);
    const Language language = source.language;
    const auto kind = [](const auto& one) { return std::string_view(one.strong ? "strength" : "weakness"); };
    table.word("kind", "类别", "Kind", kind, [language, kind](const auto& one) {
        if (language == Language::zh) return std::string_view(one.strong ? "强项" : "弱项");
        return kind(one);
    });
    table.node("indicator", "指标", "Indicator", [](const auto& one) { return one.place.node; });
    table.count("rank", "排名", "Rank", [](const auto& one) { return one.place.rank; });
    table.number("value", "数值", "Value", 3, [](const auto& one) { return one.place.value; });
    return table.take(Audience::programs);
}

Table trends_table(const Subject& source) {
    StatisticTable<Trend> table(source, "trends", "各单位总分的增长", "Growth of the total", source.found.trends);
    table.text("code", "代码", "Code", [](const Trend& trend) { return trend.code; }).only(Audience::programs);
    table.text("name", "名称", "Name", [source](const Trend& trend) { return source.name_of(trend.row); });
    table.number("growth", "年均增长", "Compound growth", 4, [](const Trend& trend) { return trend.growth; });
    table.text("first", "自", "From", [](const Trend& trend) { return trend.first; });
    table.text("last", "至", "To", [](const Trend& trend) { return trend.last; });
    table.number("available", "有得分的期数占比", "Periods with a score", 2,
                 [](const Trend& trend) { return trend.available; });
    table.why([](const Trend& trend) { return trend.growth.why; });
    return table.take(Audience::programs);
}

Table node_trends_table(const Subject& source) {
    struct Line {
        const NodeTrends* of;
        const Trend* trend;
    };
    std::vector<Line> lines;
    for (const NodeTrends& of : source.found.node_trends) {
        for (const Trend& trend : of.trends) lines.push_back({&of, &trend});
    }
    StatisticTable<Line> table(source, "node_trends", "各指数与指标的增长", "Growth of nodes and indicators",
                               std::move(lines));
    table.node("node", "指数", "Node", [](const Line& line) { return line.of->node; });
    const Language language = source.language;
    table.word(
        "of", "项目", "Of", [](const Line& line) { return std::string_view(line.of->of_values ? "value" : "score"); },
        [language](const Line& line) {
            if (language == Language::zh) return std::string_view(line.of->of_values ? "指标值" : "得分");
            return std::string_view(line.of->of_values ? "value" : "score");
        });
    table.text("code", "代码", "Code", [](const Line& line) { return line.trend->code; }).only(Audience::programs);
    table.text("name", "名称", "Name", [source](const Line& line) { return source.name_of(line.trend->row); });
    table.number("growth", "年均增长", "Compound growth", 4, [](const Line& line) { return line.trend->growth; });
    table.text("first", "自", "From", [](const Line& line) { return line.trend->first; });
    table.text("last", "至", "To", [](const Line& line) { return line.trend->last; });
    table.number("available", "有值的期数占比", "Periods with a value", 2,
                 [](const Line& line) { return line.trend->available; });
    table.why([](const Line& line) { return line.trend->growth.why; });
    return table.take(Audience::programs);
}

}  // namespace iiindex::detail
