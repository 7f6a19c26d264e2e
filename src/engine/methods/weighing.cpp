#include "engine/methods/weighing.hpp"

#include <algorithm>
#include <utility>

#include <iiindex/columns.hpp>
#include <iiindex/rank.hpp>

namespace iiindex::detail {
namespace {

/// A child's scores of some units, brought to 0-1; empty if they are all the same.
std::vector<double> scaled(std::vector<double> column, double tolerance) {
    const auto [least, most] = std::minmax_element(column.begin(), column.end());
    const double low = *least, span = *most - *least;
    if (tied(*least, *most, tolerance)) return {};
    for (double& score : column) score = (score - low) / span;
    return column;
}

}  // namespace

std::vector<std::vector<double>> complete_columns(const Children& children, Weighting::Of of) {
    const auto& source = of == Weighting::Of::values ? children.values : children.scores;
    std::vector<std::vector<double>> columns(children.scores.size());
    for (std::size_t unit = 0; unit < children.scores.front().size(); ++unit) {
        const auto lacks = [&](const auto column) { return is_missing(column[unit]); };
        if (std::any_of(children.scores.begin(), children.scores.end(), lacks)) continue;
        for (std::size_t c = 0; c < columns.size(); ++c) columns[c].push_back(source[c][unit]);
    }
    if (columns.front().size() < 3) return {};
    if (of == Weighting::Of::values) return columns;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        columns[c] = scaled(std::move(columns[c]), children.tolerance(c));
        if (columns[c].empty()) return {};
    }
    return columns;
}

Eigen::MatrixXd correlations_of(const std::vector<std::vector<double>>& columns) {
    const auto size = static_cast<Eigen::Index>(columns.size());
    Eigen::MatrixXd correlations(size, size);
    for (Eigen::Index a = 0; a < size; ++a) {
        for (Eigen::Index b = 0; b < size; ++b) {
            correlations(a, b) =
                correlation(columns[static_cast<std::size_t>(a)], columns[static_cast<std::size_t>(b)]);
        }
    }
    return correlations;
}

FoundWeights above_zero(Weights weights) {
    const bool none = std::any_of(weights.begin(), weights.end(), [](double w) { return !(w >= 1e-12); });
    return {.weights = none ? Weights() : std::move(weights)};
}

}  // namespace iiindex::detail
