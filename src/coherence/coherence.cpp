#include <iiindex/coherence.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

#include "coherence/flags.hpp"
#include "coherence/importance.hpp"
#include "coherence/pairing.hpp"
#include "coherence/removal.hpp"
#include "coherence/units.hpp"
#include "engine/precision.hpp"
#include "ground/parallel.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// What all statistics of one period look at: scores that differ by what arithmetic lost are the same.
struct View {
    const Result& result;
    const Period& period;
    std::vector<std::vector<double>> tied;  ///< by node

    View(const Result& computed, std::size_t number)
        : result(computed), period(computed.data.periods[number]), tied(computed.index.nodes.size()) {
        for_each_number(tied.size(), [&](std::size_t node) {
            tied[node] = with_ties(result.scores_in(node, period), result.tolerance(node, period));
        });
    }

    std::span<const double> scores(std::size_t node) const { return tied[node]; }
};

/// The values of a column of one period, likewise.
ColumnStatistics statistics_of_values(std::span<const double> values, Lost lost) {
    double largest = 0;
    for (const double value : values) {
        if (!is_missing(value)) largest = std::max(largest, std::abs(value));
    }
    return statistics_of(with_ties(values, tolerance_of_values(largest, lost)));
}

/// Every two nodes of one level, then every node with each above it, from the total down. Of a level of more nodes than
/// are taken together only siblings.
std::vector<NodePair> list_pairs(const Index& index) {
    std::vector<std::vector<std::size_t>> levels(index.depth() + 1);
    for (std::size_t node = 0; node < index.nodes.size(); ++node) levels[index.nodes[node].level].push_back(node);
    std::vector<NodePair> pairs;
    for (std::size_t level = 1; level < levels.size(); ++level) {
        const auto& nodes = levels[level];
        const bool all = nodes.size() <= most_together;
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            const std::size_t parent = index.nodes[nodes[i]].parent;
            for (std::size_t j = i + 1; j < nodes.size() && (all || index.nodes[nodes[j]].parent == parent); ++j) {
                if (all || index.nodes[parent].children.size() <= most_together) {
                    pairs.push_back({.a = nodes[i], .b = nodes[j]});
                }
            }
        }
    }
    for (std::size_t a = 1; a < index.nodes.size(); ++a) {
        const std::size_t first = pairs.size();
        for (std::size_t b = a; b != 0;) {
            b = index.nodes[b].parent;
            pairs.push_back({.a = a, .b = b, .vertical = true});
        }
        std::reverse(pairs.begin() + static_cast<std::ptrdiff_t>(first), pairs.end());
    }
    return pairs;
}

std::vector<NodePair> pairs_of(const View& view, std::vector<NodePair> pairs, Meter& meter) {
    std::vector<InOrder> columns(view.result.index.nodes.size());
    for_each_number(columns.size(), [&](std::size_t node) { columns[node] = in_order(view.scores(node)); });
    for_each_number(pairs.size(), [&](std::size_t i) {
        const Correlations found = correlations_of(columns[pairs[i].a], columns[pairs[i].b]);
        pairs[i].pearson = found.pearson;
        pairs[i].spearman = found.spearman;
        pairs[i].kendall = found.kendall;
        meter.add(1);
    });
    return pairs;
}

Group group_of(const View& view, std::size_t node, std::vector<std::size_t> members) {
    Group group{.node = node, .indicators = std::move(members)};
    ColumnList columns;
    for (const std::size_t member : group.indicators) columns.push_back(view.scores(member));
    if (columns.size() > most_together) {
        group.alpha = group.adequacy = group.sphericity.chi_squared = group.sphericity.p = NoValue::too_many;
        group.components.why = NoValue::too_many;
        return group;
    }
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

std::size_t largest_level(const Index& index) {
    std::vector<std::size_t> levels(index.depth() + 1, 0);
    for (const Node& node : index.nodes) ++levels[node.level];
    return std::ranges::max(levels);
}

Coherence coherence(const Result& result, const Columns& values, const CoherenceOptions& options) {
    const View view(result, options.period);
    Coherence found{.period = options.period, .options = options};
    found.options.progress = {};
    std::vector<NodePair> pairs = list_pairs(result.index);
    Meter meter(options.progress, pairs.size() + 2 * (result.index.nodes.size() - 1));
    for (std::size_t i = 0; i < values.columns(); ++i) {
        const auto column = values.column(i).subspan(view.period.first, view.period.count);
        found.statistics.push_back(statistics_of_values(column, Lost::by_reading));
    }
    for (const std::size_t node : result.index.indicators) {
        const std::size_t indicator = *result.index.nodes[node].indicator;
        found.prepared.push_back(statistics_of_values(result.data.values_in(indicator, view.period),
                                                      lost_by_values(result.data, indicator)));
    }
    for (std::size_t node = 0; node < result.index.nodes.size(); ++node) {
        found.scores.push_back(statistics_of(view.scores(node)));
    }
    found.pairs = pairs_of(view, std::move(pairs), meter);
    found.groups = groups_of(view);
    found.child_groups = child_groups_of(view);
    found.importance = importance_of(result, options.period, view.tied, meter);
    found.removals = removals_of(result, options.period, meter);
    found.units = availability_of(result.index, values, view.period);
    if (result.data.periods.size() > 1) {
        found.trends = trends_of(result, 0);
        found.node_trends = node_trends_of(result);
    }
    found.flags = flags_of(result.index, found);
    return found;
}

}  // namespace iiindex
