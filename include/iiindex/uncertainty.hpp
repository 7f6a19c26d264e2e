#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <iiindex/index.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// One of several ways that could have been chosen. Without a setting it is the index's own.
template <class Setting>
struct Choice {
    std::string name;
    std::optional<Setting> setting;
};

/// A measurement error: normal, with this standard deviation.
struct Noise {
    std::size_t node = 0;
    double sd = 0;  ///< of an indicator's values in their own measure; of an inner node's scores
};

/// Weights that are drawn otherwise than around the index's own.
struct DrawnWeights {
    std::string name;                  ///< of the choice, for programs: "experts"
    std::vector<std::string> choices;  ///< among what is drawn
    std::vector<std::size_t> nodes;    ///< whose weights they are: with each all its siblings
    std::size_t numbers = 0;           ///< from (0, 1), that a draw takes
    /// Puts a weight for each of the nodes into those by node. Called by several threads at once.
    std::function<void(std::span<const double> numbers, std::span<double> weights)> draw;
};

/// What the author of an index could have chosen otherwise. A list of one choice is not varied.
struct Uncertainty {
    double weights = 0;                 ///< each weight is multiplied by 1 - weights to 1 + weights; 0: not varied
    std::optional<DrawnWeights> drawn;  ///< instead, of some nodes
    std::vector<Choice<Normalisation>> normalisations;  ///< at every indicator
    std::vector<Choice<Aggregation>> aggregations;      ///< at every inner node
    std::vector<Choice<MissingRule>> missing;           ///< at every inner node
    bool leave_out = false;                             ///< none, or one of the indicators
    std::vector<Noise> noise;
};

}  // namespace iiindex
