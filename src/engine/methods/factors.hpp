#pragma once

#include <Eigen/Core>

#include <iiindex/weigh.hpp>

namespace iiindex::detail {

/// Weights by the factors that children belong to (OECD/JRC Handbook 2008, "Weighting and aggregation"; Nicoletti,
/// Scarpetta and Boylaud 2000): the principal components of their correlations with an eigenvalue above 1, or as many
/// as are asked for, are rotated; each child belongs to the factor on which its loading is greatest, and its weight is
/// the square of that loading as a share of the factor's, times the factor's share of what all explain.
FoundWeights by_factors(const Children& children, const Weighting& weighting, const Aggregation& aggregation);

/// Kaiser's varimax rotation (1958) of loadings, a row a variable, whose rows count the same whatever their length.
Eigen::MatrixXd varimax(const Eigen::MatrixXd& loadings);

}  // namespace iiindex::detail
