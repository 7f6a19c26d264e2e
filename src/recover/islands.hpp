#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "ground/linear_program.hpp"
#include "recover/nearest_point.hpp"

namespace iiindex::detail {

/// Variables that constraints tie together, directly or through others: what is asked of one hangs on no other island.
struct Island {
    std::vector<std::size_t> variables;   ///< in their order
    std::vector<Constraint> constraints;  ///< on the places in `variables`, in their order
};

struct Islands {
    std::vector<Island> all;  ///< by their first variable
    struct Place {
        std::size_t island = 0;
        std::size_t variable = 0;  ///< in the island
    };
    std::vector<Place> places;  ///< by variable
};

/// A constraint on no variable binds none.
Islands islands_of(std::size_t variables, std::span<const Constraint> constraints);

/// The nearest point (see NearestPoint), island by island: its work grows with the square of an island, not of all.
class NearestPoints {
public:
    NearestPoints(std::span<const double> target, double low, double high, std::span<const Constraint> constraints);

    bool solve();
    bool hold(std::size_t variable, double value);

    double at(std::size_t variable) const;
    std::vector<double> point() const;

private:
    Islands islands_;
    std::vector<NearestPoint> points_;  ///< by island
};

}  // namespace iiindex::detail
