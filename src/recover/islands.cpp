#include "recover/islands.hpp"

#include <algorithm>
#include <numeric>

namespace iiindex::detail {
namespace {

constexpr auto unplaced = static_cast<std::size_t>(-1);

/// The least variable of those that are tied to each.
class Ties {
public:
    explicit Ties(std::size_t variables) : least_(variables) {
        std::iota(least_.begin(), least_.end(), std::size_t{0});
    }

    std::size_t least(std::size_t variable) {
        while (least_[variable] != variable) variable = least_[variable] = least_[least_[variable]];
        return variable;
    }
    void tie(std::size_t a, std::size_t b) {
        const auto [low, high] = std::minmax({least(a), least(b)});
        least_[high] = low;
    }

private:
    std::vector<std::size_t> least_;
};

}  // namespace

Islands islands_of(std::size_t variables, std::span<const Constraint> constraints) {
    Ties ties(variables);
    for (const Constraint& constraint : constraints) {
        for (const Term& term : constraint.terms) ties.tie(constraint.terms.front().variable, term.variable);
    }
    Islands islands;
    std::vector<std::size_t> number(variables, unplaced);
    for (std::size_t variable = 0; variable < variables; ++variable) {
        std::size_t& island = number[ties.least(variable)];
        if (island == unplaced) {
            island = islands.all.size();
            islands.all.emplace_back();
        }
        auto& of_island = islands.all[island].variables;
        islands.places.push_back({island, of_island.size()});
        of_island.push_back(variable);
    }
    for (const Constraint& constraint : constraints) {
        if (constraint.terms.empty()) continue;
        Constraint own = constraint;
        for (Term& term : own.terms) term.variable = islands.places[term.variable].variable;
        islands.all[islands.places[constraint.terms.front().variable].island].constraints.push_back(std::move(own));
    }
    return islands;
}

NearestPoints::NearestPoints(std::span<const double> target, double low, double high,
                             std::span<const Constraint> constraints)
    : islands_(islands_of(target.size(), constraints)) {
    for (const Island& island : islands_.all) {
        std::vector<double> own;
        for (const std::size_t variable : island.variables) own.push_back(target[variable]);
        points_.emplace_back(own, low, high, island.constraints);
    }
}

bool NearestPoints::solve() {
    return std::all_of(points_.begin(), points_.end(), [](NearestPoint& point) { return point.solve(); });
}

bool NearestPoints::hold(std::size_t variable, double value) {
    const auto [island, own] = islands_.places[variable];
    return points_[island].hold(own, value);
}

double NearestPoints::at(std::size_t variable) const {
    const auto [island, own] = islands_.places[variable];
    return points_[island].point()[own];
}

std::vector<double> NearestPoints::point() const {
    std::vector<double> point;
    for (std::size_t variable = 0; variable < islands_.places.size(); ++variable) point.push_back(at(variable));
    return point;
}

}  // namespace iiindex::detail
