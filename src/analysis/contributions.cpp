#include <iiindex/contributions.hpp>

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include <iiindex/aggregate.hpp>

#include "analysis/entering.hpp"
#include "engine/precision.hpp"

namespace iiindex {

using namespace detail;

namespace {

Contributions empty(const Index& index) {
    return {.of = std::vector<double>(index.nodes.size(), 0), .own = std::vector<double>(index.nodes.size(), 0)};
}

double sum_of(const std::vector<double>& numbers) {
    double sum = 0;
    for (const double number : numbers) sum += number;
    return sum;
}

/// The factor by which a period's scores at a node were multiplied; 1 where they were not.
double rescaling(const Standing& unit, std::size_t node) {
    const Result& result = *unit.result;
    if (!result.index.nodes[node].rescale_best) return 1;
    const Period& period = result.data.period_of(unit.row);
    double most = 0;
    for (std::size_t row = period.first; row < period.end(); ++row) {
        if (!result.score(row, node)) continue;
        most = std::max(most, sum_of(parts_of({&result, row}, node, entering({&result, row}, node)).of));
    }
    return most > 0 ? *result.index.nodes[node].rescale_best / most : 1;
}

/// Whether a point more of a child's score counts for the node or against it.
double sign_of(const Index& index, std::size_t child) {
    const Node& below = index.nodes[child];
    return !below.is_indicator() && below.direction == Direction::negative ? -1 : 1;
}

/// How much of the whole a node's score may be wrong by, for what arithmetic loses; a point of it counts `per_point`.
double lost(const Standing& unit, std::size_t node, double per_point) {
    return std::abs(per_point) * unit.result->tolerance(node, unit.result->data.period_of(unit.row));
}

/// Hands a part of the whole down from a node: `value` is its part, `per_point` what a point of its score counts.
void hand_down(const Standing& unit, std::size_t node, double value, double per_point, Contributions& all) {
    const Node& settings = unit.result->index.nodes[node];
    all.of[node] = all.own[node] = value;
    if (settings.is_indicator() || per_point == 0 || !settings.aggregation.method->parts) return;
    const Entering children = entering(unit, node);
    const Parts parts = parts_of(unit, node, children);
    const double factor = per_point * rescaling(unit, node);
    for (std::size_t i = 0; i < settings.children.size(); ++i) {
        const std::size_t child = settings.children[i];
        const double part = factor * parts.of[i];
        all.own[node] -= part;
        const bool opens = children.took_part(i) && !children.imputed[i];
        const double point = opens ? factor * parts.per_point[i] * sign_of(unit.result->index, child) : 0;
        hand_down(unit, child, part, point, all);
    }
    all.own[node] = settled(all.own[node], 0, lost(unit, node, per_point));
}

/// Two units and their indices, the nodes of which belong together by code.
class UnitPair {
public:
    UnitPair(const Standing& first, const Standing& second) : a(first), b(second) {
        if (a.result == b.result) return;
        const auto& nodes = b.result->index.nodes;
        for (std::size_t node = 0; node < nodes.size(); ++node) numbers_.emplace(nodes[node].code, node);
    }

    Standing a, b;

