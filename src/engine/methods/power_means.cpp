#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <limits>

#include <iiindex/columns.hpp>

#include "engine/methods/aggregation.hpp"
#include "ground/catalogue.hpp"
#include "ground/wide.hpp"

namespace iiindex::detail {
namespace {

/// The weighted mean of `term(score)` over the children that a unit has, carried back by `back`.
template <class Term, class Back>
[[gnu::always_inline]] inline void weighted_mean(const Children& children, std::span<double> scores, const Term& term,
                                                 const Back& back) {
    constexpr std::size_t run = 512;  // what stays in the nearest cache
    std::array<double, run> sums, weights, least, most;
    for (std::size_t first = 0; first < scores.size(); first += run) {
        const std::size_t count = std::min(run, scores.size() - first);
        sums.fill(0);
        weights.fill(0);
        least.fill(std::numeric_limits<double>::infinity());
        most.fill(-std::numeric_limits<double>::infinity());
        for (std::size_t child = 0; child < children.scores.size(); ++child) {
            const double weight = children.weights[child];
            const double* const column = children.scores[child].data() + first;
            for (std::size_t i = 0; i < count; ++i) {
                const double score = column[i];
                const double part = weight * term(score);
                sums[i] += score == score ? part : 0.0;
                weights[i] += score == score ? weight : 0.0;
                least[i] = score < least[i] ? score : least[i];
                most[i] = score > most[i] ? score : most[i];
            }
        }
        for (std::size_t i = 0; i < count; ++i) {
            const double mean = back(sums[i] / weights[i]);
            // What rounding carried beyond the scores goes back to them; what is too large for a number does not.
            const double within = mean < least[i] ? least[i] : mean > most[i] && std::isfinite(mean) ? most[i] : mean;
            scores[first + i] = weights[i] > 0 ? within : missing;
        }
    }
}

IIINDEX_WIDE void arithmetic_mean(const Children& children, std::span<double> scores) {
    if (children.scores.size() == 1 && children.weights[0] == 1) {  // (1 x) / 1
        std::copy(children.scores[0].begin(), children.scores[0].end(), scores.begin());
        return;
    }
    const auto same = [](double x) { return x; };
    weighted_mean(children, scores, same, same);
}

/// Whether what is raised to a power is beyond a double, or near one whatever it is.
bool loses_digits(double score, double p) {
    constexpr double small_power = 1e-3, most = 1e280;
    const double raised = std::pow(score, p);
    return std::abs(p) < small_power || !(raised < most) || !(raised > 1 / most);
}

/// The function under which a power mean is a plain weighted mean, and its slope.
struct Generator {
    double exponent;
    double end = missing;  ///< from which powers are taken in logarithms, as they would lose digits; missing: plainly

    double at(double x) const {
        if (exponent == 0) return std::log(x);
        return is_missing(end) ? std::pow(x, exponent) : std::expm1(exponent * std::log(x / end)) / exponent;
    }
    double back(double y) const {
        if (exponent == 0) return std::exp(y);
        return is_missing(end) ? std::pow(y, 1 / exponent) : end * std::exp(std::log1p(exponent * y) / exponent);
    }

