#include "present/coherence_tables.hpp"

#include "ground/catalogue.hpp"
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
    std::string title;
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

Table groups_table(const Subject& source, std::string_view code, std::string_view title, const MemberColumn& members,
                   const std::vector<Group>& groups, Audience audience) {
    StatisticTable<const Group*> table(source, code, title, shown(groups));
    const auto component = [](const Group* group, std::size_t place) -> Statistic {
        if (group->components.why != NoValue::none) return group->components.why;
        return place < group->components.eigenvalues.size() ? Statistic(group->components.eigenvalues[place])
                                                            : Statistic(NoValue::single);
    };
    table.node("group", worded(source.language, "Node"), [](const Group* group) { return group->node; });
    table.count(members.code, members.title, [](const Group* group) { return group->indicators.size(); });
    table.number("alpha", worded(source.language, "Cronbach's alpha"), 2,
                 [](const Group* group) { return group->alpha; });
    table.number("kmo", "KMO", 2, [](const Group* group) { return group->adequacy; });
    table
        .number("bartlett", worded(source.language, "Bartlett's χ²"), 1,
                [](const Group* group) { return group->sphericity.chi_squared; })
        .only_for(Audience::programs);
    table
        .number("bartlett_degrees", worded(source.language, "Degrees of freedom"), 0,
                [](const Group* group) { return Statistic(static_cast<double>(group->sphericity.degrees)); })
        .only_for(Audience::programs);
    table.number("bartlett_p", worded(source.language, "Bartlett's p"), 3,
                 [](const Group* group) { return group->sphericity.p; });
    table.number("first_eigenvalue", worded(source.language, "1st eigenvalue"), 2,
                 [component](const Group* g) { return component(g, 0); });
    const auto explained = [component](const Group* g, double whole) {
        const Statistic first = component(g, 0);
        return first.has_value() ? Statistic(whole * first.number / static_cast<double>(g->indicators.size())) : first;
    };
    table
        .number("first_explained", worded(source.language, "1st component"), 2,
                [explained](const Group* g) { return explained(g, 1); })
        .only_for(Audience::programs);
    table
        .number("first_percent", worded(source.language, "1st component, %"), 0,
                [explained](const Group* g) { return explained(g, 100); })
        .only_for(Audience::people);
    table.number("second_eigenvalue", worded(source.language, "2nd eigenvalue"), 2,
                 [component](const Group* g) { return component(g, 1); });
    table.why([component](const Group* g) {
        return first_reason({g->alpha, g->adequacy, g->sphericity.p, component(g, 0)});
    });
    return table.take(audience);
}

Table components_table(const Subject& source, std::string_view code, std::string_view title,
                       const std::vector<Group>& groups) {
    StatisticTable<Component> table(source, code, title, components_of(groups));
    table.node("group", worded(source.language, "Node"), [](const auto& one) { return one.node; });
    table.count("component", worded(source.language, "Component"), [](const auto& one) { return one.number; });
    table.number("eigenvalue", worded(source.language, "Eigenvalue"), 3,
                 [](const auto& one) { return one.eigenvalue; });
    table.number("explained", worded(source.language, "Explained"), 3, [](const auto& one) { return one.explained; });
    table.number("cumulative", worded(source.language, "Cumulative"), 3,
                 [](const auto& one) { return one.cumulative; });
    return table.take(Audience::programs);
}

Table loadings_table(const Subject& source, std::string_view code, std::string_view title, const MemberColumn& member,
                     const std::vector<Group>& groups) {
    StatisticTable<Loading> table(source, code, title, loadings_of(groups));
    table.node("group", worded(source.language, "Node"), [](const auto& one) { return one.node; });
    table.count("component", worded(source.language, "Component"), [](const auto& one) { return one.component; });
    table.node(member.code, member.title, [](const auto& one) { return one.indicator; });
    table.number("loading", worded(source.language, "Loading"), 3, [](const auto& one) { return one.loading; });
    return table.take(Audience::programs);
}

}  // namespace

Table groups_table(const Subject& source) {
    return groups_table(source, "groups", worded(source.language, "Groups of indicators"),
                        {"indicators", worded(source.language, "Indicators")}, source.found.groups, Audience::all);
}

Table child_groups_table(const Subject& source) {
    return groups_table(source, "child_groups", worded(source.language, "Groups of children"),
                        {"children", worded(source.language, "Children")}, source.found.child_groups,
                        Audience::programs);
}

Table correlations_table(const Subject& source) {
    StatisticTable<NodePair> table(source, "correlations", worded(source.language, "Correlations"), source.found.pairs);
    table.node("a", worded(source.language, "Node"), [](const NodePair& pair) { return pair.a; });
    table.node("b", worded(source.language, "With"), [](const NodePair& pair) { return pair.b; });
    const Language language = source.language;
    table.word(
        "relation", worded(source.language, "Relation"),
        [](const NodePair& pair) { return std::string_view(pair.vertical ? "above" : "level"); },
        [language](const NodePair& pair) {
            return pair.vertical ? translated("above", language) : translated("same level", language);
        });
    table.count("pairs", worded_in(source.language, "how many", "Units"),
                [](const NodePair& pair) { return pair.pearson.pairs; });
    table.number("pearson", "Pearson", 3, [](const NodePair& pair) { return pair.pearson.r; });
    table.number("pearson_p", "p", 4, [](const NodePair& pair) { return pair.pearson.p; });
    table.number("spearman", "Spearman", 3, [](const NodePair& pair) { return pair.spearman.r; });
    table.number("spearman_p", "p", 4, [](const NodePair& pair) { return pair.spearman.p; });
    table.number("kendall", "Kendall", 3, [](const NodePair& pair) { return pair.kendall.r; });
    table.number("kendall_p", "p", 4, [](const NodePair& pair) { return pair.kendall.p; });
    table.why_for_programs([](const NodePair& pair) { return pair.pearson.r.why; });
    return table.take(Audience::programs);
}

Table components_table(const Subject& source) {
    return components_table(source, "components", worded(source.language, "Principal components"), source.found.groups);
}

Table child_components_table(const Subject& source) {
    return components_table(source, "child_components", worded(source.language, "Principal components of children"),
                            source.found.child_groups);
}

Table loadings_table(const Subject& source) {
    return loadings_table(source, "loadings", worded(source.language, "Loadings"),
                          {"indicator", worded(source.language, "Indicator")}, source.found.groups);
}

Table child_loadings_table(const Subject& source) {
    return loadings_table(source, "child_loadings", worded(source.language, "Loadings of children"),
                          {"child", worded(source.language, "Child")}, source.found.child_groups);
}

}  // namespace iiindex::detail
