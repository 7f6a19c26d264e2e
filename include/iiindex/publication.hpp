#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <iiindex/index.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// A score, rank or tier that a publication prints for a unit at a node.
struct Published {
    std::size_t row = 0;
    std::size_t node = 0;
    std::optional<double> score;
    std::optional<std::size_t> rank;
    std::optional<std::size_t> tier;  ///< from 1
    Origin origin = Origin::published;
    std::string source;  ///< the place that prints it
};

/// Anything else that a publication prints about its units.
struct Fact {
    enum class Kind {
        order,      ///< `units` are listed in this order at `node`
        top,        ///< `units` and/or `scores` are the first ones at `node`, best first
        tier,       ///< `units` are in `tier` at `node`; all of them if `complete`
        statement,  ///< a quantity of `units[0]` for an indicator, outside the index's values
    };
    Kind kind = Kind::statement;
    std::size_t node = 0;
    std::vector<std::size_t> units;  ///< rows
    std::vector<double> scores;
    std::optional<std::size_t> tier;
    std::optional<std::size_t> count;  ///< how many units the tier has
    bool complete = false;
    std::optional<double> value;
    std::optional<double> at_least;
    std::string as_of;
    std::string source;
    std::string note;
};

/// What was printed about the units of a dataset.
struct Publication {
    std::vector<Published> figures;
    std::vector<Fact> facts;
    std::optional<int> digits;  ///< the decimals of its scores; else each score's own

    bool empty() const { return figures.empty() && facts.empty(); }
};

/// The decimals that a printed score shows.
int printed_digits(const Publication& published, double score);

}  // namespace iiindex
