#include "catch.hpp"

#include <cmath>

#include <iiindex/aggregate.hpp>
#include <iiindex/named.hpp>
#include <iiindex/weigh.hpp>

#include "engine/methods/factors.hpp"

using namespace iiindex;
using namespace iiindex::detail;

namespace {

/// What varimax makes the greatest: the variances of the squares of each column, rows brought to one length.
double simplicity(Eigen::MatrixXd loadings) {
    for (Eigen::Index row = 0; row < loadings.rows(); ++row) loadings.row(row).normalize();
    const Eigen::ArrayXXd squares = loadings.array().square();
    double sum = 0;
    for (const auto column : squares.colwise()) sum += (column - column.mean()).square().sum();
    return sum;
}

}  // namespace

TEST_CASE("no rotation of two factors is simpler than varimax's") {
    Eigen::MatrixXd loadings(5, 2);
    loadings << 0.8, 0.4, 0.7, 0.5, 0.2, 0.9, 0.3, -0.7, 0.6, -0.1;
    const Eigen::MatrixXd rotated = varimax(loadings);
    CHECK((rotated * rotated.transpose() - loadings * loadings.transpose()).norm() < 1e-12);
    for (int degree = 0; degree < 180; ++degree) {
        const double angle = degree * std::acos(-1.0) / 180;
        Eigen::Matrix2d turn;
        turn << std::cos(angle), -std::sin(angle), std::sin(angle), std::cos(angle);
        CHECK(simplicity(rotated) >= simplicity(loadings * turn) - 1e-12);
    }
}

TEST_CASE("each child weighs by its factor: the square of its greatest loading") {
    // Two pairs that have nothing to do with each other, and within which all is said twice.
    const std::vector<double> a = {1, -1, 1, -1}, b = {1, 1, -1, -1}, weights = {1, 1, 1, 1};
    const std::vector<std::span<const double>> columns = {a, a, b, b};
    const Aggregation arithmetic{find_named(aggregation_methods(), "arithmetic")};
    const auto found = by_factors({columns, weights}, {}, arithmetic).weights;
    REQUIRE(found.size() == 4);
    for (const double weight : found) CHECK(weight == Approx(1));
    // One factor alone has no part of the other pair, or all of a mixture.
    const std::vector<double> c = {1, -1, 1, -0.5};
    const std::vector<std::span<const double>> near = {a, c};
    const auto both = by_factors({near, {weights.data(), 2}}, {.components = 1}, arithmetic).weights;
    CHECK(both[0] == Approx(both[1]));
}
