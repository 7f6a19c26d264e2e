#pragma once

#include <cstddef>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace iiindex::detail {

inline constexpr double unbounded = std::numeric_limits<double>::infinity();

struct Term {
    std::size_t variable = 0;
    double times = 1;
};

/// low <= the sum of the terms <= high; either end may be unbounded. A variable comes once.
struct Constraint {
    std::vector<Term> terms;
    double low = -unbounded;
    double high = unbounded;
};

/// Bounded variables under linear constraints. Each question starts from where the last one ended, so that many
/// on the same constraints cost little. What holds, holds to 1e-7.
class LinearProgram {
public:
    LinearProgram(std::size_t variables, double low, double high, std::span<const Constraint> constraints);
    ~LinearProgram();
    LinearProgram(LinearProgram&&) noexcept;
    LinearProgram& operator=(LinearProgram&&) noexcept;

    void bound(std::size_t variable, double low, double high);
    /// The least that the same costs can be under more constraints.
    std::optional<double> minimise_with(std::span<const Constraint> more);
    /// What holds, holds to this from now on.
    void hold_to(double tolerance);

    /// Whether anything satisfies all constraints.
    bool feasible();
    /// The least that the sum of the costs can be; nothing if no point satisfies the constraints.
    std::optional<double> minimise(std::span<const Term> costs);

    /// Where the last question ended, a variable each.
    std::span<const double> point() const;
    /// What a unit more of each constraint's bound would add to the least cost; 0 where it does not bind.
    std::span<const double> prices() const;

private:
    struct Solver;
    std::unique_ptr<Solver> solver_;
};

}  // namespace iiindex::detail
