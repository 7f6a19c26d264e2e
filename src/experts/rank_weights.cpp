#include "experts/rank_weights.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "ground/shares.hpp"

namespace iiindex::detail {
namespace {

/// What each place counts, the first one first.
std::vector<double> places(std::size_t n, RankWeights how) {
    std::vector<double> weights(n);
    double tail = 0;
    for (std::size_t i = n; i-- > 0;) {
        const auto k = static_cast<double>(i + 1);
        tail += 1 / k;
        switch (how) {
            case RankWeights::centroid: weights[i] = tail; break;
            case RankWeights::sum: weights[i] = static_cast<double>(n - i); break;
            case RankWeights::reciprocal: weights[i] = 1 / k; break;
        }
    }
    share_out(weights);
    return weights;
}

/// Whether two numbers differ by no more than a linear program may leave open.
bool same(double a, double b) { return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b)); }

/// Gives each number the mean of `of_place` over the places that it and its equals take, in the order of `before`.
template <class Before>
std::vector<double> spread_over_ties(const std::vector<double>& numbers, const std::vector<double>& of_place,
                                     Before before) {
    std::vector<std::size_t> order(numbers.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return before(numbers[a], numbers[b]); });
    std::vector<double> found(numbers.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first;
        double sum = 0;
        while (last < order.size() && same(numbers[order[last]], numbers[order[first]])) sum += of_place[last++];
        for (std::size_t i = first; i < last; ++i) found[order[i]] = sum / static_cast<double>(last - first);
        first = last;
    }
    return found;
}

}  // namespace

std::vector<double> weights_of_ranks(const std::vector<double>& ranks, RankWeights how) {
    return spread_over_ties(ranks, places(ranks.size(), how), std::less<>());
}

std::vector<double> mean_ranks(const std::vector<double>& numbers) {
    std::vector<double> ranks(numbers.size());
    std::iota(ranks.begin(), ranks.end(), 1.0);
    return spread_over_ties(numbers, ranks, std::greater<>());
}

}  // namespace iiindex::detail