    std::optional<std::size_t> in_b(std::size_t node) const {
        if (a.result == b.result) return node;
        const auto found = numbers_.find(a.result->index.nodes[node].code);
        return found == numbers_.end() ? std::nullopt : std::optional(found->second);
    }

private:
    std::unordered_map<std::string_view, std::size_t> numbers_;  ///< of b's nodes by code; empty where a's are b's
};

/// The children of both, a's first and then those that only b has, as they entered each of the two.
struct Aligned {
    Entering a, b;
    std::vector<std::optional<std::size_t>> place_in_b;
};

void append(Entering& to, const Entering& from, std::optional<std::size_t> place) {
    to.scores.push_back(place ? from.scores[*place] : missing);
    to.weights.push_back(place ? from.weights[*place] : 0);
    to.imputed.push_back(place && from.imputed[*place]);
}

Aligned aligned(const UnitPair& pair, std::size_t node, std::size_t node_in_b) {
    Aligned both{.a = entering(pair.a, node), .b = {}, .place_in_b = {}};
    const Entering theirs = entering(pair.b, node_in_b);
    both.b.slope = theirs.slope;
    both.b.offset = theirs.offset;
    std::vector<bool> taken(theirs.scores.size());
    std::unordered_map<std::size_t, std::size_t> places;  // of b's children
    for (const std::size_t child : pair.b.result->index.nodes[node_in_b].children) places.emplace(child, places.size());
    for (const std::size_t child : pair.a.result->index.nodes[node].children) {
        const auto twin = pair.in_b(child);
        const auto found = twin ? places.find(*twin) : places.end();
        const auto place = found == places.end() ? std::nullopt : std::optional(found->second);
        if (place) taken[*place] = true;
        append(both.b, theirs, place);
        both.place_in_b.push_back(place);
    }
    for (std::size_t i = 0; i < taken.size(); ++i) {
        if (taken[i]) continue;
        append(both.a, theirs, std::nullopt);
        append(both.b, theirs, i);
        both.place_in_b.emplace_back(i);
    }
    return both;
}

bool same_method(const Aggregation& a, const Aggregation& b, const Aligned& children) {
    if (a.formula && b.formula && to_string(*a.formula) != to_string(*b.formula)) return false;
    return a.method == b.method && scope_of(a) == AggregationMethod::Scope::unit && exponent_of(a) == exponent_of(b) &&
           children.a.slope == children.b.slope && children.a.offset == children.b.offset;
}

/// Hands a's parts less b's down, to the indicators, where each is combined in its own way.
void hand_down_differences(const UnitPair& pair, std::size_t node, std::size_t node_in_b, double per_point,
                           Contributions& all) {
    Contributions mine = empty(pair.a.result->index), theirs = empty(pair.b.result->index);
    hand_down(pair.a, node, 0, per_point, mine);
    hand_down(pair.b, node_in_b, 0, per_point, theirs);
    const auto& nodes = pair.a.result->index.nodes;
    for (std::size_t below = node + 1; below < nodes.size() && nodes[below].level > nodes[node].level; ++below) {
        const auto twin = pair.in_b(below);
        all.of[below] = mine.of[below] - (twin ? theirs.of[*twin] : 0);
        all.own[below] = mine.own[below] - (twin ? theirs.own[*twin] : 0);
        if (nodes[below].parent == node) all.own[node] -= all.of[below];
    }
}

void hand_down_gap(const UnitPair& pair, std::size_t node, double value, double per_point, Contributions& all) {
    const Index& index = pair.a.result->index;
    const Node& settings = index.nodes[node];
    all.of[node] = all.own[node] = value;
    const auto node_in_b = pair.in_b(node);
    if (settings.is_indicator() || per_point == 0 || !node_in_b) return;
    const Node& settings_in_b = pair.b.result->index.nodes[*node_in_b];
    if (settings_in_b.is_indicator()) return;
    if (!settings.aggregation.method->parts || !settings_in_b.aggregation.method->parts) return;
    const double lost_by_both = lost(pair.a, node, per_point) + lost(pair.b, *node_in_b, per_point);
    const Aligned children = aligned(pair, node, *node_in_b);
    const auto gap_parts = settings.aggregation.method->gap_parts;
    if (!gap_parts || !same_method(settings.aggregation, settings_in_b.aggregation, children)) {
        hand_down_differences(pair, node, *node_in_b, per_point, all);
        all.own[node] = settled(all.own[node], 0, lost_by_both);
        return;
    }
    const Parts parts = gap_parts(children.a, children.b, settings.aggregation);
    const double factor = per_point * (rescaling(pair.a, node) + rescaling(pair.b, *node_in_b)) / 2;
    for (std::size_t i = 0; i < settings.children.size(); ++i) {
        const std::size_t child = settings.children[i];
        const double part = factor * parts.of[i];
        all.own[node] -= part;
        const bool opens =
            children.a.took_part(i) && children.b.took_part(i) && !children.a.imputed[i] && !children.b.imputed[i];
        hand_down_gap(pair, child, part, opens ? factor * parts.per_point[i] * sign_of(index, child) : 0, all);
    }
    all.own[node] = settled(all.own[node], 0, lost_by_both);
}

void hand_down_weights(const Standing& unit, std::size_t node, double weight, std::vector<double>& all) {
    all[node] = weight;
    const Node& settings = unit.result->index.nodes[node];
    if (settings.is_indicator()) return;
    const Entering children = entering(unit, node);
    for (std::size_t i = 0; i < settings.children.size(); ++i) {
        if (children.took_part(i)) hand_down_weights(unit, settings.children[i], weight * children.weights[i], all);
    }
}

}  // namespace

Contributions contributions(const Standing& unit, std::size_t node) {
    Contributions all = empty(unit.result->index);
    hand_down(unit, node, *unit.result->score(unit.row, node), 1, all);
    return all;
}

Contributions gap_contributions(const Standing& a, const Standing& b, std::size_t node) {
    Contributions all = empty(a.result->index);
    const UnitPair pair{a, b};
    const double gap = *a.result->score(a.row, node) - *b.result->score(b.row, *pair.in_b(node));
    hand_down_gap(pair, node, gap, 1, all);
    return all;
}

std::vector<double> effective_weights(const Standing& unit, std::size_t node) {
    std::vector<double> all(unit.result->index.nodes.size(), 0);
    if (unit.result->score(unit.row, node)) hand_down_weights(unit, node, 1, all);
    return all;
}

}  // namespace iiindex
