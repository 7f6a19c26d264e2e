#pragma once

#include <string>
#include <vector>

#include <iiindex/experts.hpp>

namespace iiindex::detail {

/// How weights were found and by how many, a sentence for all nodes of which the same is to be said: "Weights of the
/// children of Development results: 7 experts, pairwise comparisons, geometric mean of the judgements, principal
/// eigenvector."
std::vector<std::string> experts_sentences(const Index& index, const std::vector<NodeWeights>& weights,
                                           const WeighingOptions& options, Language language);

}  // namespace iiindex::detail
