#include "engine/methods/factors.hpp"

#include <algorithm>
#include <cmath>

#include "engine/methods/weighing.hpp"
#include "ground/spectrum.hpp"

namespace iiindex::detail {
namespace {

using Eigen::MatrixXd;

/// The loadings on the components that are kept, the greatest first.
MatrixXd loadings_of(const MatrixXd& correlations, std::optional<std::size_t> wanted) {
    const Spectrum spectrum = spectrum_of(correlations);
    const Eigen::Index size = correlations.rows();
    const auto above_one = static_cast<std::size_t>((spectrum.values.array() > 1 + 1e-12).count());
    const std::size_t kept = std::clamp<std::size_t>(wanted.value_or(above_one), 1, static_cast<std::size_t>(size));
    MatrixXd loadings(size, static_cast<Eigen::Index>(kept));
    for (Eigen::Index factor = 0; factor < loadings.cols(); ++factor) {
        const Eigen::Index from_end = size - 1 - factor;
        loadings.col(factor) = spectrum.vectors.col(from_end) * std::sqrt(std::max(spectrum.values(from_end), 0.0));
    }
    return loadings;
}

/// The angle by which two columns are turned so that the variance of their squares is the greatest.
double best_angle(const Eigen::ArrayXd& a, const Eigen::ArrayXd& b) {
    const auto n = static_cast<double>(a.size());
    const Eigen::ArrayXd u = a * a - b * b, v = 2 * a * b;
    const double across = 2 * ((u * v).sum() - u.sum() * v.sum() / n);
    const double along = (u * u - v * v).sum() - (u.sum() * u.sum() - v.sum() * v.sum()) / n;
    return std::atan2(across, along) / 4;
}

}  // namespace

MatrixXd varimax(const MatrixXd& loadings) {
    constexpr double settled = 1e-14;
    constexpr int most_rounds = 1000;
    Eigen::VectorXd lengths = loadings.rowwise().norm();
    lengths = (lengths.array() > 0).select(lengths, 1);
    MatrixXd rotated = lengths.cwiseInverse().asDiagonal() * loadings;
    double turned = 1;
    for (int round = 0; round < most_rounds && turned > settled; ++round) {
        turned = 0;
        for (Eigen::Index a = 0; a < rotated.cols(); ++a) {
            for (Eigen::Index b = a + 1; b < rotated.cols(); ++b) {
                const double angle = best_angle(rotated.col(a), rotated.col(b));
                const Eigen::VectorXd before = rotated.col(a);
                rotated.col(a) = std::cos(angle) * before + std::sin(angle) * rotated.col(b);
                rotated.col(b) = std::cos(angle) * rotated.col(b) - std::sin(angle) * before;
                turned = std::max(turned, std::abs(angle));
            }
        }
    }
    return lengths.asDiagonal() * rotated;
}

FoundWeights by_factors(const Children& children, const Weighting& weighting, const Aggregation&) {
    const auto columns = complete_columns(children);
    if (columns.empty()) return {};
    const MatrixXd squares = varimax(loadings_of(correlations_of(columns), weighting.components)).array().square();
    // A child's square as a share of its factor's, times the factor's share of all: the factor's sum cancels out.
    Weights weights;
    for (const auto child : squares.rowwise()) weights.push_back(child.maxCoeff());
    return above_zero(std::move(weights));
}

}  // namespace iiindex::detail
