#pragma once

#include <Eigen/Core>

namespace iiindex::detail {

/// The eigenvalues of a symmetric matrix, from the least on, and a column for the vector of each, of length 1.
struct Spectrum {
    Eigen::VectorXd values;
    Eigen::MatrixXd vectors;
};

Spectrum spectrum_of(const Eigen::MatrixXd& symmetric);

}  // namespace iiindex::detail
