#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

#include <iiindex/weigh.hpp>

#include "engine/methods/combined.hpp"
#include "engine/methods/factors.hpp"
#include "engine/methods/optimised.hpp"
#include "engine/methods/weighing.hpp"
#include "ground/catalogue.hpp"
#include "ground/spectrum.hpp"

namespace iiindex {

using namespace detail;

namespace {

FoundWeights equal(const Children& children, const Weighting&, const Aggregation&) {
    return {.weights = Weights(children.weights.size(), 1.0)};
}

FoundWeights principal_component(const Children& children, const Weighting&, const Aggregation&) {
    const auto columns = complete_columns(children);
    if (columns.empty()) return {};
    const Spectrum spectrum = spectrum_of(correlations_of(columns));
    Weights weights;
    for (const double loading : spectrum.vectors.rightCols<1>()) weights.push_back(loading * loading);
    return above_zero(std::move(weights));
}

FoundWeights entropy(const Children& children, const Weighting& weighting, const Aggregation&) {
    Weights weights;
    for (auto& column : complete_columns(children)) {
        for (double& score : column) score += weighting.shift;
        const double sum = std::accumulate(column.begin(), column.end(), 0.0);
        double disorder = 0;
        for (const double score : column) {
            if (score > 0) disorder -= score / sum * std::log(score / sum);
        }
        weights.push_back(1 - disorder / std::log(static_cast<double>(column.size())));
    }
    return {.weights = std::move(weights)};
}

FoundWeights critic(const Children& children, const Weighting&, const Aggregation&) {
    const auto columns = complete_columns(children);
    Weights weights;
    for (const auto& column : columns) {
        double conflict = 0;
        for (const auto& other : columns) conflict += 1 - correlation(column, other);
        weights.push_back(standard_deviation(column) * conflict);
    }
    return above_zero(std::move(weights));
}

FoundWeights by_standard_deviation(const Children& children, const Weighting&, const Aggregation&) {
    Weights weights;
    for (const auto& column : complete_columns(children)) weights.push_back(standard_deviation(column));
    return above_zero(std::move(weights));
}

FoundWeights by_variation(const Children& children, const Weighting& weighting, const Aggregation&) {
    const auto columns = complete_columns(children, weighting.of);
    Weights weights;
    for (const auto& column : columns) {
        const double centre = std::abs(mean(column)), spread = standard_deviation(column);
        if (!(centre > 1e-12 * spread)) return {};
        weights.push_back(spread / centre);
    }
    return above_zero(std::move(weights));
}

constexpr std::size_t most_compared =
    1000;  // children, whose correlations take seconds; twice as many take eight times as long

constexpr std::array<std::string_view, 1> shift_key = {"shift"};
constexpr std::array<std::string_view, 1> of_key = {"of"};
constexpr std::array<std::string_view, 1> components_key = {"components"};
constexpr std::array<std::string_view, 3> combining_keys = {"of", "by", "shares"};

constexpr std::array weighting_rows = {
    WeightingMethod{
        .name = "equal", .summary = marked("every child counts the same"), .weigh = equal, .sees_scores = false},
    WeightingMethod{.name = "pca",
                    .summary = marked("squared loadings of the first principal component"),
                    .weigh = principal_component,
                    .most_children = most_compared},
    WeightingMethod{
        .name = "factor-analysis",
        .summary = marked("squared loadings after a varimax rotation, by the factor that a child belongs to"),
        .keys = components_key,
        .weigh = by_factors,
        .most_children = most_compared},
    WeightingMethod{.name = "entropy",
                    .summary = marked("the more unevenly a child is spread, the more it counts"),
                    .keys = shift_key,
                    .weigh = entropy},
    WeightingMethod{.name = "standard-deviation",
                    .summary = marked("the wider a child is spread on its scale, the more it counts"),
                    .weigh = by_standard_deviation},
    WeightingMethod{.name = "coefficient-of-variation",
                    .summary = marked("standard deviation over mean, of scores or of indicators' values"),
                    .keys = of_key,
                    .weigh = by_variation},
    WeightingMethod{.name = "critic",
                    .summary = marked("spread times what the other children do not already say"),
                    .weigh = critic,
                    .most_children = most_compared},
    WeightingMethod{.name = "optimised",
                    .summary = marked("so that each child's influence is what the given weights say"),
                    .weigh = optimised,
                    .most_children = most_compared},
    WeightingMethod{.name = "combined",
                    .summary = marked("several sets of weights as one: given, or found in other ways"),
                    .keys = combining_keys,
                    .weigh = combined},
};

}  // namespace

std::span<const WeightingMethod> weighting_methods() { return weighting_rows; }

}  // namespace iiindex
