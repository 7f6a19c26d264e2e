#include "present/coherence_tables.hpp"

#include "present/statistic.hpp"

namespace iiindex::detail {
namespace {

/// The groups of more than one.
std::vector<const Group*> shown(const std::vector<Group>& all) {
    std::vector<const Group*> groups;
    for (const Group& group : all) {
        if (group.indicators.size() > 1) groups.push_back(&group);
    }
    return groups;
}

/// What a column of the members of groups is called.
struct MemberColumn {
    std::string_view code;
    Words title;
};

struct Component {
    std::size_t node, number;
    double eigenvalue, explained, cumulative;
};

std::vector<Component> components_of(const std::vector<Group>& all) {
    std::vector<Component> components;
    for (const Group* group : shown(all)) {
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

std::vector<Loading> loadings_of(const std::vector<Group>& all) {
    std::vector<Loading> loadings;
    for (const Group* group : shown(all)) {
        for (std::size_t k = 0; k < group->components.loadings.size(); ++k) {
            for (std::size_t i = 0; i < group->indicators.size(); ++i) {
                loadings.push_back({group->node, k + 1, group->indicators[i], group->components.loadings[k][i]});
            }
        }
    }
    return loadings;
}

}  // namespace

namespace {

Table groups_table(const Subject& source, std::string_view code, Words title, MemberColumn members,
                   const std::vector<Group>& groups, Audience audience) {
    StatisticTable<const Group*> table(source, code, title.zh, title.en, shown(groups));
    const auto component = [](const Group* group, std::size_t place) -> Statistic {
        if (group->components.why != NoValue::none) return group->components.why;
        return place < group->components.eigenvalues.size() ? Statistic(group->components.eigenvalues[place])
                                                            : Statistic(NoValue::single);
    };
    table.node("group", "指数", "Node", [](const Group* group) { return group->node; });
    table.count(members.code, members.title.zh, members.title.en,
                [](const Group* group) { return group->indicators.size(); });
    table.number("alpha", "Cronbach α", "Cronbach's alpha", 2, [](const Group* group) { return group->alpha; });
    table.number("kmo", "KMO", "KMO", 2, [](const Group* group) { return group->adequacy; });
    table
        .number("bartlett", "Bartlett χ²", "Bartlett's χ²", 1,
                [](const Group* group) { return group->sphericity.chi_squared; })
        .only(Audience::programs);
    table
        .number("bartlett_degrees", "自由度", "Degrees of freedom", 0,
                [](const Group* group) { return Statistic(static_cast<double>(group->sphericity.degrees)); })
        .only(Audience::programs);
    table.number("bartlett_p", "Bartlett p", "Bartlett's p", 3, [](const Group* group) { return group->sphericity.p; });
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
    table.why([component](const Group* g) {
        return first_reason({g->alpha, g->adequacy, g->sphericity.p, component(g, 0)});
    });
    return table.take(audience);
}

Table components_table(const Subject& source, std::string_view code, Words title, const std::vector<Group>& groups) {
    StatisticTable<Component> table(source, code, title.zh, title.en, components_of(groups));
    table.node("group", "指数", "Node", [](const auto& one) { return one.node; });
    table.count("component", "主成分", "Component", [](const auto& one) { return one.number; });
    table.number("eigenvalue", "特征值", "Eigenvalue", 3, [](const auto& one) { return one.eigenvalue; });
    table.number("explained", "解释份额", "Explained", 3, [](const auto& one) { return one.explained; });
    table.number("cumulative", "累计", "Cumulative", 3, [](const auto& one) { return one.cumulative; });
    return table.take(Audience::programs);
}

Table loadings_table(const Subject& source, std::string_view code, Words title, MemberColumn member,
                     const std::vector<Group>& groups) {
    StatisticTable<Loading> table(source, code, title.zh, title.en, loadings_of(groups));
    table.node("group", "指数", "Node", [](const auto& one) { return one.node; });
    table.count("component", "主成分", "Component", [](const auto& one) { return one.component; });
    table.node(member.code, member.title.zh, member.title.en, [](const auto& one) { return one.indicator; });
    table.number("loading", "载荷", "Loading", 3, [](const auto& one) { return one.loading; });
    return table.take(Audience::programs);
}

}  // namespace

Table groups_table(const Subject& source) {
    return groups_table(source, "groups", {"各组指标作为一个量表", "Groups of indicators"},
                        {"indicators", {"指标数", "Indicators"}}, source.found.groups, Audience::all);
}

Table child_groups_table(const Subject& source) {
    return groups_table(source, "child_groups", {"各指数的下级作为一个量表", "Groups of children"},
                        {"children", {"下级数", "Children"}}, source.found.child_groups, Audience::programs);
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
    return components_table(source, "components", {"主成分", "Principal components"}, source.found.groups);
}

Table child_components_table(const Subject& source) {
    return components_table(source, "child_components", {"下级的主成分", "Principal components of children"},
                            source.found.child_groups);
}

Table loadings_table(const Subject& source) {
    return loadings_table(source, "loadings", {"载荷", "Loadings"}, {"indicator", {"指标", "Indicator"}},
                          source.found.groups);
}

Table child_loadings_table(const Subject& source) {
    return loadings_table(source, "child_loadings", {"下级的载荷", "Loadings of children"},
                          {"child", {"下级", "Child"}}, source.found.child_groups);
}

}  // namespace iiindex::detail
