#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include <iiindex/aggregate.hpp>

#include "engine/replicate/plan.hpp"

namespace iiindex::detail {

/// One replicate's choices.
struct Draw {
    std::size_t normalisation = 0;
    std::size_t aggregation = 0;
    std::size_t missing = 0;
    std::optional<std::size_t> removed;  ///< a node that is taken out; one that `taken_with` gave
    std::vector<double> weights;         ///< by node, siblings on any common scale
    std::vector<double> errors;          ///< standard normal, a unit each, for each of Uncertainty::noise in turn
};

/// The choices of the index as it is.
Draw nominal_draw(const Plan& plan);

/// Scores of one replicate after another, in memory of its own; one a thread.
class Evaluator {
public:
    /// The plan must outlive it.
    explicit Evaluator(const Plan& plan);

    /// The scores at the plan's node, a unit of the period each; good until the next call.
    std::span<const double> evaluate(const Draw& draw);
    /// How far apart two of the scores of the last call may lie that are the same.
    double tolerance() const { return scheme_->parts.front().precision.tolerance; }

private:
    /// A node's scores, in one or both of two forms.
    struct State {
        const double* plain = nullptr;
        const double* logged = nullptr;  ///< logarithms of the scores mapped by `line`
        std::optional<Line> line;
    };

    /// An inner node by itself, for nodes hold much else.
    struct Parent {
        std::size_t node = 0;
        std::vector<std::size_t> children;
        bool has_noise = false;
    };

    /// The scores without those that were made up of units whose every value is taken out.
    std::span<const double> of_measured(std::span<const double> scores, std::size_t removed);
    void evaluate_leaf(std::size_t node, const Draw& draw);
    void evaluate_inner(const Parent& parent, const Draw& draw);
    void sum(std::size_t node);
    void log_sum(std::size_t node);
    void combine(std::size_t node);
    void by_all_rules(std::size_t node);
    void gather(const Parent& parent, const Draw& draw);
    void add_noise(std::size_t node, const Draw& draw);
    void make_noisy_scores(std::size_t leaf, const Draw& draw);
    const double* errors_of(std::size_t node, const Draw& draw) const;
    const double* plain(std::size_t node);
    const double* logged(std::size_t node, const std::optional<Line>& line);
    Children entering_children();

    const Plan& plan_;
    const Scheme* scheme_ = nullptr;
    std::size_t units_;
    std::vector<std::size_t> leaves_;
    std::vector<Parent> inner_;  ///< children before parents
    Columns plain_;              ///< by node, from the plan's on
    Columns logged_;
    std::vector<State> states_;
    std::vector<std::size_t> children_;  ///< those that take part, of the node at work
    std::vector<double> weights_;        ///< theirs; the sum is 1
    std::vector<std::span<const double>> spans_;
    std::vector<Precision> precisions_;
    std::vector<double> measured_;  ///< what `of_measured` gives
    std::vector<Index> indices_;    ///< of the plan, to take nodes out of
    std::optional<Dataset> noisy_;  ///< the data, to add measurement errors to
};

}  // namespace iiindex::detail
