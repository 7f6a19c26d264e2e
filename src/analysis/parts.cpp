#include "analysis/parts.hpp"

#include <algorithm>
#include <cmath>

namespace iiindex::detail {
namespace {

/// The function under which a power mean is a plain weighted mean, and its slope.
struct Generator {
    double exponent;

    double at(double x) const { return exponent == 0 ? std::log(x) : std::pow(x, exponent); }
    double back(double y) const { return exponent == 0 ? std::exp(y) : std::pow(y, 1 / exponent); }

    /// Between two points; where they are all but one, the slope there.
    double slope(double a, double b) const {
        if (exponent == 1) return 1;
        if (std::abs(a - b) > 1e-7 * std::max(std::abs(a), std::abs(b))) return (at(a) - at(b)) / (a - b);
        const double middle = (a + b) / 2;
        if (middle == 0) return 0;
        return exponent == 0 ? 1 / middle : exponent * std::pow(middle, exponent - 1);
    }
};

Parts nothing(std::size_t children) {
    return {.of = std::vector<double>(children, 0), .per_point = std::vector<double>(children, 0)};
}

double slope_of(const Entering& unit) { return unit.map ? unit.map->slope : 1; }
double offset_of(const Entering& unit) { return unit.map ? unit.map->offset : 0; }

double mean_of_generated(const Entering& unit, const Generator& generator) {
    double sum = 0;
    for (std::size_t i = 0; i < unit.scores.size(); ++i) {
        if (unit.took_part(i)) sum += unit.weights[i] * generator.at(unit.mapped(i));
    }
    return sum;
}

std::size_t weakest(const Entering& unit, const std::vector<bool>& among) {
    std::size_t least = among.size();
    for (std::size_t i = 0; i < among.size(); ++i) {
        if (among[i] && (least == among.size() || unit.mapped(i) < unit.mapped(least))) least = i;
    }
    return least;
}

/// How long each child is the weakest on the straight way from b's scores to a's, the whole way being 1.
std::vector<double> times_weakest(const Entering& a, const Entering& b, const std::vector<bool>& among) {
    std::vector<double> times(among.size(), 0);
    const auto slope = [&](std::size_t i) { return a.mapped(i) - b.mapped(i); };
    std::size_t current = weakest(b, among);
    double now = 0;
    while (now < 1) {
        double until = 1;
        std::size_t next = current;
        for (std::size_t i = 0; i < among.size(); ++i) {
            if (!among[i] || slope(i) >= slope(current)) continue;
            const double met = (b.mapped(i) - b.mapped(current)) / (slope(current) - slope(i));
            if (met < until || (met == until && next != current && slope(i) < slope(next))) {
                until = std::max(met, now);
                next = i;
            }
        }
        times[current] += until - now;
        if (next == current) break;
        now = until;
        current = next;
    }
    return times;
}

}  // namespace

Parts parts_of_power_mean(const Entering& unit, double exponent) {
    const Generator generator{exponent};
    const double mean = generator.back(mean_of_generated(unit, generator));
    Parts parts = nothing(unit.scores.size());
    for (std::size_t i = 0; i < unit.scores.size(); ++i) {
        if (!unit.took_part(i)) continue;
        const double y = unit.mapped(i);
        // Euler's theorem: a mean that doubles with its scores is the sum of score times slope.
        const double steepness = exponent == 1 ? 1 : y == 0 ? 0 : std::pow(y / mean, exponent - 1);
        parts.per_point[i] = unit.weights[i] * steepness;
        parts.of[i] = (parts.per_point[i] * y - unit.weights[i] * offset_of(unit)) / slope_of(unit);
    }
    return parts;
}

Parts gap_parts_of_power_mean(const Entering& a, const Entering& b, double exponent) {
    const Generator generator{exponent};
    const double mean_a = mean_of_generated(a, generator);
    const double mean_b = mean_of_generated(b, generator);
    const double steepness = generator.slope(generator.back(mean_a), generator.back(mean_b));
    const double centre = (mean_a + mean_b) / 2;
    Parts parts = nothing(a.scores.size());
    if (steepness == 0 || !std::isfinite(steepness)) return parts;
    for (std::size_t i = 0; i < a.scores.size(); ++i) {
        // Where both have a score and the same weight only the first of the two terms is left.
        const bool in_both = a.took_part(i) && b.took_part(i);
        double level = 0;
        if (in_both) {
            const double weight = (a.weights[i] + b.weights[i]) / 2;
            parts.per_point[i] = weight * generator.slope(a.mapped(i), b.mapped(i)) / steepness;
            parts.of[i] = parts.per_point[i] * (a.scores[i] - b.scores[i]);
            level = (generator.at(a.mapped(i)) + generator.at(b.mapped(i))) / 2;
        } else if (a.took_part(i) || b.took_part(i)) {
            level = generator.at(a.took_part(i) ? a.mapped(i) : b.mapped(i));
        }
        if (a.weights[i] != b.weights[i]) {
            parts.of[i] += (a.weights[i] - b.weights[i]) * (level - centre) / steepness / slope_of(a);
        }
    }
    return parts;
}

Parts parts_of_weakest(const Entering& unit) {
    Parts parts = nothing(unit.scores.size());
    std::vector<bool> all;
    for (std::size_t i = 0; i < unit.scores.size(); ++i) all.push_back(unit.took_part(i));
    const std::size_t least = weakest(unit, all);
    parts.of[least] = unit.scores[least];
    parts.per_point[least] = 1;
    return parts;
}

Parts gap_parts_of_weakest(const Entering& a, const Entering& b) {
    Parts parts = nothing(a.scores.size());
    std::vector<bool> in_a, in_b, in_both;
    for (std::size_t i = 0; i < a.scores.size(); ++i) {
        in_a.push_back(a.took_part(i));
        in_b.push_back(b.took_part(i));
        in_both.push_back(in_a[i] && in_b[i]);
    }
    const std::size_t least_a = weakest(a, in_a), least_b = weakest(b, in_b);
    const std::size_t common_a = weakest(a, in_both), common_b = weakest(b, in_both);
    const bool any_common = common_a < in_both.size();
    if (any_common) {
        parts.per_point = times_weakest(a, b, in_both);
        for (std::size_t i = 0; i < parts.of.size(); ++i) {
            if (in_both[i]) parts.of[i] = parts.per_point[i] * (a.scores[i] - b.scores[i]);
        }
    }
    // What a child that only one of the two has lowers that one's mean further.
    parts.of[least_a] += a.scores[least_a] - (any_common ? a.scores[common_a] : 0);
    parts.of[least_b] -= b.scores[least_b] - (any_common ? b.scores[common_b] : 0);
    return parts;
}

Parts parts_of_majority(const Standing& unit, std::size_t node) {
    const Entering own = entering(unit, node);
    const Period& period = unit.result->data.period_of(unit.row);
    const Node& settings = unit.result->index.nodes[node];
    const std::size_t number = unit.result->data.period_number(unit.row);
    const auto weight = [&](std::size_t i) { return unit.result->weights[number][settings.children[i]]; };
    Parts parts = nothing(own.scores.size());
    for (std::size_t row = period.first; row < period.end(); ++row) {
        if (row == unit.row) continue;
        const Entering other = entering({unit.result, row}, node);
        double won = 0, lost = 0;
        for (std::size_t i = 0; i < own.scores.size(); ++i) {
            if (own.mapped(i) > other.mapped(i)) won += weight(i);
            if (own.mapped(i) < other.mapped(i)) lost += weight(i);
        }
        if (std::abs(won - lost) <= 1e-12) continue;
        for (std::size_t i = 0; i < own.scores.size(); ++i) {
            if (won > lost && own.mapped(i) > other.mapped(i)) parts.of[i] += weight(i) / won / slope_of(own);
            if (won < lost && own.mapped(i) < other.mapped(i)) parts.of[i] -= weight(i) / lost / slope_of(own);
        }
    }
    for (std::size_t i = 0; i < own.scores.size(); ++i) {
        if (own.map && own.took_part(i)) parts.of[i] -= own.weights[i] * offset_of(own) / slope_of(own);
    }
    return parts;
}

}  // namespace iiindex::detail
