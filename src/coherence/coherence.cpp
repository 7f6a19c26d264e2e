#include <iiindex/coherence.hpp>

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

std::vector<Group> groups_of(const View& view) {
    std::vector<Group> groups;
    for (std::size_t node = 0; node < view.result.index.nodes.size(); ++node) {
        if (view.result.index.nodes[node].is_indicator()) continue;
        Group group{.node = node, .indicators = view.result.index.indicators_below(node)};
        ColumnList columns;
        for (const std::size_t leaf : group.indicators) columns.push_back(view.scores(leaf));
        group.alpha = cronbach_alpha(columns);
        group.adequacy = sampling_adequacy(columns);
        group.components = principal_components(columns);
        groups.push_back(std::move(group));
    }
    return groups;
}

}  // namespace

Coherence coherence(const Result& result, const Columns& values, const CoherenceOptions& options) {
    const View view{result, result.data.periods[options.period]};
    Coherence found{.period = options.period, .options = options};
    for (std::size_t i = 0; i < values.columns(); ++i) {
        found.statistics.push_back(statistics_of(values.column(i).subspan(view.period.first, view.period.count)));
    }
    found.pairs = pairs_of(view);
    found.groups = groups_of(view);
    found.importance = importance_of(result, options.period);
    found.removals = removals_of(result, options.period);
    found.units = availability_of(result.index, values, view.period);
    if (result.data.periods.size() > 1) found.trends = trends_of(result, 0);
    found.flags = flags_of(result.index, found);
    return found;
}

}  // namespace iiindex
