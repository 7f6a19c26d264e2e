#include <algorithm>
#include <cmath>
#include <utility>

#include <unsupported/Eigen/SpecialFunctions>

#include <iiindex/coherence.hpp>

#include "coherence/pairing.hpp"
#include "ground/statistics.hpp"

namespace iiindex {

using namespace detail;

namespace {

bool is_constant(const std::vector<double>& numbers) {
    return std::all_of(numbers.begin(), numbers.end(), [&](double x) { return x == numbers.front(); });
}

/// Why pairs have no correlation, if so.
NoValue obstacle(const std::vector<double>& x, const std::vector<double>& y) {
    if (x.size() < 3) return NoValue::too_few_units;
    return is_constant(x) || is_constant(y) ? NoValue::constant : NoValue::none;
}

/// Student's t for a correlation r of n pairs, t^2 = r^2 (n-2)/(1-r^2), both tails: a regularised incomplete beta
/// function.
double probability(double r, std::size_t pairs) {
    const double rest = (1 - r) * (1 + r);
    if (rest < 1e-14) return 0;  // one on a line but for rounding
    return Eigen::numext::betainc(static_cast<double>(pairs - 2) / 2, 0.5, rest);
}

Correlation linear(const std::vector<double>& x, const std::vector<double>& y) {
    if (const NoValue why = obstacle(x, y); why != NoValue::none) return {x.size(), why, why};
    const double r = correlation(x, y);
    if (is_missing(r)) return {x.size(), NoValue::constant, NoValue::constant};
    return {x.size(), r, probability(r, x.size())};
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

/// Sorts the numbers and counts the pairs that stood in falling order.
double sort_and_count(std::span<std::uint32_t> numbers, std::span<std::uint32_t> spare) {
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

/// Calls each(first, last) for the runs of equal numbers in a sorted list.
template <class Same, class Each>
void for_runs(std::size_t count, const Same& same, const Each& each) {
    for (std::size_t first = 0, last = 0; first < count; first = last) {
        while (last < count && same(first, last)) ++last;
        each(first, last);
    }
}

/// One of two columns, over the units that both have.
struct Side {
    std::vector<double> numbers;        ///< by pair
    std::vector<std::uint32_t> order;   ///< pairs, from the least number on
    std::vector<double> places;         ///< by pair: from the least on; ties have their mean place
    std::vector<std::uint32_t> groups;  ///< by pair: which of the distinct numbers it has
    TieSums ties;
};

constexpr auto none = static_cast<std::uint32_t>(-1);

/// pair_of   by unit; `none` where one of the columns has no value
Side side_of(const InOrder& column, const std::vector<std::uint32_t>& pair_of, std::size_t pairs) {
    Side side{.numbers = std::vector<double>(pairs),
              .order = {},
              .places = std::vector<double>(pairs),
              .groups = std::vector<std::uint32_t>(pairs),
              .ties = {}};
    side.order.reserve(pairs);
    for (const std::uint32_t unit : column.units) {
        if (pair_of[unit] == none) continue;
        side.order.push_back(pair_of[unit]);
        side.numbers[pair_of[unit]] = column.numbers[unit];
    }
    const auto at = [&](std::size_t i) { return side.numbers[side.order[i]]; };
    std::uint32_t group = 0;
    for_runs(
        pairs, [&](std::size_t i, std::size_t j) { return at(i) == at(j); },
        [&](std::size_t first, std::size_t last) {
            for (std::size_t i = first; i < last; ++i) {
                side.places[side.order[i]] = static_cast<double>(first + last + 1) / 2;
                side.groups[side.order[i]] = group;
            }
            ++group;
            side.ties.add(static_cast<double>(last - first));
        });
    return side;
}

struct Sides {
    Side x, y;

    Sides(const InOrder& a, const InOrder& b) {
        std::vector<std::uint32_t> pair_of(a.numbers.size(), none);
        std::uint32_t pairs = 0;
        for (std::size_t unit = 0; unit < a.numbers.size(); ++unit) {
            if (!is_missing(a.numbers[unit]) && !is_missing(b.numbers[unit])) pair_of[unit] = pairs++;
        }
        x = side_of(a, pair_of, pairs);
        y = side_of(b, pair_of, pairs);
    }
};

// Knight's way: in the order of x, the pairs that disagree are those in which y falls.
Correlation tau_of(const Sides& sides) {
    const std::size_t pairs = sides.x.numbers.size();
    if (const NoValue why = obstacle(sides.x.numbers, sides.y.numbers); why != NoValue::none) {
        return {pairs, why, why};
    }
    std::vector<std::uint32_t> y;  // in the order of x, and of y where that is tied
    for (const std::uint32_t pair : sides.x.order) y.push_back(sides.y.groups[pair]);
    const auto group = [&](std::size_t i) { return sides.x.groups[sides.x.order[i]]; };
    TieSums in_both;
    for_runs(
        pairs, [&](std::size_t i, std::size_t j) { return group(i) == group(j); },
        [&](std::size_t first, std::size_t last) {
            const auto begin = y.begin() + static_cast<std::ptrdiff_t>(first);
            std::sort(begin, y.begin() + static_cast<std::ptrdiff_t>(last));
            for_runs(
                last - first, [&](std::size_t i, std::size_t j) { return y[first + i] == y[first + j]; },
                [&](std::size_t from, std::size_t to) { in_both.add(static_cast<double>(to - from)); });
        });
    std::vector<std::uint32_t> spare(y.size());
    const double disagree = sort_and_count(y, spare);

    const TieSums &in_x = sides.x.ties, &in_y = sides.y.ties;
    const auto n = static_cast<double>(pairs);
    const double all = n * (n - 1);
    const double balance = (all - in_x.pairs - in_y.pairs + in_both.pairs) / 2 - 2 * disagree;
    const double tau = balance / std::sqrt((all - in_x.pairs) / 2) / std::sqrt((all - in_y.pairs) / 2);
    const double variance = (all * (2 * n + 5) - in_x.spread - in_y.spread) / 18 + in_x.pairs * in_y.pairs / (2 * all) +
                            in_x.triples * in_y.triples / (9 * all * (n - 2));
    return {pairs, std::clamp(tau, -1.0, 1.0), std::erfc(std::abs(balance) / std::sqrt(2 * variance))};
}

}  // namespace

namespace detail {

InOrder in_order(std::span<const double> numbers) {
    InOrder column{.numbers = numbers, .units = {}};
    for (std::uint32_t unit = 0; unit < numbers.size(); ++unit) {
        if (!is_missing(numbers[unit])) column.units.push_back(unit);
    }
    std::stable_sort(column.units.begin(), column.units.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return numbers[a] < numbers[b]; });
    return column;
}

std::vector<double> with_ties(std::span<const double> numbers, double tolerance) {
    const InOrder column = in_order(numbers);
    std::vector<double> tied(numbers.begin(), numbers.end());
    for (std::size_t i = 1; i < column.units.size(); ++i) {
        const std::uint32_t before = column.units[i - 1], unit = column.units[i];
        if (numbers[unit] - numbers[before] <= tolerance) tied[unit] = tied[before];
    }
    return tied;
}

Correlations correlations_of(const InOrder& a, const InOrder& b) {
    const Sides sides(a, b);
    return {linear(sides.x.numbers, sides.y.numbers), linear(sides.x.places, sides.y.places), tau_of(sides)};
}

}  // namespace detail

Correlation pearson(std::span<const double> a, std::span<const double> b) {
    std::vector<double> x, y;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (is_missing(a[i]) || is_missing(b[i])) continue;
        x.push_back(a[i]);
        y.push_back(b[i]);
    }
    return linear(x, y);
}

Correlation spearman(std::span<const double> a, std::span<const double> b) {
    const Sides sides(in_order(a), in_order(b));
    return linear(sides.x.places, sides.y.places);
}

Correlation kendall(std::span<const double> a, std::span<const double> b) {
    return tau_of(Sides(in_order(a), in_order(b)));
}

}  // namespace iiindex
