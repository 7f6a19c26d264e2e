#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <iiindex/dataset.hpp>
#include <iiindex/index.hpp>

#include "ground/linear_program.hpp"
#include "recover/printed.hpp"

namespace iiindex::detail {

/// A node's score as a sum over the indicators below it: `constant` + the sum of `weights` * scores.
struct Sum {
    double constant = 0;
    std::vector<double> weights;  ///< by indicator; 0 where it is not below the node
};

/// Every node's score, by node. The aggregation is arithmetic all the way up.
std::vector<Sum> sums_of(const Index& index);

/// One thing that is said about the scores, on the variables row * indicators + indicator.
struct Requirement {
    Constraint constraint;
    int margins = 0;       ///< how many margins it keeps from its ends; 0 for what holds exactly
    bool assumed = false;  ///< not in print
    Name what;             ///< in Chinese and in English: "'harbin' is number 13 of 'research', before 'suzhou'"
    std::string source;    ///< the place that prints it
};

/// The requirement with its ends drawn in, or for margin 0 as it is.
Constraint constraint_of(const Requirement& requirement, double margin);

/// A figure in an indicator's own measure put on the scale of its scores: in proportion to the largest, which is
/// the best, with the bottom of the scale for none.
struct KnownScore {
    std::size_t row = 0;
    std::size_t indicator = 0;
    double score = 0;
    std::string source;
};

/// Those of the indicators of which at least two units have a figure; one alone says nothing.
std::vector<KnownScore> known_scores(const Index& index, const Dataset& data, int digits);

/// Everything that the dataset says about its units' scores. Where print leaves open who holds a place or belongs to
/// a tier, the first of `likely` who can does, which is an assumption.
///
/// likely   by node, the rows from the one that probably has the highest score on
std::vector<Requirement> requirements_of(const Input& input, const std::vector<KnownScore>& known,
                                         const std::vector<std::vector<std::size_t>>& likely);

/// Of requirements that cannot all hold, some that cannot either, none of which can be spared.
std::vector<std::size_t> smallest_contradiction(const std::vector<Requirement>& requirements, std::size_t variables,
                                                const Range& range, double margin);

}  // namespace iiindex::detail
