#include <algorithm>
#include <vector>

#include "catch.hpp"
#include "random_input.hpp"
#include "recover/nearest_point.hpp"

using namespace iiindex;
using namespace iiindex::detail;

namespace {

constexpr double low = 0, high = 10;

/// Sums and differences of a few variables, which a point in the middle of things satisfies.
std::vector<Constraint> random_constraints(RandomInput& random, const std::vector<double>& inside) {
    std::vector<Constraint> constraints(2 + random.below(inside.size()));
    for (Constraint& constraint : constraints) {
        double sum = 0;
        for (std::size_t i = random.below(3); i < inside.size(); i += 1 + random.below(3)) {
            constraint.terms.push_back({i, random.uniform() * 4 - 2});
            sum += constraint.terms.back().times * inside[i];
        }
        if (constraint.terms.empty()) constraint.terms.push_back({0, 0.5}), sum = inside[0] / 2;
        constraint.low = sum - random.uniform();
        constraint.high = random.below(4) == 0 ? unbounded : sum + random.uniform();
    }
    return constraints;
}

std::vector<double> random_point(RandomInput& random, std::size_t size) {
    std::vector<double> point(size);
    for (double& x : point) x = low + (high - low) * random.uniform();
    return point;
}

/// How far the point goes beyond the constraints, at worst.
double violation(std::span<const double> point, const std::vector<Constraint>& constraints) {
    double worst = 0;
    for (const double x : point) worst = std::max({worst, low - x, x - high});
    for (const Constraint& constraint : constraints) {
        double sum = 0;
        for (const Term& term : constraint.terms) sum += term.times * point[term.variable];
        worst = std::max({worst, constraint.low - sum, sum - constraint.high});
    }
    return worst;
}

/// How much nearer to the target, along the way to it, any other point under the constraints lies. For the nearest
/// point it is nothing: by the conditions of Karush, Kuhn and Tucker the way to the target is a sum, with multipliers
/// of at least zero, of the normals that hold the point back, and by duality that is so if and only if no point goes
/// further.
double left_to_gain(const std::vector<double>& target, std::span<const double> point,
                    const std::vector<Constraint>& constraints) {
    std::vector<Term> costs;
    double here = 0;
    for (std::size_t i = 0; i < target.size(); ++i) {
        costs.push_back({i, point[i] - target[i]});
        here += costs.back().times * point[i];
    }
    LinearProgram program(target.size(), low, high, constraints);
    return here - program.minimise(costs).value();
}

}  // namespace

TEST_CASE("the nearest point satisfies the constraints, and from it none goes further towards the target") {
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        INFO("seed " << seed);
        RandomInput random(seed);
        const std::size_t size = 2 + random.below(12);
        const std::vector<double> inside = random_point(random, size), target = random_point(random, size);
        std::vector<Constraint> constraints = random_constraints(random, inside);
        NearestPoint nearest(target, low, high, constraints);
        REQUIRE(nearest.solve());
        CHECK(violation(nearest.point(), constraints) < 1e-8);
        CHECK(left_to_gain(target, nearest.point(), constraints) < 1e-5);

        // Held where the point inside lies, variable after variable, it ends there.
        for (std::size_t i = 0; i < size; ++i) {
            REQUIRE(nearest.hold(i, inside[i]));
            constraints.push_back({{{i, 1}}, inside[i], inside[i]});
            CHECK(violation(nearest.point(), constraints) < 1e-8);
            CHECK(left_to_gain(target, nearest.point(), constraints) < 1e-5);
        }
    }
}
