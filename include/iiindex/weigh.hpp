#pragma once

#include <span>
#include <string_view>
#include <vector>

#include <iiindex/aggregate.hpp>
#include <iiindex/index.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// A way to find the weights of a node's children from their scores, in one period or in all together.
struct WeightingMethod {
    std::string_view name;
    std::string_view summary;
    std::span<const std::string_view> keys = {};  ///< what may stand beside "method" in a file, but "pooled"

    /// None where a child is constant or there are too few units. `children.weights` are those that the index states.
    FoundWeights (*weigh)(const Children& children, const Weighting& weighting, const Aggregation& aggregation);

    bool sees_scores = true;        ///< else its weights are the same whatever the scores are
    std::size_t most_children = 0;  ///< that it can compare, every two; 0: it compares none
};

/// Every weighting method but "given". Sources: OECD/JRC Handbook (2008), "Weighting and aggregation".
std::span<const WeightingMethod> weighting_methods();

/// Whether a way to find weights looks at indicators' values: itself, or one of those that it combines.
bool looks_at_values(const Weighting& weighting);

/// A method that can compare no more children than there are: of a way to find weights, or of those that it combines.
/// nullptr: none.
const WeightingMethod* method_overtaxed_by(std::size_t children, const Weighting& weighting);

/// The weights of children by one way of finding them, as weigh() has them; those that they come with where it is
/// "given".
FoundWeights weights_by(const Weighting& weighting, const Children& children, const Aggregation& aggregation);

/// Whether a node's weights are found from its children's scores. An only child has all the weight as it is.
bool finds_weights(const Node& node);

/// The weights that the index gives to a node's children, brought into a range in which their sum and their products
/// with scores stay numbers.
std::vector<double> given_weights(const Index& index, std::size_t node);

/// The weights of a node's children in a period: those in `children`, or those that the node's method finds.
/// Throws InputError if it finds none.
FoundWeights weigh(const Index& index, std::size_t node, const Children& children, const Period& period);

}  // namespace iiindex
