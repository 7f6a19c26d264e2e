#pragma once

#include <span>
#include <string_view>
#include <vector>

#include <iiindex/aggregate.hpp>
#include <iiindex/index.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// A way to find the weights of a node's children from their scores in one period.
struct WeightingMethod {
    std::string_view name;
    std::string_view summary;

    /// One weight a child, > 0, on any scale; empty if the scores give none (a constant child, too few units).
    /// `children.weights` are the weights that the index states.
    std::vector<double> (*weigh)(const Children& children, const Aggregation& aggregation);
};

/// Every weighting method but "given". Sources: OECD/JRC Handbook (2008), "Weighting and aggregation".
std::span<const WeightingMethod> weighting_methods();

}  // namespace iiindex
