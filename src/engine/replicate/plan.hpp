#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <vector>

#include <iiindex/columns.hpp>
#include <iiindex/result.hpp>
#include <iiindex/uncertainty.hpp>

#include "engine/mapping.hpp"

namespace iiindex::detail {

/// How a node's scores come about in a replicate. All but the last need no memory of their own.
enum class Operation : std::uint8_t {
    leaf,     ///< a column made beforehand
    sum,      ///< arithmetic, every child has a score
    log_sum,  ///< geometric, every child has a score above zero: a sum of logarithms
    combine,  ///< by the method; children without a score are left out
    general,  ///< by all the rules that a node may have
};

/// One way of computing everything: a normalisation, an aggregation and a rule for what is missing.
struct Scheme {
    struct Part {
        Operation operation = Operation::leaf;
        Aggregation aggregation;         ///< of an inner node
        Precision precision;             ///< of its scores
        std::optional<Line> line;        ///< log_sum: what scores are mapped by before the logarithm
        std::span<const double> plain;   ///< leaf: its scores as they enter their parent
        std::span<const double> logged;  ///< leaf below a log_sum: the logarithms of the mapped scores
    };
    std::vector<Part> parts;  ///< by node, from the plan's own node on
    std::size_t index = 0;    ///< its place in Plan::indices
};

/// Whether nodes may be taken out in a replicate.
enum class Removing { no, yes };

/// All that is the same in every replicate.
class Plan {
public:
    /// `nominal` must hold the scores of all nodes and outlive the plan.
    Plan(const Result& nominal, std::size_t period, std::size_t by, Uncertainty uncertainty, Removing removing);

    const Result& nominal() const { return nominal_; }
    const Period& period() const { return nominal_.data.periods[period_]; }
    std::size_t period_place() const { return period_; }
    std::size_t by() const { return by_; }
    std::size_t end() const { return end_; }  ///< one past the last node below `by`
    const Uncertainty& uncertainty() const { return uncertainty_; }
    const Node& node(std::size_t n) const { return nominal_.index.nodes[n]; }

    const Scheme& scheme(std::size_t normalisation, std::size_t aggregation, std::size_t rule) const {
        const std::size_t a = uncertainty_.aggregations.size(), m = uncertainty_.missing.size();
        return schemes_[(normalisation * a + aggregation) * m + rule];
    }
    /// The index with the aggregation and the missing rule of a scheme.
    const std::vector<Index>& indices() const { return indices_; }
    /// An indicator with a choice's normalisation.
    Node with_normalisation(std::size_t leaf, std::size_t normalisation) const;

    /// The standard deviation of a node's measurement error; 0: none.
    double noise_of(std::size_t node) const { return noise_[node]; }
    /// What goes when a node is taken out: the highest node that has nothing else below it that counts. Empty: nothing
    /// would be left.
    std::optional<std::size_t> taken_with(std::size_t node) const;
    /// Whether anything is missing below `by`, so that the rule for it matters.
    bool lacks_anything() const;

    /// A unit of the period, and the lowest node that all that was measured of it is at or below.
    struct Measured {
        std::size_t place, below;
    };
    /// Those of which something was measured, but not on both sides of the root: taking a node out may leave nothing.
    const std::vector<Measured>& measured_in_part() const { return measured_in_part_; }

private:
    struct Seen;
    /// The lowest node that both are at or below.
    std::size_t lowest_above(std::size_t a, std::size_t b) const;
    void find_measured_in_part();
    void normalise_leaves();
    void make_indices();
    Scheme make_scheme(std::size_t normalisation, std::size_t aggregation, std::size_t rule);
    void plan_leaf(Scheme& scheme, std::size_t leaf, std::size_t normalisation, std::vector<Seen>& seen);
    void plan_inner(Scheme& scheme, std::size_t node, std::vector<Seen>& seen);
    std::optional<Line> line_of(const Index& index, std::size_t node) const;
    bool needs_all_rules(const Scheme& scheme, std::size_t node, const std::vector<Seen>& seen) const;
    bool is_log_sum(const Scheme& scheme, std::size_t node, const std::vector<Seen>& seen) const;
    Precision precision_of(const Scheme& scheme, std::size_t node) const;
    void take_logarithms(Scheme& scheme, std::size_t node);
    bool lacks_below(std::size_t node) const;

    const Result& nominal_;
    std::size_t period_;
    std::size_t by_;
    std::size_t end_;
    Uncertainty uncertainty_;
    Removing removing_;
    std::vector<double> noise_;  ///< by node
    std::vector<Measured> measured_in_part_;
    std::vector<Columns> leaves_;  ///< by normalisation: a column an indicator, a unit of the period each
    std::vector<std::vector<Precision>> leaf_precisions_;  ///< by normalisation, by indicator
    std::vector<Index> indices_;                           ///< by aggregation and missing rule
    std::deque<std::vector<double>> made_;                 ///< imputed columns and logarithms
    std::vector<Scheme> schemes_;
};

}  // namespace iiindex::detail
