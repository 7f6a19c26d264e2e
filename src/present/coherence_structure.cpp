#include "present/coherence_tables.hpp"

#include "present/statistic.hpp"

namespace iiindex::detail {
namespace {

/// The groups of more than one indicator.
std::vector<const Group*> groups_of(const Coherence& found) {
    std::vector<const Group*> groups;
    for (const Group& group : found.groups) {
        if (group.indicators.size() > 1) groups.push_back(&group);
    }
    return groups;
}

struct Component {
    std::size_t node, number;
    double eigenvalue, explained, cumulative;
};

std::vector<Component> components_of(const Coherence& found) {
    std::vector<Component> components;
    for (const Group* group : groups_of(found)) {
        double cumulative = 0;
        for (std::size_t k = 0; k < group->components.eigenvalues.size(); ++k) {
            const double value = group->components.eigenvalues[k];
            const double explained = value / static_cast<double>(group->indicators.size());
            cumulative += explained;
            components.push_back({group->node, k + 1, value, explained, cumulative});
        }
    }
    return components;
}

struct Loading {
    std::size_t node, component, indicator;
    double loading;
};

std::vector<Loading> loadings_of(const Coherence& found) {
    std::vector<Loading> loadings;
    for (const Group* group : groups_of(found)) {
        for (std::size_t k = 0; k < group->components.loadings.size(); ++k) {
            for (std::size_t i = 0; i < group->indicators.size(); ++i) {
                loadings.push_back({group->node, k + 1, group->indicators[i], group->components.loadings[k][i]});
            }
        }
    }
    return loadings;
}

}  // namespace

Table groups_table(const Subject& source) {
    StatisticTable<const Group*> table(source, "groups", "各组指标作为一个量表", "Groups of indicators",
                                       groups_of(source.found));
    const auto component = [](const Group* group, std::size_t place) -> Statistic {
        if (group->components.why != NoValue::none) return group->components.why;
        return place < group->components.eigenvalues.size() ? Statistic(group->components.eigenvalues[place])
                                                            : Statistic(NoValue::single);
    };
    table.node("group", "指数", "Node", [](const Group* group) { return group->node; });
    table.count("indicators", "指标数", "Indicators", [](const Group* group) { return group->indicators.size(); });
    table.number("alpha", "Cronbach α", "Cronbach's alpha", 2, [](const Group* group) { return group->alpha; });
    table.number("kmo", "KMO", "KMO", 2, [](const Group* group) { return group->adequacy; });
    table.number("first_eigenvalue", "第一特征值", "1st eigenvalue", 2,
                 [component](const Group* g) { return component(g, 0); });
    const auto explained = [component](const Group* g, double whole) {
        const Statistic first = component(g, 0);
        return first.has_value() ? Statistic(whole * first.number / static_cast<double>(g->indicators.size())) : first;
    };
    table
        .number("first_explained", "第一主成分", "1st component", 2,
                [explained](const Group* g) { return explained(g, 1); })
        .only(Audience::programs);
    table
        .number("first_percent", "第一主成分%", "1st component, %", 0,
                [explained](const Group* g) { return explained(g, 100); })
        .only(Audience::people);
    table.number("second_eigenvalue", "第二特征值", "2nd eigenvalue", 2,
                 [component](const Group* g) { return component(g, 1); });
    table.why([component](const Group* g) { return first_reason({g->alpha, g->adequacy, component(g, 0)}); });
    return table.take();
}

Table correlations_table(const Subject& source) {
    StatisticTable<NodePair> table(source, "correlations", "相关系数", "Correlations", source.found.pairs);
    table.node("a", "指数", "Node", [](const NodePair& pair) { return pair.a; });
    table.node("b", "对象", "With", [](const NodePair& pair) { return pair.b; });
    const Language language = source.language;
    table.word(
        "relation", "关系", "Relation",
        [](const NodePair& pair) { return std::string_view(pair.vertical ? "above" : "level"); },
        [language](const NodePair& pair) {
            if (language == Language::zh) return std::string_view(pair.vertical ? "上级" : "同级");
            return std::string_view(pair.vertical ? "above" : "same level");
        });
    table.count("pairs", "单位数", "Units", [](const NodePair& pair) { return pair.pearson.pairs; });
    table.number("pearson", "Pearson", "Pearson", 3, [](const NodePair& pair) { return pair.pearson.r; });
    table.number("pearson_p", "p", "p", 4, [](const NodePair& pair) { return pair.pearson.p; });
    table.number("spearman", "Spearman", "Spearman", 3, [](const NodePair& pair) { return pair.spearman.r; });
    table.number("spearman_p", "p", "p", 4, [](const NodePair& pair) { return pair.spearman.p; });
    table.number("kendall", "Kendall", "Kendall", 3, [](const NodePair& pair) { return pair.kendall.r; });
    table.number("kendall_p", "p", "p", 4, [](const NodePair& pair) { return pair.kendall.p; });
    table.why_for_programs([](const NodePair& pair) { return pair.pearson.r.why; });
    return table.take(Audience::programs);
}

Table components_table(const Subject& source) {
    StatisticTable<Component> table(source, "components", "主成分", "Principal components",
                                    components_of(source.found));
    table.node("group", "指数", "Node", [](const auto& one) { return one.node; });
    table.count("component", "主成分", "Component", [](const auto& one) { return one.number; });
    table.number("eigenvalue", "特征值", "Eigenvalue", 3, [](const auto& one) { return one.eigenvalue; });
    table.number("explained", "解释份额", "Explained", 3, [](const auto& one) { return one.explained; });
    table.number("cumulative", "累计", "Cumulative", 3, [](const auto& one) { return one.cumulative; });
    return table.take(Audience::programs);
}

Table loadings_table(const Subject& source) {
    StatisticTable<Loading> table(source, "loadings", "载荷", "Loadings", loadings_of(source.found));
    table.node("group", "指数", "Node", [](const auto& one) { return one.node; });
    table.count("component", "主成分", "Component", [](const auto& one) { return one.component; });
    table.node("indicator", "指标", "Indicator", [](const auto& one) { return one.indicator; });
    table.number("loading", "载荷", "Loading", 3, [](const auto& one) { return one.loading; });
    return table.take(Audience::programs);
}

}  // namespace iiindex::detail