    /// Between two points; where they are all but one, the slope there.
    double slope(double a, double b) const {
        if (exponent == 1) return 1;
        if (std::abs(a - b) > 1e-7 * std::max(std::abs(a), std::abs(b))) return (at(a) - at(b)) / (a - b);
        const double middle = (a + b) / 2;
        if (middle == 0) return 0;
        if (exponent == 0) return 1 / middle;
        return is_missing(end) ? exponent * std::pow(middle, exponent - 1) : std::pow(middle / end, exponent - 1) / end;
    }
};

/// Of the scores that `for_each_score` hands on: the end that counts most is that of the logarithms, where they are
/// needed.
template <class ForEach>
Generator generator_of(double exponent, const ForEach& for_each_score) {
    double end = missing;
    for_each_score([&](double score) {
        if (is_missing(end) || (exponent > 0 ? score > end : score < end)) end = score;
    });
    const bool is_needed = exponent != 0 && end > 0 && loses_digits(end, exponent);
    return {exponent, is_needed ? end : missing};
}

Generator generator_of(double exponent, std::initializer_list<const UnitChildren*> units) {
    return generator_of(exponent, [&](const auto& take) {
        for (const UnitChildren* const unit : units) {
            for (std::size_t i = 0; i < unit->scores.size(); ++i) {
                if (unit->took_part(i)) take(unit->mapped(i));
            }
        }
    });
}

double mean_of_generated(const UnitChildren& unit, const Generator& generator) {
    double sum = 0;
    for (std::size_t i = 0; i < unit.scores.size(); ++i) {
        if (unit.took_part(i)) sum += unit.weights[i] * generator.at(unit.mapped(i));
    }
    return sum;
}

/// A unit's mean, and what the generator makes of it.
struct Mean {
    double score, generated;
};

/// By the unit's own generator where that of two is for scores so far away that little would be left of it.
Mean mean_of(const UnitChildren& unit, double exponent, const Generator& generator) {
    const double sum = mean_of_generated(unit, generator);
    if (is_missing(generator.end)) return {generator.back(sum), sum};
    const Generator own = generator_of(exponent, {&unit});
    const double score = own.back(mean_of_generated(unit, own));
    return {score, generator.at(score)};
}

/// A unit's power mean, a child at a time.
double power_mean_of(const Children& children, double p, std::size_t unit) {
    const Generator generator = generator_of(p, [&](const auto& take) {
        for (const auto& column : children.scores) {
            if (!is_missing(column[unit])) take(column[unit]);
        }
    });
    double sum = 0, weights = 0;
    for (std::size_t child = 0; child < children.scores.size(); ++child) {
        const double score = children.scores[child][unit];
        if (is_missing(score)) continue;
        sum += children.weights[child] * generator.at(score);
        weights += children.weights[child];
    }
    return generator.back(sum / weights);
}

constexpr std::string_view euler = marked(
    "Contributions to a mean that is not arithmetic: a child's score times what a point more "
    "of it counts (Euler's theorem); they add up to the score.");

}  // namespace

void arithmetic(const Children& children, const Aggregation&, std::span<double> scores) {
    arithmetic_mean(children, scores);
}

void geometric(const Children& children, const Aggregation&, std::span<double> scores) {
    weighted_mean(
        children, scores, [](double x) { return std::log(x); }, [](double x) { return std::exp(x); });
}

void harmonic(const Children& children, const Aggregation&, std::span<double> scores) {
    const auto reciprocal = [](double x) { return 1 / x; };
    weighted_mean(children, scores, reciprocal, reciprocal);
}

void power(const Children& children, const Aggregation& settings, std::span<double> scores) {
    const double p = settings.exponent;
    if (p == 0) return geometric(children, settings, scores);  // the limit
    weighted_mean(
        children, scores, [p](double x) { return std::pow(x, p); }, [p](double x) { return std::pow(x, 1 / p); });
    for (std::size_t unit = 0; unit < scores.size(); ++unit) {
        if (!is_missing(scores[unit]) && loses_digits(scores[unit], p)) scores[unit] = power_mean_of(children, p, unit);
    }
}

Parts parts_of_power_mean(const UnitChildren& unit, const Aggregation& settings) {
    const double exponent = *exponent_of(settings);
    const Generator generator = generator_of(exponent, {&unit});
    const double mean = generator.back(mean_of_generated(unit, generator));
    Parts parts(unit.scores.size());
    for (std::size_t i = 0; i < unit.scores.size(); ++i) {
        if (!unit.took_part(i)) continue;
        const double y = unit.mapped(i);
        // Euler's theorem: a mean that doubles with its scores is the sum of score times slope.
        const double steepness = exponent == 1 ? 1 : y == 0 ? 0 : std::pow(y / mean, exponent - 1);
        parts.per_point[i] = unit.weights[i] * steepness;
        parts.of[i] = unit.unmapped(parts.per_point[i] * y, unit.weights[i]);
    }
    return parts;
}

Parts gap_parts_of_power_mean(const UnitChildren& a, const UnitChildren& b, const Aggregation& settings) {
    const double exponent = *exponent_of(settings);
    const Generator generator = generator_of(exponent, {&a, &b});
    const Mean mean_a = mean_of(a, exponent, generator), mean_b = mean_of(b, exponent, generator);
    const double steepness = generator.slope(mean_a.score, mean_b.score);
    const double centre = (mean_a.generated + mean_b.generated) / 2;
    Parts parts(a.scores.size());
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
            parts.of[i] += (a.weights[i] - b.weights[i]) * (level - centre) / steepness / a.slope;
        }
    }
    return parts;
}

Formula formula_of_power_mean(const Aggregation& settings) {
    const double exponent = *exponent_of(settings);
    if (exponent == 1) return {.whole = "{children}", .child = "{weight} × {score}", .between = " + "};
    if (exponent == 0) {
        return {.whole = "{children}", .child = "{score}^{weight}", .between = " × ", .note = euler};
    }
    if (exponent == -1) {
        return {.whole = "1 / ({children})", .child = "{weight} / {score}", .between = " + ", .note = euler};
    }
    return {.whole = "({children})^(1/{exponent})",
            .child = "{weight} × {score}^{exponent}",
            .between = " + ",
            .note = euler};
}

}  // namespace iiindex::detail
