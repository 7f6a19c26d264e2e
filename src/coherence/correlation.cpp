#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include <unsupported/Eigen/SpecialFunctions>

#include <iiindex/coherence.hpp>

#include "ground/statistics.hpp"

namespace iiindex {

using namespace detail;

namespace {

struct Pairs {
    std::vector<double> x, y;

    std::size_t size() const { return x.size(); }
};

Pairs pairs_of(std::span<const double> a, std::span<const double> b) {
    Pairs pairs;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (is_missing(a[i]) || is_missing(b[i])) continue;
        pairs.x.push_back(a[i]);
        pairs.y.push_back(b[i]);
    }
    return pairs;
}

bool is_constant(const std::vector<double>& numbers) {
    return std::all_of(numbers.begin(), numbers.end(), [&](double x) { return x == numbers.front(); });
}

/// Why pairs have no correlation, if so.
NoValue obstacle(const Pairs& pairs) {
    if (pairs.size() < 3) return NoValue::too_few_units;
    return is_constant(pairs.x) || is_constant(pairs.y) ? NoValue::constant : NoValue::none;
}

/// Student's t for a correlation r of n pairs, t^2 = r^2 (n-2)/(1-r^2), both tails: a regularised incomplete beta
/// function.
double probability(double r, std::size_t pairs) {
    const double rest = (1 - r) * (1 + r);
    if (rest < 1e-14) return 0;  // one on a line but for rounding
    return Eigen::numext::betainc(static_cast<double>(pairs - 2) / 2, 0.5, rest);
}

Correlation linear(const Pairs& pairs) {
    if (const NoValue why = obstacle(pairs); why != NoValue::none) return {pairs.size(), why, why};
    const double r = correlation(pairs.x, pairs.y);
    if (is_missing(r)) return {pairs.size(), NoValue::constant, NoValue::constant};
    return {pairs.size(), r, probability(r, pairs.size())};
}

/// The place of each number, from the least on; ties have their mean place.
std::vector<double> places(const std::vector<double>& numbers) {
    std::vector<std::size_t> order(numbers.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return numbers[a] < numbers[b]; });
    std::vector<double> found(numbers.size());
    for (std::size_t first = 0, last = 0; first < order.size(); first = last) {
        while (last < order.size() && numbers[order[last]] == numbers[order[first]]) ++last;
        for (std::size_t i = first; i < last; ++i) found[order[i]] = static_cast<double>(first + last + 1) / 2;
    }
    return found;
}

/// Sums over the groups of tied numbers of a sorted list.
struct TieSums {
    double pairs = 0;    ///< t(t-1)
    double triples = 0;  ///< t(t-1)(t-2)
    double spread = 0;   ///< t(t-1)(2t+5)

    void add(double t) {
        pairs += t * (t - 1);
        triples += t * (t - 1) * (t - 2);
        spread += t * (t - 1) * (2 * t + 5);
    }
};

template <class Item>
TieSums ties_of(const std::vector<Item>& sorted) {
    TieSums ties;
    for (auto first = sorted.begin(); first != sorted.end();) {
        const auto last = std::upper_bound(first, sorted.end(), *first);
        ties.add(static_cast<double>(last - first));
        first = last;
    }
    return ties;
}

/// Sorts the numbers and counts the pairs that stood in falling order.
double sort_and_count(std::span<double> numbers, std::span<double> spare) {
    if (numbers.size() < 2) return 0;
    const std::size_t half = numbers.size() / 2;
    double falling = sort_and_count(numbers.first(half), spare) + sort_and_count(numbers.subspan(half), spare);
    std::size_t left = 0, right = half;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (right == numbers.size() || (left < half && numbers[left] <= numbers[right])) {
            spare[i] = numbers[left++];
        } else {
            spare[i] = numbers[right++];
            falling += static_cast<double>(half - left);
        }
    }
    std::copy_n(spare.begin(), numbers.size(), numbers.begin());
    return falling;
}

}  // namespace

Correlation pearson(std::span<const double> a, std::span<const double> b) { return linear(pairs_of(a, b)); }

Correlation spearman(std::span<const double> a, std::span<const double> b) {
    const Pairs pairs = pairs_of(a, b);
    return linear({places(pairs.x), places(pairs.y)});
}

// Knight's way: in the order of x, the pairs that disagree are those in which y falls.
Correlation kendall(std::span<const double> a, std::span<const double> b) {
    const Pairs pairs = pairs_of(a, b);
    if (const NoValue why = obstacle(pairs); why != NoValue::none) return {pairs.size(), why, why};
    std::vector<std::pair<double, double>> sorted;
    for (std::size_t i = 0; i < pairs.size(); ++i) sorted.emplace_back(pairs.x[i], pairs.y[i]);
    std::sort(sorted.begin(), sorted.end());
    std::vector<double> x, y;
    for (const auto& [first, second] : sorted) {
        x.push_back(first);
        y.push_back(second);
    }
    std::vector<double> spare(y.size());
    const double disagree = sort_and_count(y, spare);

    const TieSums in_x = ties_of(x), in_y = ties_of(y), in_both = ties_of(sorted);
    const auto n = static_cast<double>(pairs.size());
    const double all = n * (n - 1);
    const double balance = (all - in_x.pairs - in_y.pairs + in_both.pairs) / 2 - 2 * disagree;
    const double tau = balance / std::sqrt((all - in_x.pairs) / 2) / std::sqrt((all - in_y.pairs) / 2);
    const double variance = (all * (2 * n + 5) - in_x.spread - in_y.spread) / 18 + in_x.pairs * in_y.pairs / (2 * all) +
                            in_x.triples * in_y.triples / (9 * all * (n - 2));
    return {pairs.size(), std::clamp(tau, -1.0, 1.0), std::erfc(std::abs(balance) / std::sqrt(2 * variance))};
}

}  // namespace iiindex
