#include <algorithm>
#include <cmath>
#include <utility>

#include <iiindex/exact.hpp>
#include <iiindex/problem.hpp>

#include "analysis/leads.hpp"
#include "ground/catalogue.hpp"
#include "ground/linear_program.hpp"
#include "ground/parallel.hpp"

namespace iiindex {

using namespace detail;

namespace {

constexpr std::size_t most_units = 1000;
constexpr std::size_t most_programs = 4000;  ///< a unit and an end of its ranks
constexpr double exact = 1e-9;

/// How many of several pairs can turn at once. The variables are what each node's weight is of the whole, and for each
/// parent what its children's bounds are multiplied by.
class Together {
public:
    Together(const Result& result, std::size_t node, const WeightBounds& bounds)
        : index_(result.index), bounds_(bounds), node_(node), place_(index_.nodes.size(), 0) {
        const auto has_variable = [&](std::size_t at) { return at == node || bounds.high[at] > 0; };
        std::size_t end = node + 1;
        while (end < index_.nodes.size() && index_.nodes[end].level > index_.nodes[node].level) ++end;
        for (std::size_t at = node; at < end; ++at) {
            if (has_variable(at)) place_[at] = variables_++;
        }
        for (std::size_t at = node; at < end; ++at) {
            if (has_variable(at) && !index_.nodes[at].is_indicator()) bind(at);
        }
    }

    /// The most of these sums (a coefficient a node: at the indicators, with their signs) that can be at least their
    /// least at once; a bound and not met where it takes too long.
    struct Answer {
        std::size_t count = 0;
        bool is_reached = true;
    };
    Answer most(std::vector<Constraint> wanted) {
        wanted_ = std::move(wanted);
        best_ = 0;
        programs_ = 0;
        std::vector<Constraint> chosen = tree_;
        search(chosen, 0, 0);
        if (programs_ >= most_programs) return {wanted_.size(), best_ == wanted_.size()};
        return {best_, true};
    }

    Constraint at_least(const std::vector<double>& sums, double low) const {
        Constraint constraint{.terms = {}, .low = low, .high = unbounded};
        for (std::size_t at = 0; at < sums.size(); ++at) {
            if (sums[at] != 0 && (at == node_ || bounds_.high[at] > 0))
                constraint.terms.push_back({place_[at], sums[at]});
        }
        return constraint;
    }

private:
    /// Its children's weights sum to its own and lie between their bounds.
    void bind(std::size_t parent) {
        Constraint sum{.terms = {{place_[parent], -1}}, .low = 0, .high = 0};
        const std::size_t scale = bounds_.of_shares ? place_[parent] : variables_++;
        for (const std::size_t child : index_.nodes[parent].children) {
            if (bounds_.high[child] == 0) continue;
            sum.terms.push_back({place_[child], 1});
            tree_.push_back({.terms = {{place_[child], 1}, {scale, -bounds_.low[child]}}, .low = 0, .high = unbounded});
            tree_.push_back(
                {.terms = {{place_[child], 1}, {scale, -bounds_.high[child]}}, .low = -unbounded, .high = 0});
        }
        tree_.push_back(std::move(sum));
    }

    bool is_possible(const std::vector<Constraint>& chosen) {
        ++programs_;
        LinearProgram program(variables_, 0, unbounded, chosen);
        program.bound(place_[node_], 1, 1);
        program.hold_to(exact);
        return program.feasible();
    }

    void search(std::vector<Constraint>& chosen, std::size_t next, std::size_t count) {
        best_ = std::max(best_, count);
        if (count + wanted_.size() - next <= best_ || programs_ >= most_programs) return;
        chosen.push_back(wanted_[next]);
        if (is_possible(chosen)) search(chosen, next + 1, count + 1);
        chosen.pop_back();
        search(chosen, next + 1, count);
    }

