#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <iiindex/dataset.hpp>
#include <iiindex/result.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// One printed figure beside the computed one.
struct Comparison {
    enum class Of { score, rank, tier };
    Of of = Of::score;
    std::size_t row = 0;
    std::size_t node = 0;
    double published = 0;
    std::optional<double> computed;  ///< at full precision
    bool agrees = false;             ///< a score: once rounded, half up, to the printed digits
    Origin origin = Origin::published;
    std::string source;
};

/// One printed fact (an order, a list of the first ones, a tier's members) and whether it holds.
struct FactCheck {
    std::size_t fact = 0;  ///< its place in Dataset::facts
    bool holds = false;
    std::string finding;  ///< what was found instead; empty if it holds
};

struct Verification {
    std::vector<Comparison> comparisons;  ///< scores, ranks, then tiers; each by row and node
    std::vector<FactCheck> facts;         ///< those that can be checked: not statements

    bool holds() const;
};

/// The decimals that a printed score shows: the dataset's published_digits, else the score's own.
int printed_digits(const Dataset& data, double score);

/// Compares a result, with the scores of all nodes kept, with all that its dataset says was published.
/// Ranks are among the units of the period.
Verification verify(const Result& result);

}  // namespace iiindex
