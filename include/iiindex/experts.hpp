#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <iiindex/index.hpp>
#include <iiindex/judgements.hpp>
#include <iiindex/uncertainty.hpp>

namespace [[gnu::visibility("default")]] iiindex {

/// How weights are found from a matrix of pairwise comparisons without a gap; with one it is the row mean's
/// generalisation, logarithmic least squares.
///
/// eigenvector   the principal eigenvector (Saaty 1980)
/// geometric     the geometric means of the rows (Crawford and Williams 1985)
enum class Priorities { eigenvector, geometric };

/// How several experts become one group.
///
/// judgements   the weighted geometric mean of each pairwise judgement, weights from those (Aczel and Saaty 1983)
/// geometric    of each expert's weights the weighted geometric mean, shared out to 1
/// mean         their weighted arithmetic mean
/// median       their weighted median, shared out to 1
/// trimmed      their mean without the largest and smallest, shared out to 1
enum class Combining { judgements, geometric, mean, median, trimmed };

/// What a rank of n counts (Stillwell, Seaver and Edwards 1981); tied ranks share what theirs count together.
///
/// centroid     (1/k + 1/(k+1) + ... + 1/n) / n, for rank k
/// sum          2 (n + 1 - k) / (n (n + 1))
/// reciprocal   1/k, shared out to 1
enum class RankWeights { centroid, sum, reciprocal };

/// The mean consistency index of random matrices, which a consistency ratio is a share of.
struct RandomIndex {
    std::string_view name;
    std::string_view summary;
    std::span<const double> of_size;  ///< [n - 1] for n children

    /// For more children than the table has: (1.7699 n - 4.3513) / (n - 1), after Alonso and Lamata (2006).
    double of(std::size_t children) const;
};

std::span<const std::pair<std::string_view, Priorities>> priorities_names();
std::span<const std::pair<std::string_view, Combining>> combining_names();
std::span<const std::pair<std::string_view, RankWeights>> rank_weights_names();
/// Every table of random indices, the usual one first.
std::span<const RandomIndex> random_indices();

struct WeighingOptions {
    Priorities priorities = Priorities::eigenvector;
    std::optional<Combining> combining;  ///< else `judgements` of pairwise comparisons, `mean` of all else
    double trim = 0.1;  ///< of the trimmed mean: the share of experts at each end, at least one and never all
    RankWeights rank_weights = RankWeights::centroid;
    const RandomIndex* random_index = nullptr;    ///< null: the first
    std::optional<double> max_consistency_ratio;  ///< leaves out the judgements above it
    std::optional<std::size_t> round;             ///< else each node's last
};

/// A judgement that fits its expert's others the worst.
struct Contradiction {
    PairComparison judged;
    double fitting = 1;  ///< the preference that follows from the others (logarithmic least squares)
};

/// The weights that follow from one expert's judgement of a node's children.
struct ExpertWeights {
    std::size_t expert = 0;
    std::vector<double> weights;  ///< a child each, >= 0, sum 1
    /// Pairwise, no pair missing: (lambda - n) / (n - 1) / random index, 0 of two children. Best-worst: the input-based
    /// ratio of Liang, Brunelli and Rezaei (2020), max |a_Bj a_jW - a_BW| / (a_BW^2 - a_BW).
    std::optional<double> consistency_ratio;
    /// Pairwise: the mean square of ln(a_ij w_j / w_i) by degrees of freedom, w by logarithmic least squares (Aguaron
    /// and Moreno-Jimenez 2003); empty where no judgement could contradict another.
    std::optional<double> geometric_index;
    std::optional<double> deviation;             ///< best-worst: what Rezaei's linear model leaves
    std::optional<Contradiction> contradiction;  ///< pairwise, where any judgement could and does contradict
    bool left_out = false;                       ///< by the consistency ratio
};

/// How one child's weights lie among the experts that count; quantiles of type 7.
struct Spread {
    double least = 0, lower = 0, median = 0, upper = 0, most = 0;
    double mean = 0;
    std::optional<double> deviation;  ///< standard deviation, divisor n - 1; of two experts or more

    /// Standard deviation over mean.
    std::optional<double> variation() const;
};

/// Kendall's coefficient of concordance of the rankings by weight, corrected for ties (Kendall and Babington Smith
/// 1939), and its test: m (n - 1) W against chi squared with n - 1 degrees of freedom.
struct Concordance {
    double w = 0;
    double chi_squared = 0;
    std::size_t degrees = 0;
    double p = 1;
};

/// Of two rankings or more of two children or more, of which one at least tells some apart; else empty.
std::optional<Concordance> concordance(const std::vector<std::vector<double>>& weights);

/// What one round of a node came to.
struct RoundWeights {
    std::size_t round = 0;
    std::vector<double> weights;  ///< the group's
    std::vector<Spread> spread;
    std::size_t experts = 0;  ///< that count
    std::optional<Concordance> agreement;
};

/// What a panel says of one node's children.
struct NodeWeights {
    std::size_t node = 0;
    JudgementKind kind = JudgementKind::pairwise;
    Combining combining = Combining::mean;
    std::size_t round = 0;               ///< whose weights these are
    std::vector<ExpertWeights> experts;  ///< in that round
    std::vector<double> weights;         ///< the group's, a child each, >= 0, sum 1
    /// Of the group's judgements where they were put together, as an expert's.
    std::optional<double> consistency_ratio, geometric_index;
    std::vector<Spread> spread;
    std::optional<Concordance> agreement;
    std::vector<RoundWeights> rounds;  ///< in order; all there are

    std::size_t counted() const;
    /// Whether a child's weight has settled since the round before: its coefficient of variation is at most 0.5
    /// (English and Kernan 1976) and the group's weight moved by no more than a tenth of itself. Empty of a first
    /// round.
    std::optional<bool> settled(std::size_t child) const;
};

/// Weights from a panel's judgements, a node each. Throws InputError where no expert is left of a node.
std::vector<NodeWeights> panel_weights(const Index& index, const Panel& panel, const WeighingOptions& options = {});

/// The index with a panel's weights for its own, their origin `experts`. A child that the experts give 0 is shown and
/// not counted.
Index with_panel_weights(Index index, const std::vector<NodeWeights>& weights);

/// How a panel is drawn from: as many experts as it has, with replacement, put together as the panel is; or one of
/// them, each as often as their weight says.
enum class PanelDraw { resampled, one };

/// What a panel's disagreement does to weights. A node whose children none of those drawn judged keeps the panel's
/// weights.
DrawnWeights panel_draws(const Index& index, const Panel& panel, const WeighingOptions& options, PanelDraw how);

}  // namespace iiindex
