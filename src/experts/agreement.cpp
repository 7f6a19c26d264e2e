#include "experts/agreement.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "experts/rank_weights.hpp"
#include "ground/statistics.hpp"

namespace iiindex::detail {
namespace {

/// The sum of t^3 - t over groups of t tied ranks.
double ties_in(const std::vector<double>& ranks) {
    std::map<double, double> counts;
    for (const double rank : ranks) ++counts[rank];
    double sum = 0;
    for (const auto& [rank, count] : counts) sum += count * count * count - count;
    return sum;
}

}  // namespace

std::vector<Spread> spread_of(const std::vector<std::span<const double>>& weights) {
    std::vector<Spread> spread;
    for (std::size_t child = 0; child < weights.front().size(); ++child) {
        std::vector<double> all;
        for (const auto& one : weights) all.push_back(one[child]);
        std::sort(all.begin(), all.end());
        spread.push_back({.least = all.front(),
                          .lower = quantile(all, 0.25),
                          .median = quantile(all, 0.5),
                          .upper = quantile(all, 0.75),
                          .most = all.back(),
                          .mean = mean(all),
                          .deviation = {}});
        if (all.size() > 1) spread.back().deviation = standard_deviation(all);
    }
    return spread;
}

std::optional<Concordance> concordance_of(const std::vector<std::span<const double>>& weights) {
    if (weights.size() < 2 || weights.front().size() < 2) return std::nullopt;
    const auto m = static_cast<double>(weights.size()), n = static_cast<double>(weights.front().size());
    std::vector<double> sums(weights.front().size(), 0);
    double ties = 0;
    for (const auto& one : weights) {
        const auto ranks = mean_ranks({one.begin(), one.end()});
        std::transform(sums.begin(), sums.end(), ranks.begin(), sums.begin(), std::plus<>());
        ties += ties_in(ranks);
    }
    double squares = 0;
    for (const double sum : sums) squares += (sum - m * (n + 1) / 2) * (sum - m * (n + 1) / 2);
    const double most = m * m * (n * n * n - n) - m * ties;
    if (most <= 0) return std::nullopt;
    const double w = std::min(1.0, 12 * squares / most);
    const std::size_t degrees = weights.front().size() - 1;
    const double chi_squared = m * (n - 1) * w;
    return Concordance{w, chi_squared, degrees, chi_squared_tail(chi_squared, degrees)};
}

}  // namespace iiindex::detail

namespace iiindex {

std::optional<double> Spread::variation() const {
    if (!deviation || mean == 0) return std::nullopt;
    return *deviation / mean;
}

std::optional<Concordance> concordance(const std::vector<std::vector<double>>& weights) {
    return detail::concordance_of({weights.begin(), weights.end()});
}

}  // namespace iiindex
