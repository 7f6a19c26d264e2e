#include "load/framework/leaf_weights.hpp"

#include <algorithm>
#include <cmath>

#include "ground/catalogue.hpp"
#include "load/table/totals.hpp"

namespace iiindex::detail {
namespace {

/// By node the weights of the indicators below it; none where some has no weight or a group has one.
std::vector<LeafWeights> sums_of_leaves(const std::vector<FrameworkNode>& nodes, const std::vector<bool>& is_group) {
    std::vector<LeafWeights> sums(nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const JsonNode* const weight = nodes[i].json.find("weight");
        if (nodes[i].is_input || (is_group[i] && weight == nullptr)) continue;
        if (is_group[i] || weight == nullptr || weight->kind != JsonNode::Kind::number || nodes[i].is_orphan) return {};
        std::size_t steps = 0;
        for (auto at = nodes[i].parent; at && steps <= nodes.size(); at = nodes[*at].parent, ++steps)
            sums[*at].add(weight->number);
        if (steps > nodes.size()) return {};  // below itself, which is told elsewhere
    }
    return sums;
}

}  // namespace

void LeafWeights::add(double weight) {
    sum_ += weight;
    ++count_;
    if (weight != 0) step_ = std::min(step_, std::pow(10.0, last_place(weight)));
}

bool LeafWeights::make_whole() const {
    constexpr double least = 1e-9, most = 0.02;  // shares of 1
    const double rounding = 0.5 * step_ * static_cast<double>(count_);
    const auto make = [&](double whole) {
        return std::abs(sum_ - whole) <= std::clamp(rounding, least * whole, most * whole);
    };
    return count_ > 0 && (make(1) || make(100));
}

void say_blank_weights(const std::vector<FrameworkNode>& nodes, const Text& text, std::vector<Problem>& warnings) {
    std::vector<bool> has_weighted(nodes.size());
    for (const FrameworkNode& node : nodes) {
        if (node.parent && node.json.find("weight") != nullptr) has_weighted[*node.parent] = true;
    }
    for (const FrameworkNode& node : nodes) {
        if (node.is_input || !node.parent || !has_weighted[*node.parent] || node.json.find("weight") != nullptr)
            continue;
        warnings.push_back(text.problem({node.at.begin, node.at.length,
                                         said("'{}' has no weight, and its siblings have: it counts 1", node.name),
                                         said("give it one, or 0 if it is not to count")}));
    }
}

void weigh_groups_by_leaves(std::vector<FrameworkNode>& nodes, const Text& text, std::vector<Problem>& warnings) {
    std::vector<bool> is_group(nodes.size());
    for (const FrameworkNode& node : nodes) {
        if (node.parent) is_group[*node.parent] = true;
    }
    const std::vector<LeafWeights> sums = sums_of_leaves(nodes, is_group);
    std::vector<std::size_t> groups;
    bool all_make_whole = false;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        if (!is_group[i]) continue;
        if (!nodes[i].parent)
            all_make_whole = sums[i].make_whole();
        else if (sums[i].make_whole())
            return;
        else
            groups.push_back(i);
    }
    if (!all_make_whole || groups.size() < 2) return;
    for (const std::size_t group : groups) {
        const GridCell& at = nodes[group].at;
        nodes[group].json.members.push_back({"weight",
                                             at.begin,
                                             at.length,
                                             {.kind = JsonNode::Kind::number,
                                              .number = std::round(sums[group].sum() * 1e12) / 1e12,
                                              .begin = at.begin,
                                              .length = at.length}});
    }
    const GridCell& at = nodes[groups.front()].at;
    warnings.push_back(text.problem({at.begin, at.length,
                                     said("the indicators' weights are taken for shares of the total, as they make a "
                                          "whole together and in no group: a "
                                          "group weighs as much as what is in it"),
                                     said("give the groups weights where they count otherwise")}));
}

}  // namespace iiindex::detail
