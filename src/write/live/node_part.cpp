#include "write/live/node_part.hpp"

#include <algorithm>
#include <cmath>

#include <iiindex/aggregate.hpp>
#include <iiindex/normalise.hpp>

namespace iiindex::detail::live {

namespace {

/// Whether a coverage of the node, or of one above it, asks how many indicators were measured.
bool counts_indicators(const Index& index, std::size_t number) {
    for (;; number = index.nodes[number].parent) {
        const auto& coverage = index.nodes[number].coverage;
        if (coverage && coverage->of == Coverage::Of::indicators) return true;
        if (number == 0) return false;
    }
}

}  // namespace

Block block_of(const Index& index, std::size_t number, std::size_t at) {
    const Node& node = index.nodes[number];
    Block block{.children = at};
    at += node.children.size();
    if (const LiveAggregation* const row = live_aggregation(node.aggregation); row && row->steps) {
        for (const Step& step : row->steps(node.aggregation)) {
            block.steps.push_back(at);
            at += step.by_child ? node.children.size() : 1;
        }
    }
    if (counts_indicators(index, number)) block.measured = at++;
    if (node.rescale_best || (node.aggregation.formula && node.round)) block.raw = at++;
    block.own = at++;
    block.rank = at++;
    if (node.tiers) block.tier = at++;
    if (number == 0) ++at;
    block.end = at;
    return block;
}

std::vector<std::size_t> inner_nodes(const Index& index) {
    std::vector<std::size_t> nodes;
    for (std::size_t node = 0; node < index.nodes.size(); ++node) {
        if (!index.nodes[node].is_indicator()) nodes.push_back(node);
    }
    return nodes;
}

NodePart::NodePart(Plan& all, std::size_t node_number, const Block& own_block, std::size_t period_number)
    : plan(all),
      sheet(*all.nodes),
      number(node_number),
      node(all.index.nodes[node_number]),
      block(own_block),
      period(period_number),
      units(all.result.data.periods[period_number]),
      scale(scale_below(all.index, node)),
      map(mapping(node.aggregation, scale)) {
    for (const std::size_t child : node.children) {
        shares.push_back(plan.result.weights[period][child]);
        const double slope = map ? std::abs(map->slope) : 1;
        zero = std::max(zero, plan.result.precisions[period][child].tolerance * slope);
    }
}

}  // namespace iiindex::detail::live