    const Index& index_;
    const WeightBounds& bounds_;
    std::size_t node_;
    std::size_t variables_ = 0;
    std::vector<std::size_t> place_;  ///< by node: of its weight
    std::vector<Constraint> tree_;
    std::vector<Constraint> wanted_;
    std::size_t best_ = 0;
    std::size_t programs_ = 0;
};

std::vector<double> negative(std::vector<double> numbers) {
    for (double& number : numbers) number = -number;
    return numbers;
}

/// The ranks that one unit can have among all.
class OneUnit {
public:
    OneUnit(const Result& result, std::size_t by, const WeightBounds& bounds)
        : result_(result), by_(by), bounds_(bounds), together_(result, by, bounds) {}

    RankRange of(std::size_t row, Rank rank, const std::vector<std::size_t>& rows) {
        const double level = level_within(result_, by_, row);
        std::size_t always_ahead = 0, others = 0;
        std::vector<Constraint> is_level_or_ahead, is_behind;
        std::size_t never_behind = 0;
        for (const std::size_t other : rows) {
            if (other == row) continue;
            ++others;
            const auto leads = leads_at_indicators(result_, by_, row, other);
            const LeadRange range = *lead_range(result_, by_, row, other, bounds_);
            if (range.most < -level) {
                ++always_ahead;
                continue;
            }
            if (range.least >= -level) {
                ++never_behind;
                continue;
            }
            is_level_or_ahead.push_back(together_.at_least(leads, -level));
            is_behind.push_back(together_.at_least(negative(leads), level + 1e-6 * (-range.least - level)));
        }
        const std::size_t open = is_behind.size();
        const auto best = together_.most(std::move(is_level_or_ahead));
        const auto worst = together_.most(std::move(is_behind));
        return {.row = row,
                .rank = rank,
                .score = *result_.score(row, by_),
                .best = static_cast<Rank>(1 + always_ahead + open - best.count),
                .worst = static_cast<Rank>(1 + always_ahead + worst.count),
                .is_reached = best.is_reached && worst.is_reached};
    }

private:
    const Result& result_;
    std::size_t by_;
    const WeightBounds& bounds_;
    Together together_;
};

void require(const Result& result, const Period& period, std::size_t by) {
    const auto refuse = [&](std::string what, std::string remedy) {
        throw InputError(Problem{.where = {result.index.file}, .what = std::move(what), .remedy = std::move(remedy)});
    };
    if (const std::string why = not_additive(result.index, by); !why.empty())
        refuse(said("weights do not decide ranks by sums alone: {}", why),
               said("look at a node below it with --by, or draw weights without --exact"));
    if (period.count > most_units)
        refuse(said("{} units are too many to compare every two exactly", period.count), said("{} can be", most_units));
}

}  // namespace

ExactRanks exact_ranks(const Result& result, std::size_t period, std::size_t by, const WeightBounds& bounds) {
    const Period& units = result.data.periods[period];
    require(result, units, by);
    ExactRanks found{.period = period, .by = by};
    std::vector<std::size_t> rows;
    const Ranking ranking = rank(result.scores_in(by, units), result.tolerance(by, units));
    for (const std::size_t place : ranking.order) {
        const std::size_t row = units.first + place;
        if (!result.score(row, by)) continue;
        (leads_at_indicators(result, by, row, row).empty() ? found.left_out : rows).push_back(row);
    }
    std::vector<double> scores;
    for (const std::size_t row : rows) scores.push_back(*result.score(row, by));
    const std::vector<Rank> ranks = ranks_of(scores, result.tolerance(by, units));
    found.units.resize(rows.size());
    for_blocks(
        rows.size(),
        [&](std::size_t first, std::size_t last) {
            OneUnit unit(result, by, bounds);
            for (std::size_t i = first; i < last; ++i) found.units[i] = unit.of(rows[i], ranks[i], rows);
        },
        1);
    for (std::size_t a = 0; a < rows.size(); ++a) {
        for (std::size_t b = a + 1; b < rows.size(); ++b) {
            const LeadRange lead = *lead_range(result, by, rows[a], rows[b], bounds);
            found.pairs.push_back({.ahead = rows[a],
                                   .behind = rows[b],
                                   .lead = lead,
                                   .is_fixed = lead.least > level_within(result, by, rows[a])});
        }
    }
    return found;
}

}  // namespace iiindex
