#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <vector>

#include <iiindex/columns.hpp>

#include "engine/methods/aggregation.hpp"
#include "ground/catalogue.hpp"
#include "ground/counts.hpp"
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
        : children_(children), bounds_(settings.shares.value_or(Range{0, 1})) {
        for (const auto column : children.scores) greatest_.push_back(ends_of(column).most);
    }

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
            // One that is next to nothing of the greatest cannot be told from zero.
            const bool is_counted = score > 0 && std::isnormal(score) && std::isnormal(score / greatest_[child]);
            if (is_counted) counted_.push_back(child);
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
                sums_[other] += column[other] > 0 ? times * column[other] : 0;
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

    /// What a child may have of the unit's score is the less the further the unit is there behind the best, as the
    /// others can be had. A variable of the linear program is a share as a multiple of that, so that no coefficient is
    /// large, however small a score.
    void find_scales(std::size_t unit) {
        own_.clear(), scales_.clear();
        std::vector<double> of_best;
        for (const std::size_t child : counted_) {
            own_.push_back(children_.scores[child][unit]);
            of_best.push_back(own_.back() / greatest_[child]);
        }
        std::vector<double> sorted = of_best;
        std::sort(sorted.rbegin(), sorted.rend());
        const auto fewest = static_cast<std::size_t>(std::ceil(1 / most_ - solved_to));  // that can have all of it
        within_reach_ = sorted[std::min(fewest, sorted.size()) - 1];
        for (const double share : of_best) {
            scales_.push_back(std::min(1.0, std::max(bounds_.low, share / within_reach_)));
        }
    }

    /// The sum of share times r is no more than what is minimised.
    Constraint stays_below(std::size_t other) const {
        Constraint constraint{.terms = {{counted_.size(), -1}}, .low = -unbounded, .high = 0};
        for (std::size_t i = 0; i < counted_.size(); ++i) {
            const double score = children_.scores[counted_[i]][other];
            if (score > 0) constraint.terms.push_back({i, score / own_[i] * scales_[i] * within_reach_});
        }
        return constraint;
    }

    std::vector<double> best_shares(std::size_t unit) {
        const std::size_t size = counted_.size();
        find_scales(unit);
        Constraint whole{.terms = {}, .low = 1, .high = 1};
        for (std::size_t i = 0; i < size; ++i) whole.terms.push_back({i, scales_[i]});
        std::vector<Constraint> constraints = {whole, stays_below(unit)};
        for (const std::size_t other : met_) constraints.push_back(stays_below(other));
        LinearProgram program(size + 1, 0, unbounded, constraints);
        for (std::size_t i = 0; i < size; ++i) {
            const double most = most_ / scales_[i];
            program.bound(i, bounds_.low / scales_[i], bounds_.low > 0 ? most : std::min(most, 1.0));
        }
        program.hold_to(solved_to);
        const Term cost{size, 1};
        std::optional<double> least = program.minimise({&cost, 1});
        while (least) {  // as there always is: equal shares hold to all
            std::vector<double> shares;
            for (std::size_t i = 0; i < size; ++i) shares.push_back(program.point()[i] * scales_[i]);
            const double limit = *least / within_reach_ * (1 + solved_to);
            const auto more = compare_by(shares) > limit ? meet_those_above(limit) : std::vector<Constraint>();
            if (more.empty()) {
                keep_those_that_bind(program);
                return shares;
            }
            least = program.minimise_with(more);
        }
        throw std::runtime_error(said("the linear program of a unit was not solved"));
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
    std::vector<double> greatest_;      ///< of each child's scores
    double most_ = 1;                   ///< the greatest share of the unit at work
    std::vector<std::size_t> counted_;  ///< of the unit at work: the children at which it is above zero
    std::vector<double> own_;           ///< its scores there
    std::vector<double> scales_;        ///< what one of a child's variable is of the share
    double within_reach_ = 1;           ///< how far up to the best it is at the children that could have it all
    std::vector<std::size_t> met_;      ///< other units that decide
    std::vector<double> sums_;
};

}  // namespace

void benefit_of_the_doubt(const Children& children, const Aggregation& settings, std::span<double> scores) {
    constexpr std::size_t units_at_a_time = 64;  // the same for any number of threads
    const Doubt fresh(children, settings);
    for_blocks(
        scores.size(),
        [&](std::size_t first, std::size_t last) {
            Doubt doubt = fresh;
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
