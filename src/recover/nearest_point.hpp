#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <Eigen/Core>

#include "ground/linear_program.hpp"

namespace iiindex::detail {

/// The point under linear constraints that is nearest to another (the least sum of squared distances); there is only
/// one. More constraints can come later: the search goes on from where it is.
///
/// Method: D. Goldfarb and A. Idnani, "A numerically stable dual method for solving strictly convex quadratic
/// programs", Mathematical Programming 27 (1983), for the identity as Hessian.
class NearestPoint {
public:
    /// Every variable lies between `low` and `high`.
    NearestPoint(std::span<const double> target, double low, double high, std::span<const Constraint> constraints);

    /// Moves to the nearest point. False if no point satisfies the constraints.
    bool solve();

    /// Holds a variable at a value and moves to the nearest point. False if none is left; nothing has changed then.
    bool hold(std::size_t variable, double value);

    std::span<const double> point() const {
        return {state_.point.data(), static_cast<std::size_t>(state_.point.size())};
    }

private:
    /// normal * point >= bound; the normal has length 1.
    struct HalfSpace {
        std::vector<Term> normal;
        double bound = 0;
    };

    /// A point that is the nearest under the active half-spaces, all of which it lies on.
    struct State {
        Eigen::VectorXd point;
        std::vector<std::size_t> active;
        std::vector<double> multipliers;  ///< how hard each active one pushes, >= 0
        Eigen::MatrixXd factor;           ///< the Cholesky factor of the normals' inner products
    };

    void add(const Constraint& constraint);
    void add_half_space(const std::vector<Term>& terms, double sign, double bound);
    double beyond(const HalfSpace& half_space) const;
    std::size_t most_violated() const;
    bool satisfy(std::size_t half_space);
    Eigen::VectorXd factored(std::size_t half_space) const;
    Eigen::VectorXd direction(std::size_t half_space, const Eigen::VectorXd& shares) const;
    void activate(std::size_t half_space, double multiplier);
    void append_to_factor(std::size_t half_space);
    void release(std::size_t place);

    std::vector<HalfSpace> half_spaces_;
    State state_;
};

}  // namespace iiindex::detail
