#include <iiindex/weigh.hpp>

#include <algorithm>
#include <cmath>
#include <deque>

#include <iiindex/rank.hpp>

#include "ground/catalogue.hpp"
#include "ground/counts.hpp"

namespace iiindex {

using namespace detail;

bool looks_at_values(const Weighting& weighting) {
    return weighting.of == Weighting::Of::values ||
           std::any_of(weighting.sets.begin(), weighting.sets.end(), looks_at_values);
}

const WeightingMethod* method_overtaxed_by(std::size_t children, const Weighting& weighting) {
    const WeightingMethod* const method = weighting.method;
    if (method != nullptr && method->most_children != 0 && children > method->most_children) return method;
    for (const Weighting& set : weighting.sets) {
        if (const auto* const found = method_overtaxed_by(children, set)) return found;
    }
    return nullptr;
}

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

namespace {

/// The children's scores, each child that is constant but for what arithmetic loses without that.
class Settled {
public:
    explicit Settled(const Children& children) : columns_(children.scores.begin(), children.scores.end()) {
        for (std::size_t child = 0; child < columns_.size(); ++child) {
            const detail::Ends ends = detail::ends_of(columns_[child]);
            if (ends.least == ends.most || !tied(ends.least, ends.most, children.tolerance(child))) continue;
            auto& own = own_.emplace_back(columns_[child].begin(), columns_[child].end());
            for (double& score : own) score = is_missing(score) ? missing : ends.least;
            columns_[child] = own;
        }
    }

    std::span<const std::span<const double>> columns() const { return columns_; }

private:
    std::vector<std::span<const double>> columns_;
    std::deque<std::vector<double>> own_;
};

}  // namespace

FoundWeights weights_by(const Weighting& weighting, const Children& children, const Aggregation& aggregation) {
    if (weighting.method == nullptr) return {.weights = {children.weights.begin(), children.weights.end()}};
    return weighting.method->weigh(children, weighting, aggregation);
}

FoundWeights weigh(const Index& index, std::size_t node, const Children& children, const Period& period) {
    const Node& settings = index.nodes[node];
    if (!finds_weights(settings)) return weights_by({}, children, settings.aggregation);
    const WeightingMethod& method = *settings.weighting.method;
    const Settled settled(children);
    FoundWeights found =
        weights_by(settings.weighting, {settled.columns(), children.weights, children.precisions, children.values},
                   settings.aggregation);
    if (!found.weights.empty()) return found;
    throw InputError(Problem{
        .where = {index.file},
        .what = period.label.empty() ? said("the scores below '{}' give no weights by '{}'", settings.code, method.name)
                                     : said("the scores below '{0}' in {2} give no weights by '{1}'", settings.code,
                                            method.name, period.label),
        .remedy = said("a child is constant or too few units have all scores; give the weights instead")});
}

}  // namespace iiindex
