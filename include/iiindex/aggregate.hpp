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
/// where a unit has none, with weights on any common scale: > 0, but 0 of a child of aggregate() that does not count,
/// or that a formula does not read.
struct Children {
    std::span<const std::span<const double>> scores;
    std::span<const double> weights;
    std::span<const Precision> precisions = {};  ///< a child each; empty: nothing is known to have been lost
    /// A child each, for weights that are found from them: an indicator's as prepared, nothing of a node. Empty:
    /// unknown.
    std::span<const std::span<const double>> values = {};

    double tolerance(std::size_t child) const { return precisions.empty() ? 0 : precisions[child].tolerance; }
};

/// One unit's children as their scores entered a node: after reversal and imputation.
struct UnitChildren {
    std::vector<double> scores;   ///< a child each; missing where it took no part
    std::vector<double> weights;  ///< shares among those that took part; 0 for the others
    double slope = 1;             ///< what scores are mapped by before they are combined
    double offset = 0;
    double at_zero = 0;     ///< what lies no further below zero once mapped is zero, for a method with a domain
    Children peers;         ///< of methods of Scope::period: all units' as combined, mapped; otherwise empty
    std::size_t place = 0;  ///< the unit's among its peers

    bool took_part(std::size_t child) const { return weights[child] > 0; }
    /// A child's score as it is combined.
    double mapped(std::size_t child) const {
        const double score = slope * scores[child] + offset;
        return score < 0 && score >= -at_zero ? 0 : score;
    }
    /// A child's part of what was combined as one of the node's score. `share` is the child's share of a constant that
    /// all scores have in common, as the offset is; the shares of all sum to 1.
    double unmapped(double part, double share) const { return (part - share * offset) / slope; }
};

/// What each child adds to a node's score, or to the difference of two; and by what a point of the child's score counts
/// there (0: its part is not handed on to what is below it).
struct Parts {
    explicit Parts(std::size_t children) : of(children, 0), per_point(children, 0) {}

    std::vector<double> of;
    std::vector<double> per_point;
};

/// How a score is written out with its numbers: in `child` a child's {weight} and {score} stand, in `whole` all
/// {children} that took part, joined by `between`; in both the {exponent} may.
struct Formula {
    std::string_view whole;
    std::string_view child = {};
    std::string_view between = {};
    std::string_view note = {};  ///< how the parts are defined, where that needs to be said
};

/// A way to combine children's scores into their parent's. Whatever depends on the method stands here.
struct AggregationMethod {
    enum class Domain { any, non_negative, positive };  ///< the scores that it has a value for
    enum class Scope { unit, period };                  ///< what it must see at once
    enum class OnPage { shown, penalised_mean, least };

    std::string_view name;
    std::string_view summary;
    std::span<const std::string_view> keys = {};  ///< what may stand beside "method" in a file
    Domain domain = Domain::any;
    Scope scope = Scope::unit;
    /// Of Scope::period: of more units in a period its work, which grows with their square, is refused. 0: no limit.
    std::size_t most_units = 0;
    bool is_mean = false;             ///< its score lies between the least and the greatest of the children's
    std::optional<Range> range = {};  ///< of its scores; empty: the children's, or, of Scope::period, no ends

    /// By how much its score may change, at most, for a change of all children's by 1; of a mean that has an exponent,
    /// what follows from that.
    double sensitivity = 1;

    /// The exponent of a power mean; null: it is none.
    double (*exponent)(const Aggregation&) = nullptr;

    /// Combines into `scores`, a unit each. Children without a score are left out and their weight is
    /// shared by the others; a unit without any has none. What is written for a unit with a child outside
    /// the domain means nothing.
    void (*combine)(const Children&, const Aggregation&, std::span<double> scores);

    /// Of Scope::period: how well its scores are known. Null: they are counts. `children.scores` may be empty.
    ///
    /// width       of the scale that the children's scores are on
    /// tolerance   the greatest of a child's
    double (*tolerance)(const Children& children, const Aggregation&, double width, double tolerance) = nullptr;

    /// The parts of a unit's score, from zero: their sum is the score. At least one child took part. Null: it has none.
    Parts (*parts)(const UnitChildren&, const Aggregation&) = nullptr;

    /// The parts of a's score less b's, the children of both in the same order and combined in the same way. Null: the
    /// parts of a's less those of b's.
    Parts (*gap_parts)(const UnitChildren& a, const UnitChildren& b, const Aggregation&) = nullptr;

    Formula (*formula)(const Aggregation&);

    /// The same in a query: what is averaged of a child's {x}, and the score, of that {mean} or of the {least} child;
    /// the exponent is {p}. Both empty: no query states it.
    std::string_view sql_term = {};
    std::string_view sql = {};

    /// As what the page of a report computes it anew while its reader moves weights, which knows a power mean by its
    /// exponent; shown: it does not.
    OnPage on_page = OnPage::shown;
};

/// Every aggregation method. Sources: OECD/JRC Handbook (2008), "Weighting and aggregation".
std::span<const AggregationMethod> aggregation_methods();

/// The scores that a method, as set, has a value for: an exponent of zero or below shuts out zero.
AggregationMethod::Domain domain_of(const Aggregation& aggregation);

/// What a method, as set, must see at once: a formula may see all units.
AggregationMethod::Scope scope_of(const Aggregation& aggregation);

/// The exponent of a power mean as set: 1 arithmetic, 0 geometric, -1 harmonic. Empty of what is none.
std::optional<double> exponent_of(const Aggregation& aggregation);

/// Weights that a method found.
struct FoundWeights {
    std::vector<double> weights;  ///< one a child, >= 0 and one above, on any scale; empty if the scores give none
    double missed = 0;            ///< of a method with an aim: how far from it the best are (WeightMiss)
};

/// What aggregating a node left behind beside its scores.
struct AggregationNotes {
    std::vector<Absence> absences;  ///< by row; where a rule of the node or its method gave no score
    std::vector<Change> imputed;    ///< scores put in for children that had none
    FoundWeights weights;           ///< as used, a child each: the given ones, or those that a method found
    Precision precision;            ///< of the scores
};

/// Combines the scores of a node's children into the node's, for the units of one period: reverses children
/// of negative direction, finds the weights, applies the rule for missing children and the coverage, combines,
/// rescales, rounds.
///
/// children   as computed, a unit of the period each
/// data       for the groups of imputation and for what was measured
/// scores     a unit of the period each; missing where there is none
/// found      weights that stand in for those that the node's method would find in this period; null: it finds them
/// throws     InputError if a weighting method finds no weights
AggregationNotes aggregate(const Index& index, std::size_t node, const Children& children, const Dataset& data,
                           const Period& period, std::span<double> scores, const FoundWeights* found = nullptr);

/// The weights that a node's method finds from its children's scores as they enter it, of a period or of all.
FoundWeights weights_from(const Index& index, std::size_t node, const Children& children, const Period& units);

}  // namespace iiindex
