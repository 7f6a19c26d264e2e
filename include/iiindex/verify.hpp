#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <iiindex/dataset.hpp>
#include <iiindex/problem.hpp>
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
    Fact fact;
    bool holds = false;
    Name finding;  ///< what was found instead, in Chinese and in English; empty if it holds
};

struct Verification {
    std::vector<Comparison> comparisons;  ///< scores, ranks, then tiers; each by row and node
    std::vector<FactCheck> facts;         ///< those that can be checked: not statements

    bool holds() const;
};

/// Compares a result, with the scores of all nodes kept, with all that was printed about its units.
/// Ranks are among the units of the period.
Verification verify(const Result& result, const Publication& published);

/// Puts in place of what was printed for an input what another dataset of the same index says was printed, for units
/// of the same code and period. Returns the warnings of matching the units.
/// Throws InputError: no period in common, units that the input has not.
std::vector<Problem> take_published(Input& input, Input printed);

}  // namespace iiindex
