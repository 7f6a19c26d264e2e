#include "recover/requirements.hpp"

#include <iiindex/normalise.hpp>

namespace iiindex::detail {
namespace {

void add_child(const Index& index, std::size_t child, double share, const std::vector<Sum>& sums, Sum& into) {
    const Sum& own = sums[child];
    // An indicator's score counts the right way already, an inner node's is reversed where it enters its parent.
    const bool reversed = index.nodes[child].direction == Direction::negative && !index.nodes[child].is_indicator();
    const Range range = scale_of(index, child);
    const double sign = reversed ? -1 : 1;
    into.constant += share * (sign * own.constant + (reversed ? range.mirrored(0) : 0));
    for (std::size_t i = 0; i < own.weights.size(); ++i) into.weights[i] += share * sign * own.weights[i];
}

}  // namespace

std::vector<Sum> sums_of(const Index& index) {
    std::vector<Sum> sums(index.nodes.size(), Sum{0, std::vector<double>(index.indicators.size(), 0.0)});
    for (std::size_t node = index.nodes.size(); node-- > 0;) {  // children stand behind their parents
        const Node& settings = index.nodes[node];
        if (settings.indicator) {
            sums[node].weights[*settings.indicator] = 1;
            continue;
        }
        double total = 0;
        for (const std::size_t child : settings.children) total += index.nodes[child].weight;
        for (const std::size_t child : settings.children) {
            add_child(index, child, index.nodes[child].weight / total, sums, sums[node]);
        }
    }
    return sums;
}

}  // namespace iiindex::detail
