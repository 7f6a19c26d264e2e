#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <iiindex/dataset.hpp>
#include <iiindex/index.hpp>
#include <iiindex/result.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// The scores of a node's children for a run of units, as they enter the node: a column a child, missing
/// where a unit has none, with weights > 0 on any common scale.
struct Children {
    std::span<const std::span<const double>> scores;
    std::span<const double> weights;
};

/// A way to combine children's scores into their parent's.
struct AggregationMethod {
    enum class Domain { any, non_negative, positive };  ///< the scores that it has a value for
    enum class Scope { unit, period };                  ///< what it must see at once
    enum class Form { power_mean, weakest, majority };  ///< what a score's parts are taken from

    std::string_view name;
    std::string_view summary;
    std::span<const std::string_view> keys;  ///< what may stand beside "method" in a file
    Domain domain;
    Scope scope;
    Form form;
    std::optional<double> exponent;  ///< of a power mean; empty: Aggregation::exponent

    /// Combines into `scores`, a unit each. Children without a score are left out and their weight is
    /// shared by the others; a unit without any has none. What is written for a unit with a child outside
    /// the domain means nothing.
    void (*combine)(const Children&, const Aggregation&, std::span<double> scores);
};

/// Every aggregation method. Sources: OECD/JRC Handbook (2008), "Weighting and aggregation".
std::span<const AggregationMethod> aggregation_methods();
const AggregationMethod* find_aggregation_method(std::string_view name);

/// The scores that a method, as set, has a value for: an exponent of zero or below shuts out zero.
AggregationMethod::Domain domain_of(const Aggregation& aggregation);

/// The exponent of a power mean as set: 1 arithmetic, 0 geometric, -1 harmonic.
double exponent_of(const Aggregation& aggregation);

/// What aggregating a node left behind beside its scores.
struct AggregationNotes {
    std::vector<Absence> absences;  ///< by row; where a rule of the node or its method gave no score
    std::vector<Change> imputed;    ///< scores put in for children that had none
    std::vector<double> weights;    ///< as used, a child each: the given ones, or those that a method found
};

/// Combines the scores of a node's children into the node's, for the units of one period: reverses children
/// of negative direction, finds the weights, applies the rule for missing children and the coverage, combines,
/// rescales, rounds.
///
/// children   as computed, a unit of the period each
/// data       for the groups of imputation and for what was measured
/// scores     a unit of the period each; missing where there is none
/// throws     InputError if a weighting method finds no weights
AggregationNotes aggregate(const Index& index, std::size_t node, const Children& children, const Dataset& data,
                           const Period& period, std::span<double> scores);

}  // namespace iiindex
