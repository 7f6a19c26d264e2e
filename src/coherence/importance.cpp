#include "coherence/importance.hpp"

#include <algorithm>
#include <cmath>

#include "fast/smooth.hpp"
#include "ground/shares.hpp"
#include "ground/statistics.hpp"

namespace iiindex::detail {
namespace {

double variance(const std::vector<double>& numbers) {
    const double sd = standard_deviation(numbers);
    return sd * sd;
}

/// Each child's squared correlation with its parent, as a share of all children's.
void share_influence(std::span<Importance> siblings) {
    std::vector<double> squares;
    for (const Importance& one : siblings) squares.push_back(one.r.has_value() ? one.r.number * one.r.number : 0);
    const double sum = share_out(squares);
    for (std::size_t i = 0; i < siblings.size(); ++i) {
        siblings[i].share = !siblings[i].r.has_value() ? siblings[i].r
                            : sum == 0                 ? Statistic(NoValue::constant)
                                                       : Statistic(squares[i]);
    }
}

}  // namespace

std::vector<Importance> importance_of(const Result& result, std::size_t period_place,
                                      const std::vector<std::vector<double>>& scores, Meter& meter) {
    const Index& index = result.index;
    const auto& weights = result.weights[period_place];
    std::vector<Importance> found(index.nodes.size());
    for (std::size_t node = 0; node < index.nodes.size(); ++node) {
        const std::size_t parent = index.nodes[node].parent;
        found[node].node = node;
        if (node == 0) continue;
        found[node].weight = weights[node];
        found[node].effective = found[parent].effective * weights[node];
        found[node].r = pearson(scores[node], scores[parent]).r;
        found[node].ratio = correlation_ratio(scores[node], scores[parent]);
        meter.add(1);
    }
    for (const Node& node : index.nodes) {
        std::vector<Importance> siblings;
        for (const std::size_t child : node.children) siblings.push_back(found[child]);
        share_influence(siblings);
        for (const Importance& one : siblings) found[one.node] = one;
    }
    found.erase(found.begin());
    return found;
}

}  // namespace iiindex::detail

namespace iiindex {

using namespace detail;

Statistic correlation_ratio(std::span<const double> a, std::span<const double> b) {
    std::vector<double> x, y;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (is_missing(a[i]) || is_missing(b[i])) continue;
        x.push_back(a[i]);
        y.push_back(b[i]);
    }
    if (x.size() < 3) return NoValue::too_few_units;
    const double sd = standard_deviation(x), all = variance(y);
    if (sd == 0 || all == 0) return NoValue::constant;
    const double bandwidth = 1.06 * sd * std::pow(static_cast<double>(x.size()), -0.2);
    return std::min(1.0, variance(smoothed(x, y, bandwidth)) / all);
}

}  // namespace iiindex
