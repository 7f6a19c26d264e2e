#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include <iiindex/contributions.hpp>

#include "engine/mapping.hpp"

namespace iiindex::detail {

/// A node's children as one unit's scores entered it: after reversal and imputation.
struct Entering {
    std::vector<double> scores;   ///< a child each; missing where it took no part
    std::vector<double> weights;  ///< shares among those that took part; 0 for the others
    std::vector<bool> imputed;
    std::optional<Line> map;  ///< what they were mapped by before the mean

    bool took_part(std::size_t child) const { return weights[child] > 0; }
    double mapped(std::size_t child) const { return map ? map->at(scores[child]) : scores[child]; }
};

Entering entering(const Standing& unit, std::size_t node);

}  // namespace iiindex::detail
