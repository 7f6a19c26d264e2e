#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include <iiindex/columns.hpp>

#include "engine/methods/aggregation.hpp"
#include "ground/catalogue.hpp"
#include "ground/linear_program.hpp"
#include "ground/parallel.hpp"

namespace iiindex::detail {
namespace {

constexpr double solved_to = 1e-10;  ///< to which a linear program is solved

/// A unit's best weights, by what each child has of its score: shares. With r_ij the score of unit i at child j over
/// that of the unit, its score is the inverse of the least that the greatest of the sums over j of share times r_ij can
/// be, and few of the other units decide that: only those that are met are put into the linear program.
class Doubt {
public:
    Doubt(const Children& children, const Aggregation& settings)
        : children_(children), bounds_(settings.shares.value_or(Range{0, 1})) {}

    struct Answer {
        double score = missing;
        std::vector<double> shares;  ///< a child each
    };

    Answer of(std::size_t unit) {
        Answer answer{.shares = std::vector<double>(children_.scores.size(), 0)};
        counted_.clear();
        std::size_t there = 0;
        for (std::size_t child = 0; child < children_.scores.size(); ++child) {
            const double score = children_.scores[child][unit];
            if (!is_missing(score)) ++there;
            if (score > 0) counted_.push_back(child);
        }
        if (there == 0) return answer;
        // A unit that lacks children has the greater share of those that it has.
        most_ = std::max(bounds_.high, 1 / static_cast<double>(there));
        answer.score = 0;
        if (most_ * static_cast<double>(counted_.size()) < 1 - solved_to)
            return answer;  // what is at zero bears no share
        const std::vector<double> shares = best_shares(unit);
        for (std::size_t i = 0; i < counted_.size(); ++i) answer.shares[counted_[i]] = shares[i];
        const double furthest = compare_by(shares);
        answer.score = furthest > 1 + solved_to ? 1 / furthest : 1;
        return answer;
    }

private:
    /// How many times as high as the unit at work each of all is by some shares; the greatest.
    double compare_by(const std::vector<double>& shares) {
        sums_.assign(children_.scores.front().size(), 0);
        for (std::size_t i = 0; i < counted_.size(); ++i) {
            const double times = shares[i] / own_[i];
            if (times == 0) continue;
            const auto column = children_.scores[counted_[i]];
            for (std::size_t other = 0; other < sums_.size(); ++other) {
                sums_[other] += is_missing(column[other]) ? 0 : times * column[other];
            }
        }
        return *std::max_element(sums_.begin(), sums_.end());
    }

    /// Meets the units that are furthest above a limit; those that are new.
    std::vector<Constraint> meet_those_above(double limit) {
        constexpr std::size_t most_at_once = 5;
        std::vector<std::size_t> above;
        for (std::size_t other = 0; other < sums_.size(); ++other) {
            if (sums_[other] > limit && std::find(met_.begin(), met_.end(), other) == met_.end())
                above.push_back(other);
        }
        const auto count = std::min(most_at_once, above.size());
        std::partial_sort(above.begin(), above.begin() + static_cast<std::ptrdiff_t>(count), above.end(),
                          [&](std::size_t a, std::size_t b) { return sums_[a] > sums_[b]; });
        above.resize(count);
        std::vector<Constraint> constraints;
        for (const std::size_t other : above) {
            met_.push_back(other);
            constraints.push_back(stays_below(other));
        }
        return constraints;
    }

    /// The sum of share times r is no more than what is minimised.
    Constraint stays_below(std::size_t other) const {
        Constraint constraint{.terms = {{counted_.size(), -1}}, .low = -unbounded, .high = 0};
        for (std::size_t i = 0; i < counted_.size(); ++i) {
            const double score = children_.scores[counted_[i]][other];
            if (!is_missing(score) && score != 0) constraint.terms.push_back({i, score / own_[i]});
        }
        return constraint;
    }

    std::vector<double> best_shares(std::size_t unit) {
        const std::size_t size = counted_.size();
        own_.clear();
        for (const std::size_t child : counted_) own_.push_back(children_.scores[child][unit]);
        Constraint whole{.terms = {}, .low = 1, .high = 1};
        for (std::size_t i = 0; i < size; ++i) whole.terms.push_back({i, 1});
        std::vector<Constraint> constraints = {whole, stays_below(unit)};
        for (const std::size_t other : met_) constraints.push_back(stays_below(other));
        LinearProgram program(size + 1, bounds_.low, most_, constraints);
        program.bound(size, 0, unbounded);
        program.hold_to(solved_to);
        const Term cost{size, 1};
        std::optional<double> least = program.minimise({&cost, 1});
        while (least) {  // as there always is: equal shares hold to all
            std::vector<double> shares(program.point().begin(),
                                       program.point().begin() + static_cast<std::ptrdiff_t>(size));
            const double limit = *least * (1 + solved_to);
            const auto more = compare_by(shares) > limit ? meet_those_above(limit) : std::vector<Constraint>();
            if (more.empty()) {
                keep_those_that_bind(program);
                return shares;
            }
            least = program.minimise_with(more);
        }
        return std::vector<double>(size, 1 / static_cast<double>(size));
    }

    /// They are likely to decide the next unit's too.
    void keep_those_that_bind(const LinearProgram& program) {
        constexpr std::size_t first = 2;  // the sum of shares, and the unit itself
        const auto prices = program.prices();
        std::vector<std::size_t> binding;
        for (std::size_t i = 0; i < met_.size(); ++i) {
            if (prices[first + i] != 0) binding.push_back(met_[i]);
        }
        met_ = std::move(binding);
    }

    const Children& children_;
    Range bounds_;
    double most_ = 1;                   ///< the greatest share of the unit at work
    std::vector<std::size_t> counted_;  ///< of the unit at work: the children at which it is above zero
    std::vector<double> own_;           ///< its scores there
    std::vector<std::size_t> met_;      ///< other units that decide
    std::vector<double> sums_;
};

}  // namespace

void benefit_of_the_doubt(const Children& children, const Aggregation& settings, std::span<double> scores) {
    constexpr std::size_t units_at_a_time = 64;  // the same for any number of threads
    for_blocks(
        scores.size(),
        [&](std::size_t first, std::size_t last) {
            Doubt doubt(children, settings);
            for (std::size_t unit = first; unit < last; ++unit) scores[unit] = doubt.of(unit).score;
        },
        units_at_a_time);
}

double tolerance_of_benefit_of_the_doubt(const Children&, const Aggregation&, double, double) { return 1e-9; }

Parts parts_of_benefit_of_the_doubt(const UnitChildren& unit, const Aggregation& settings) {
    const auto best = Doubt(unit.peers, settings).of(unit.place);
    Parts parts(unit.scores.size());
    for (std::size_t child = 0; child < unit.scores.size(); ++child) {
        const double part = best.score * best.shares[child];
        parts.of[child] = unit.unmapped(part, best.shares[child]);
        if (part > 0) parts.per_point[child] = part / unit.mapped(child);
    }
    return parts;
}

Formula formula_of_benefit_of_the_doubt(const Aggregation&) {
    return {.whole = marked("weighted by the weights that suit it best, as a share of the best unit by these weights"),
            .note = marked("Contributions by benefit of the doubt are by the unit's own best weights; they add up to "
                           "the score.")};
}

}  // namespace iiindex::detail
