#include <iiindex/coherence.hpp>

#include <algorithm>
#include <utility>

#include "coherence/flags.hpp"
#include "coherence/importance.hpp"
#include "coherence/removal.hpp"
#include "coherence/units.hpp"
#include "ground/parallel.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// What all statistics of one period look at.
struct View {
    const Result& result;
    const Period& period;

    std::span<const double> scores(std::size_t node) const { return result.scores_in(node, period); }
};

bool is_above(const Index& index, std::size_t upper, std::size_t node) {
    while (node != 0) {
        node = index.nodes[node].parent;
        if (node == upper) return true;
    }
    return false;
}

/// Every two nodes of one level, then every node with each above it.
std::vector<NodePair> list_pairs(const Index& index) {
    std::vector<NodePair> pairs;
    for (std::size_t level = 1; level <= index.depth(); ++level) {
        for (std::size_t a = 1; a < index.nodes.size(); ++a) {
            for (std::size_t b = a + 1; b < index.nodes.size() && index.nodes[a].level == level; ++b) {
                if (index.nodes[b].level == level) pairs.push_back({.a = a, .b = b});
            }
        }
    }
    for (std::size_t a = 1; a < index.nodes.size(); ++a) {
        for (std::size_t b = 0; b < a; ++b) {
            if (is_above(index, b, a)) pairs.push_back({.a = a, .b = b, .vertical = true});
        }
    }
    return pairs;
}

std::vector<NodePair> pairs_of(const View& view) {
    std::vector<NodePair> pairs = list_pairs(view.result.index);
    tbb::parallel_for(std::size_t{0}, pairs.size(), [&](std::size_t i) {
        const auto a = view.scores(pairs[i].a), b = view.scores(pairs[i].b);
        pairs[i].pearson = pearson(a, b);
        pairs[i].spearman = spearman(a, b);
        pairs[i].kendall = kendall(a, b);
    });
    return pairs;
}

Group group_of(const View& view, std::size_t node, std::vector<std::size_t> members) {
    Group group{.node = node, .indicators = std::move(members)};
    ColumnList columns;
    for (const std::size_t member : group.indicators) columns.push_back(view.scores(member));
    group.alpha = cronbach_alpha(columns);
    group.adequacy = sampling_adequacy(columns);
    group.sphericity = sphericity(columns);
    group.components = principal_components(columns);
    return group;
}

std::vector<Group> groups_of(const View& view) {
    std::vector<Group> groups;
    for (std::size_t node = 0; node < view.result.index.nodes.size(); ++node) {
        if (view.result.index.nodes[node].is_indicator()) continue;
        groups.push_back(group_of(view, node, view.result.index.indicators_below(node)));
    }
    return groups;
}

/// Of children that are not all indicators, whose group would be the one above.
std::vector<Group> child_groups_of(const View& view) {
    const auto& nodes = view.result.index.nodes;
    std::vector<Group> groups;
    for (std::size_t node = 0; node < nodes.size(); ++node) {
        const bool any_inner = std::any_of(nodes[node].children.begin(), nodes[node].children.end(),
                                           [&](std::size_t child) { return !nodes[child].is_indicator(); });
        if (any_inner) groups.push_back(group_of(view, node, nodes[node].children));
    }
    return groups;
}

std::vector<NodeTrends> node_trends_of(const Result& result) {
    std::vector<NodeTrends> all;
    for (std::size_t node = 1; node < result.index.nodes.size(); ++node) {
        all.push_back({.node = node, .of_values = false, .trends = trends_of(result, node)});
        if (!result.index.nodes[node].is_indicator()) continue;
        all.push_back({.node = node, .of_values = true, .trends = value_trends_of(result, node)});
    }
    return all;
}

}  // namespace

Coherence coherence(const Result& result, const Columns& values, const CoherenceOptions& options) {
    const View view{result, result.data.periods[options.period]};
    Coherence found{.period = options.period, .options = options};
    for (std::size_t i = 0; i < values.columns(); ++i) {
        found.statistics.push_back(statistics_of(values.column(i).subspan(view.period.first, view.period.count)));
    }
    for (const std::size_t node : result.index.indicators) {
        found.prepared.push_back(
            statistics_of(result.data.values_in(*result.index.nodes[node].indicator, view.period)));
    }
    for (std::size_t node = 0; node < result.index.nodes.size(); ++node) {
        found.scores.push_back(statistics_of(view.scores(node)));
    }
    found.pairs = pairs_of(view);
    found.groups = groups_of(view);
    found.child_groups = child_groups_of(view);
    found.importance = importance_of(result, options.period);
    found.removals = removals_of(result, options.period);
    found.units = availability_of(result.index, values, view.period);
    if (result.data.periods.size() > 1) {
        found.trends = trends_of(result, 0);
        found.node_trends = node_trends_of(result);
    }
    found.flags = flags_of(result.index, found);
    return found;
}

}  // namespace iiindex
