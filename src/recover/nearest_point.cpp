#include "recover/nearest_point.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace iiindex::detail {
namespace {

constexpr double tolerance = 1e-9;   ///< in the variables' own measure
constexpr double dependent = 1e-10;  ///< the squared distance of a unit normal to a span that counts as inside it
constexpr std::size_t none = static_cast<std::size_t>(-1);

Eigen::Index to_eigen(std::size_t i) { return static_cast<Eigen::Index>(i); }

/// An upper bound on the step, with the constraint that sets it.
struct Limit {
    double step = unbounded;
    std::size_t place = none;
};

/// How far multipliers can go until one of them is used up.
Limit until_one_is_spent(const std::vector<double>& multipliers, const Eigen::VectorXd& shares) {
    Limit limit;
    for (std::size_t i = 0; i < multipliers.size(); ++i) {
        const double share = shares[to_eigen(i)];
        if (share > tolerance && multipliers[i] / share < limit.step) limit = {multipliers[i] / share, i};
    }
    return limit;
}

}  // namespace

NearestPoint::NearestPoint(std::span<const double> target, double low, double high,
                           std::span<const Constraint> constraints) {
    for (const Constraint& constraint : constraints) add(constraint);
    for (std::size_t i = 0; i < target.size(); ++i) add({{{i, 1}}, low, high});
    state_.point = Eigen::Map<const Eigen::VectorXd>(target.data(), to_eigen(target.size()));
}

void NearestPoint::add(const Constraint& constraint) {
    if (constraint.low != -unbounded) add_half_space(constraint.terms, 1, constraint.low);
    if (constraint.high != unbounded) add_half_space(constraint.terms, -1, -constraint.high);
}

void NearestPoint::add_half_space(const std::vector<Term>& terms, double sign, double bound) {
    double squares = 0;
    for (const Term& term : terms) squares += term.times * term.times;
    const double length = std::sqrt(squares);
    HalfSpace half_space{.bound = bound / length};
    for (const Term& term : terms) half_space.normal.push_back({term.variable, sign * term.times / length});
    half_spaces_.push_back(std::move(half_space));
}

bool NearestPoint::solve() {
    for (std::size_t next; (next = most_violated()) != none;) {
        if (!satisfy(next)) return false;
    }
    return true;
}

bool NearestPoint::hold(std::size_t variable, double value) {
    State before = state_;
    const std::size_t count = half_spaces_.size();
    add({{{variable, 1}}, value, value});
    if (solve()) return true;
    state_ = std::move(before);
    half_spaces_.resize(count);
    return false;
}

/// How far the point lies inside a half-space; negative where it is violated.
double NearestPoint::beyond(const HalfSpace& half_space) const {
    double sum = -half_space.bound;
    for (const Term& term : half_space.normal) sum += term.times * state_.point[to_eigen(term.variable)];
    return sum;
}

std::size_t NearestPoint::most_violated() const {
    std::size_t worst = none;
    double least = -tolerance;
    for (std::size_t i = 0; i < half_spaces_.size(); ++i) {
        const double distance = beyond(half_spaces_[i]);
        if (distance >= least) continue;
        least = distance;
        worst = i;
    }
    return worst;
}

/// Makes a violated half-space active, at the cost of others where need be. False if it excludes them all.
bool NearestPoint::satisfy(std::size_t half_space) {
    double multiplier = 0;
    while (true) {
        const Eigen::VectorXd row = factored(half_space);
        const auto size = row.size();
        const Eigen::VectorXd shares =
            state_.factor.topLeftCorner(size, size).triangularView<Eigen::Lower>().transpose().solve(row);
        const double outside = 1 - row.squaredNorm();
        const double full = outside > dependent ? -beyond(half_spaces_[half_space]) / outside : unbounded;
        const Limit limit = until_one_is_spent(state_.multipliers, shares);
        const double step = std::min(full, limit.step);
        if (step == unbounded) return false;
        if (full != unbounded) state_.point += step * direction(half_space, shares);
        for (std::size_t i = 0; i < state_.multipliers.size(); ++i) {
            state_.multipliers[i] -= step * shares[to_eigen(i)];
        }
        multiplier += step;
        if (full <= limit.step) {
            activate(half_space, multiplier);
            return true;
        }
        release(limit.place);
    }
}

/// The half-space's row of the factor, but for its last number: the inner products with the active normals, solved.
Eigen::VectorXd NearestPoint::factored(std::size_t half_space) const {
    Eigen::VectorXd normal = Eigen::VectorXd::Zero(state_.point.size());
    for (const Term& term : half_spaces_[half_space].normal) normal[to_eigen(term.variable)] += term.times;
    const auto size = to_eigen(state_.active.size());
    Eigen::VectorXd products(size);
    for (Eigen::Index i = 0; i < size; ++i) {
        double sum = 0;
        for (const Term& term : half_spaces_[state_.active[static_cast<std::size_t>(i)]].normal) {
            sum += term.times * normal[to_eigen(term.variable)];
        }
        products[i] = sum;
    }
    return state_.factor.topLeftCorner(size, size).triangularView<Eigen::Lower>().solve(products);
}

/// The part of the half-space's normal that no active one has.
Eigen::VectorXd NearestPoint::direction(std::size_t half_space, const Eigen::VectorXd& shares) const {
    Eigen::VectorXd direction = Eigen::VectorXd::Zero(state_.point.size());
    const auto subtract = [&](const HalfSpace& other, double share) {
        for (const Term& term : other.normal) direction[to_eigen(term.variable)] -= share * term.times;
    };
    subtract(half_spaces_[half_space], -1);
    for (std::size_t i = 0; i < state_.active.size(); ++i) {
        subtract(half_spaces_[state_.active[i]], shares[to_eigen(i)]);
    }
    return direction;
}

void NearestPoint::activate(std::size_t half_space, double multiplier) {
    append_to_factor(half_space);
    state_.multipliers.push_back(multiplier);
}

void NearestPoint::append_to_factor(std::size_t half_space) {
    const Eigen::VectorXd row = factored(half_space);
    const auto size = row.size();
    if (state_.factor.rows() <= size) state_.factor.conservativeResize(2 * size + 16, 2 * size + 16);
    state_.factor.row(size).head(size) = row.transpose();
    state_.factor(size, size) = std::sqrt(1 - row.squaredNorm());
    state_.active.push_back(half_space);
}

void NearestPoint::release(std::size_t place) {
    const std::vector<std::size_t> behind(state_.active.begin() + static_cast<std::ptrdiff_t>(place) + 1,
                                          state_.active.end());
    state_.multipliers.erase(state_.multipliers.begin() + static_cast<std::ptrdiff_t>(place));
    state_.active.resize(place);
    for (const std::size_t half_space : behind) append_to_factor(half_space);
}

}  // namespace iiindex::detail
