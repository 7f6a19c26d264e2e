#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

#include <Eigen/Eigenvalues>

#include <iiindex/columns.hpp>
#include <iiindex/rank.hpp>
#include <iiindex/weigh.hpp>

#include "engine/methods/optimised.hpp"
#include "ground/statistics.hpp"

namespace iiindex {

using namespace detail;

namespace {

using Weights = std::vector<double>;

/// The children's scores of the units that have all of them, each child brought to 0-1; empty if fewer than three
/// units do or a child is constant.
std::vector<std::vector<double>> complete_columns(const Children& children) {
    const std::size_t units = children.scores.front().size();
    std::vector<std::vector<double>> columns(children.scores.size());
    for (std::size_t unit = 0; unit < units; ++unit) {
        if (std::any_of(children.scores.begin(), children.scores.end(),
                        [&](const auto column) { return is_missing(column[unit]); })) {
            continue;
        }
        for (std::size_t c = 0; c < columns.size(); ++c) columns[c].push_back(children.scores[c][unit]);
    }
    if (columns.front().size() < 3) return {};
    for (std::size_t c = 0; c < columns.size(); ++c) {
        auto& column = columns[c];
        const auto [least, most] = std::minmax_element(column.begin(), column.end());
        const double low = *least, span = *most - *least;
        if (tied(*least, *most, children.tolerance(c))) return {};
        for (double& score : column) score = (score - low) / span;
    }
    return columns;
}

FoundWeights equal(const Children& children, const Aggregation&) {
    return {.weights = Weights(children.weights.size(), 1.0)};
}

FoundWeights principal_component(const Children& children, const Aggregation&) {
    const auto columns = complete_columns(children);
    if (columns.empty()) return {};
    const auto size = static_cast<Eigen::Index>(columns.size());
    Eigen::MatrixXd correlations(size, size);
    for (Eigen::Index a = 0; a < size; ++a) {
        for (Eigen::Index b = 0; b < size; ++b) {
            correlations(a, b) =
                correlation(columns[static_cast<std::size_t>(a)], columns[static_cast<std::size_t>(b)]);
        }
    }
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(correlations);
    const Eigen::VectorXd first = solver.eigenvectors().col(size - 1);
    Weights weights;
    for (const double loading : first) weights.push_back(loading * loading);
    if (std::any_of(weights.begin(), weights.end(), [](double w) { return w < 1e-12; })) return {};
    return {.weights = std::move(weights)};
}

FoundWeights entropy(const Children& children, const Aggregation&) {
    Weights weights;
    for (const auto& column : complete_columns(children)) {
        const double sum = std::accumulate(column.begin(), column.end(), 0.0);
        double disorder = 0;
        for (const double score : column) {
            if (score > 0) disorder -= score / sum * std::log(score / sum);
        }
        weights.push_back(1 - disorder / std::log(static_cast<double>(column.size())));
    }
    return {.weights = std::move(weights)};
}

FoundWeights critic(const Children& children, const Aggregation&) {
    const auto columns = complete_columns(children);
    Weights weights;
    for (const auto& column : columns) {
        double conflict = 0;
        for (const auto& other : columns) conflict += 1 - correlation(column, other);
        weights.push_back(standard_deviation(column) * conflict);
    }
    const bool none = std::any_of(weights.begin(), weights.end(), [](double w) { return w < 1e-12; });
    return {.weights = none ? Weights() : std::move(weights)};
}

constexpr std::array methods = {
    WeightingMethod{.name = "equal", .summary = "every child counts the same", .weigh = equal},
    WeightingMethod{
        .name = "pca", .summary = "squared loadings of the first principal component", .weigh = principal_component},
    WeightingMethod{
        .name = "entropy", .summary = "the more unevenly a child is spread, the more it counts", .weigh = entropy},
    WeightingMethod{
        .name = "critic", .summary = "spread times what the other children do not already say", .weigh = critic},
    WeightingMethod{.name = "optimised",
                    .summary = "so that each child's influence is what the given weights say",
                    .weigh = optimised},
};

}  // namespace

std::span<const WeightingMethod> weighting_methods() { return methods; }

}  // namespace iiindex
