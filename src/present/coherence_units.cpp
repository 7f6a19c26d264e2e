#include "present/coherence_tables.hpp"

#include <algorithm>

#include "ground/catalogue.hpp"

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
    StatisticTable<UnitAvailability> table(source, "units", worded(source.language, "What was measured of each unit"),
                                           source.found.units);
    table.unit(&UnitAvailability::row);
    table.count("missing", worded(source.language, "Missing"), [](const auto& one) { return one.missing; });
    table.count("zero", worded(source.language, "Zero"), [](const auto& one) { return one.zero; });
    for (std::size_t n = 0; n < source.result.index.nodes.size(); ++n) {
        const Node& node = source.node(n);
        if (node.is_indicator()) continue;
        table.number(node.code, node.name.in(source.language), 2, [n](const auto& one) { return one.shares[n]; });
        if (node.level > 1) table.only_for(Audience::programs);
    }
    return table.take(Audience::programs);
}

Table strengths_table(const Subject& source) {
    StatisticTable<Strength> table(source, "strengths", worded(source.language, "Strengths and weaknesses"),
                                   strengths_of(source));
    table.unit(&Strength::row);
    const Language language = source.language;
    const auto kind = [](const auto& one) { return std::string_view(one.strong ? "strength" : "weakness"); };
    table.word("kind", worded(source.language, "Kind"), kind, [language](const auto& one) {
        return one.strong ? translated("strength", language) : translated("weakness", language);
    });
    table.node("indicator", worded(source.language, "Indicator"), [](const auto& one) { return one.place.node; });
    table.count("rank", worded(source.language, "Rank"), [](const auto& one) { return one.place.rank; });
    table.number("value", worded(source.language, "Value"), 3, [](const auto& one) { return one.place.value; });
    return table.take(Audience::programs);
}

Table trends_table(const Subject& source) {
    StatisticTable<Trend> table(source, "trends", worded(source.language, "Growth of the total"), source.found.trends);
    table.text("code", worded(source.language, "Code"), [](const Trend& trend) { return trend.code; })
        .only_for(Audience::programs);
    table.text("name", worded(source.language, "Name"),
               [source](const Trend& trend) { return source.name_of(trend.row); });
    table.number("growth", worded(source.language, "Compound growth"), 4,
                 [](const Trend& trend) { return trend.growth; });
    table.text("first", worded(source.language, "From"), [](const Trend& trend) { return trend.first; });
    table.text("last", worded(source.language, "To"), [](const Trend& trend) { return trend.last; });
    table.number("available", worded(source.language, "Periods with a score"), 2,
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
    StatisticTable<Line> table(source, "node_trends", worded(source.language, "Growth of nodes and indicators"),
                               std::move(lines));
    table.node("node", worded(source.language, "Node"), [](const Line& line) { return line.of->node; });
    const Language language = source.language;
    table.word(
        "of", worded_in(source.language, "what grew", "Of"),
        [](const Line& line) { return std::string_view(line.of->of_values ? "value" : "score"); },
        [language](const Line& line) {
            return line.of->of_values ? translated("value", language) : translated("score", language);
        });
    table.text("code", worded(source.language, "Code"), [](const Line& line) { return line.trend->code; })
        .only_for(Audience::programs);
    table.text("name", worded(source.language, "Name"),
               [source](const Line& line) { return source.name_of(line.trend->row); });
    table.number("growth", worded(source.language, "Compound growth"), 4,
                 [](const Line& line) { return line.trend->growth; });
    table.text("first", worded(source.language, "From"), [](const Line& line) { return line.trend->first; });
    table.text("last", worded(source.language, "To"), [](const Line& line) { return line.trend->last; });
    table.number("available", worded(source.language, "Periods with a value"), 2,
                 [](const Line& line) { return line.trend->available; });
    table.why([](const Line& line) { return line.trend->growth.why; });
    return table.take(Audience::programs);
}

}  // namespace iiindex::detail
