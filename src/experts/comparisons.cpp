#include "experts/comparisons.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <Eigen/Cholesky>

#include "ground/shares.hpp"

namespace iiindex::detail {
namespace {

constexpr double negligible = 1e-9;  ///< of a logarithm: what rounding leaves of judgements that agree
constexpr std::size_t most_steps = 10000;

std::vector<double> exponentials(const std::vector<double>& logarithms) {
    const double most = *std::max_element(logarithms.begin(), logarithms.end());
    std::vector<double> weights;
    for (const double one : logarithms) weights.push_back(std::exp(one - most));
    share_out(weights);
    return weights;
}

}  // namespace

Comparisons::Comparisons(std::size_t children, std::vector<PairComparison> pairs)
    : size_(children), pairs_(std::move(pairs)) {
    solve();
}

/// Least squares of ln a_ij = x_i - x_j: the Laplacian of the graph of comparisons, closed for a whole one.
void Comparisons::solve() {
    logarithms_.assign(size_, 0);
    std::vector<double>& sums = logarithms_;
    for (const PairComparison& pair : pairs_) {
        sums[pair.first] += std::log(pair.preference);
        sums[pair.second] -= std::log(pair.preference);
    }
    const auto n = static_cast<double>(size_);
    if (is_whole()) {
        for (double& sum : sums) sum /= n;
        resistances_.assign(pairs_.size(), 2 / n);
        return;
    }
    const auto order = static_cast<Eigen::Index>(size_);
    Eigen::MatrixXd laplacian = Eigen::MatrixXd::Constant(order, order, 1 / n);
    for (const PairComparison& pair : pairs_) {
        const auto i = static_cast<Eigen::Index>(pair.first), j = static_cast<Eigen::Index>(pair.second);
        laplacian(i, i) += 1;
        laplacian(j, j) += 1;
        laplacian(i, j) -= 1;
        laplacian(j, i) -= 1;
    }
    const Eigen::MatrixXd inverse = laplacian.ldlt().solve(Eigen::MatrixXd::Identity(order, order));
    Eigen::Map<Eigen::VectorXd> right(sums.data(), order);
    right = (inverse * right).eval();
    for (const PairComparison& pair : pairs_) {
        const auto i = static_cast<Eigen::Index>(pair.first), j = static_cast<Eigen::Index>(pair.second);
        resistances_.push_back(inverse(i, i) + inverse(j, j) - 2 * inverse(i, j));
    }
}

const Comparisons::Principal& Comparisons::principal() const {
    if (!principal_) principal_ = find_principal();
    return *principal_;
}

/// By repeated multiplication, which converges for every positive matrix.
Comparisons::Principal Comparisons::find_principal() const {
    std::vector<double> matrix(size_ * size_, 1);
    for (const PairComparison& pair : pairs_) {
        matrix[pair.first * size_ + pair.second] = pair.preference;
        matrix[pair.second * size_ + pair.first] = 1 / pair.preference;
    }
    Principal found{exponentials(logarithms_), static_cast<double>(size_)};
    std::vector<double> next(size_);
    for (std::size_t step = 0; step < most_steps; ++step) {
        for (std::size_t i = 0; i < size_; ++i) {
            const auto row = matrix.begin() + static_cast<std::ptrdiff_t>(i * size_);
            next[i] = std::inner_product(found.vector.begin(), found.vector.end(), row, 0.0);
        }
        found.value = std::accumulate(next.begin(), next.end(), 0.0);
        double change = 0;
        for (std::size_t i = 0; i < size_; ++i) {
            next[i] /= found.value;
            change = std::max(change, std::abs(next[i] - found.vector[i]) / next[i]);
        }
        found.vector.swap(next);
        if (change < 1e-15) break;
    }
    return found;
}

std::vector<double> Comparisons::weights(Priorities priorities) const {
    return priorities == Priorities::eigenvector && is_whole() ? principal().vector : exponentials(logarithms_);
}

std::optional<double> Comparisons::consistency_ratio(const RandomIndex& random) const {
    if (!is_whole()) return std::nullopt;
    if (size_ < 3) return 0;
    const auto n = static_cast<double>(size_);
    return std::max(0.0, (principal().value - n) / (n - 1)) / random.of(size_);
}

double Comparisons::residual(const PairComparison& pair) const {
    return std::log(pair.preference) - (logarithms_[pair.first] - logarithms_[pair.second]);
}

std::optional<double> Comparisons::geometric_index() const {
    if (spare() == 0) return std::nullopt;
    double squares = 0;
    for (const PairComparison& pair : pairs_) squares += residual(pair) * residual(pair);
    return squares / static_cast<double>(spare());
}

/// A judgement that is left out leaves the others' weights, and its distance to what they say is its residual by the
/// share of it that is not its own doing.
std::optional<Contradiction> Comparisons::contradiction() const {
    std::optional<Contradiction> worst;
    double most = negligible;
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
        const double freedom = 1 - resistances_[i];
        if (freedom < negligible) continue;  // nothing else ties the two
        const double off = residual(pairs_[i]) / freedom;
        if (std::abs(off) <= most * (1 + negligible)) continue;
        most = std::abs(off);
        worst = Contradiction{pairs_[i], pairs_[i].preference * std::exp(-off)};
    }
    return worst;
}

}  // namespace iiindex::detail
