#include <algorithm>
#include <cmath>

#include "recover/requirements.hpp"

namespace iiindex::detail {
namespace {

std::vector<Constraint> constraints_of(const std::vector<Requirement>& requirements,
                                       const std::vector<std::size_t>& chosen, double margin) {
    std::vector<Constraint> constraints;
    for (const std::size_t i : chosen) constraints.push_back(constraint_of(requirements[i], margin));
    return constraints;
}

/// Requirements that take part in the least that all of them together must be loosened by. They cannot all hold.
std::vector<std::size_t> suspects(const std::vector<Requirement>& requirements, std::size_t variables,
                                  const Range& range, double margin) {
    std::vector<std::size_t> all(requirements.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    auto constraints = constraints_of(requirements, all, margin);
    std::vector<Term> costs;
    for (std::size_t i = 0; i < constraints.size(); ++i) {
        const std::size_t more = variables + 2 * i, less = more + 1;
        constraints[i].terms.push_back({more, 1});
        constraints[i].terms.push_back({less, -1});
        costs.push_back({more, 1});
        costs.push_back({less, 1});
    }
    LinearProgram program(variables + costs.size(), 0, unbounded, constraints);
    for (std::size_t i = 0; i < variables; ++i) program.bound(i, range.low, range.high);
    program.minimise(costs);
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (std::abs(program.prices()[i]) > 1e-9) found.push_back(i);
    }
    return found;
}

}  // namespace

std::vector<std::size_t> smallest_contradiction(const std::vector<Requirement>& requirements, std::size_t variables,
                                                const Range& range, double margin) {
    const auto contradict = [&](const std::vector<std::size_t>& chosen) {
        const auto constraints = constraints_of(requirements, chosen, margin);
        return !LinearProgram(variables, range.low, range.high, constraints).feasible();
    };
    std::vector<std::size_t> left = suspects(requirements, variables, range, margin);
    for (std::size_t i = left.size(); i-- > 0;) {
        std::vector<std::size_t> without = left;
        without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
        if (contradict(without)) left = std::move(without);
    }
    return left;
}

}  // namespace iiindex::detail
