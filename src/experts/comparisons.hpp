#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include <iiindex/experts.hpp>

namespace iiindex::detail {

/// A reciprocal matrix of pairwise comparisons, of which some may be missing. What is known of it ties each child to
/// each other.
class Comparisons {
public:
    Comparisons(std::size_t children, std::vector<PairComparison> pairs);

    std::size_t size() const { return size_; }
    bool is_whole() const { return pairs_.size() == size_ * (size_ - 1) / 2; }

    /// One weight a child, > 0, sum 1. Of a matrix with gaps those of logarithmic least squares, whatever is asked for.
    std::vector<double> weights(Priorities priorities) const;
    /// Saaty's ratio; empty where a pair is missing.
    std::optional<double> consistency_ratio(const RandomIndex& random) const;
    std::optional<double> geometric_index() const;
    std::optional<Contradiction> contradiction() const;

private:
    /// Judgements beyond those that a tree of them needs.
    std::size_t spare() const { return pairs_.size() + 1 - size_; }
    double residual(const PairComparison& pair) const;
    void solve();

    std::size_t size_;
    std::vector<PairComparison> pairs_;
    std::vector<double> logarithms_;   ///< of the least-squares weights
    std::vector<double> resistances_;  ///< by pair: the share of a judgement that is its own doing
    struct Principal {
        std::vector<double> vector;
        double value = 1;
    };
    const Principal& principal() const;
    Principal find_principal() const;
    mutable std::optional<Principal> principal_;  ///< once somebody has asked for it
};

}  // namespace iiindex::detail
