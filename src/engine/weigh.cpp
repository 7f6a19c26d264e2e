#include <iiindex/weigh.hpp>

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace iiindex {

bool finds_weights(const Node& node) { return node.weighting.method != nullptr && node.children.size() > 1; }

std::vector<double> given_weights(const Index& index, std::size_t node) {
    std::vector<double> weights;
    for (const std::size_t child : index.nodes[node].children) weights.push_back(index.nodes[child].weight);
    // By a power of two, which changes no digit of them.
    int exponent = 0;
    std::frexp(*std::max_element(weights.begin(), weights.end()), &exponent);
    for (double& weight : weights) weight = std::ldexp(weight, -exponent);
    return weights;
}

FoundWeights weigh(const Index& index, std::size_t node, const Children& children, const Period& period) {
    const Node& settings = index.nodes[node];
    if (!finds_weights(settings)) return {.weights = {children.weights.begin(), children.weights.end()}};
    const WeightingMethod& method = *settings.weighting.method;
    FoundWeights found = method.weigh(children, settings.aggregation);
    if (!found.weights.empty()) return found;
    throw InputError(
        Problem{.where = {index.file},
                .what = fmt::format("the scores below '{}'{} give no weights by '{}'", settings.code,
                                    period.label.empty() ? "" : " in " + period.label, method.name),
                .remedy = "a child is constant or too few units have all scores; give the weights instead"});
}

}  // namespace iiindex
