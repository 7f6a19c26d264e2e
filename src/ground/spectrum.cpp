#include "ground/spectrum.hpp"

#include <Eigen/Eigenvalues>

namespace iiindex::detail {

Spectrum spectrum_of(const Eigen::MatrixXd& symmetric) {
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(symmetric);
    return {solver.eigenvalues(), solver.eigenvectors()};
}

}  // namespace iiindex::detail
