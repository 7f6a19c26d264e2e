#include "write/live/node_part.hpp"

#include <algorithm>
#include <cmath>

#include <iiindex/aggregate.hpp>
#include <iiindex/normalise.hpp>

namespace iiindex::detail::live {

Block block_of(const Node& node, bool is_root, std::size_t at) {
    Block block{.children = at};
    at += node.children.size();
    if (const LiveAggregation* const row = live_aggregation(node.aggregation); row && row->steps) {
        for (const Step& step : row->steps(node.aggregation)) {
            block.steps.push_back(at);
            at += step.by_child ? node.children.size() : 1;
        }
    }
    if (node.rescale_best || (node.aggregation.formula && node.round)) block.raw = at++;
    block.own = at++;
    block.rank = at++;
    if (node.tiers) block.tier = at++;
    if (is_root) ++at;
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
      scale(scale_of(all.index, node.children.front())),
      map(mapping(node.aggregation, scale)) {
    for (const std::size_t child : node.children) {
        shares.push_back(plan.result.weights[period][child]);
        const double slope = map ? std::abs(map->slope) : 1;
        zero = std::max(zero, plan.result.precisions[period][child].tolerance * slope);
    }
}

}  // namespace iiindex::detail::live
