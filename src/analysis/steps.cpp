#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>

#include <iiindex/aggregate.hpp>
#include <iiindex/contributions.hpp>
#include <iiindex/explain.hpp>
#include <iiindex/normalise.hpp>
#include <iiindex/number.hpp>
#include <iiindex/rank.hpp>

#include "model/part.hpp"

namespace iiindex {
namespace {

constexpr std::size_t most_cells_anew = 100'000;  ///< of a table that is computed anew thousands of times
constexpr std::size_t few = 3;                    ///< indicators that are moved together
constexpr std::size_t most_ends = 8;              ///< of a ladder that are tried

/// Where a unit stands at a node.
struct Place {
    double score = 0;
    Rank rank = 0;
    std::size_t tier = 0;  ///< 0 where the node has none
};

/// What would become of a unit if it had other values.
class WhatIf {
public:
    WhatIf(const Index& index, Dataset data, const ComputeOptions& options, std::size_t row, std::size_t node)
        : index_(index), data_(std::move(data)), options_(options), row_(row), node_(node) {
        data_.value_origins.clear();
        options_.depth = index.nodes[node].level;
        now_ = place({});
    }

    const std::optional<Place>& now() const { return now_; }

    /// Empty where there would be no score, or no scale for an indicator.
    std::optional<Place> place(const std::vector<Move>& moves) const {
        Index index = index_;
        Dataset data = data_;
        for (const Move& move : moves) {
            index.nodes[move.node].formula.reset();  // its own value is moved, whatever gives it
            data.values.column(*index.nodes[move.node].indicator)[row_] = move.to;
        }
        try {
            detail::derive_again(index, data);  // formulas read what was moved
            return place_in(compute(std::move(index), std::move(data), options_));
        } catch (const InputError&) {
            return std::nullopt;
        }
    }

private:
    std::optional<Place> place_in(const Result& result) const {
        const auto score = result.score(row_, node_);
        if (!score) return std::nullopt;
        const Period& period = result.data.period_of(row_);
        return Place{*score, ranks_of(result, node_, period)[row_ - period.first],
                     tier_of(result, node_, row_).value_or(0)};
    }

    const Index& index_;
    Dataset data_;
    ComputeOptions options_;
    std::size_t row_, node_;
    std::optional<Place> now_;
};

/// 1 where a higher value raises the explained node's score, -1 where it lowers it.
double sign_of(const Index& index, std::size_t indicator, std::size_t node, double value) {
    const Node& leaf = index.nodes[indicator];
    const bool falls = leaf.best_at     ? value > leaf.best_at->low
                       : leaf.goalposts ? leaf.goalposts->worst > leaf.goalposts->best
                                        : leaf.direction == Direction::negative;
    double sign = falls ? -1 : 1;
    for (std::size_t at = indicator; at != node; at = index.nodes[at].parent) {
        if (at != indicator && index.nodes[at].direction == Direction::negative) sign = -sign;
    }
    return sign;
}

/// The values of an indicator that a unit could go to, from the nearest on: those of others, goalposts, and some
/// beyond the best.
class Ladder {
public:
    Ladder(const Index& index, const Dataset& data, std::size_t row, std::size_t indicator, std::size_t node)
        : from_(data.values.column(*index.nodes[indicator].indicator)[row]),
          sign_(sign_of(index, indicator, node, from_)) {
        const Period& period = data.period_of(row);
        const auto values = data.values_in(*index.nodes[indicator].indicator, period);
        double least = sign_ * from_;
        double most = least;
        for (std::size_t unit = 0; unit < values.size(); ++unit) {
            if (is_missing(values[unit])) continue;
            least = std::min(least, sign_ * values[unit]);
            most = std::max(most, sign_ * values[unit]);
            add(values[unit]);
            if (unit != row - period.first) best_other_ = std::max(best_other_, sign_ * values[unit]);
        }
        best_ = sign_ * most;
        for (const double ranges : {0.25, 0.5, 1.0}) add(best_ + sign_ * ranges * (most - least));
        if (const auto& posts = index.nodes[indicator].goalposts) {
            add(posts->best);
            add(posts->worst);
        }
        if (const auto& optimum = index.nodes[indicator].best_at)
            end_at(from_ > optimum->high ? optimum->high : optimum->low);
        std::sort(rungs_.begin(), rungs_.end(), [&](double a, double b) { return sign_ * a < sign_ * b; });
        rungs_.erase(std::unique(rungs_.begin(), rungs_.end()), rungs_.end());
    }

    double from() const { return from_; }
    double best() const { return best_; }
    double last_rung() const { return rungs_.empty() ? from_ : rungs_.back(); }
    const std::vector<double>& rungs() const { return rungs_; }
    bool beyond_others(double value) const { return sign_ * value > best_other_; }

private:
    void add(double value) {
        value = std::clamp(value, std::numeric_limits<double>::lowest(), std::numeric_limits<double>::max());
        if (sign_ * value > sign_ * from_) rungs_.push_back(value);
    }
    /// Leads to where an indicator is best, beyond which it is worse again, and which sets no scale.
    void end_at(double optimum) {
        if (sign_ * optimum <= sign_ * from_) return;
        std::erase_if(rungs_, [&](double rung) { return sign_ * rung > sign_ * optimum; });
        add(optimum);
        best_ = optimum;
        best_other_ = std::numeric_limits<double>::infinity();
    }

    double from_;
    double sign_;
    double best_ = 0;
    double best_other_ = -std::numeric_limits<double>::infinity();
    std::vector<double> rungs_;
};

using Reaches = std::function<bool(double)>;

/// The number nearest to `from` at which something holds, where it holds at `to` and not at `from`.
double bisect(double from, double to, const Reaches& reaches) {
    while (true) {
        const double middle = from + (to - from) / 2;
        if (middle == from || middle == to) return to;
        (reaches(middle) ? to : from) = middle;
    }
}

/// The nearest number on a ladder of them, or between its rungs, at which something holds. What holds on one rung is
/// taken to hold on those behind it; where it does not on the last of them, a few before it are tried.
std::optional<double> nearest_that(double from, const std::vector<double>& rungs, const Reaches& reaches) {
    const std::size_t stride = std::max<std::size_t>((rungs.size() + most_ends - 1) / most_ends, 1);
    for (std::size_t left = rungs.size(); left > 0; left -= std::min(left, stride)) {
        const auto end = rungs.begin() + static_cast<std::ptrdiff_t>(left - 1);
        if (!reaches(*end)) continue;
        const auto first = std::partition_point(rungs.begin(), end, [&](double rung) { return !reaches(rung); });
        return bisect(first == rungs.begin() ? from : *std::prev(first), *first, reaches);
    }
    return std::nullopt;
}

/// The decimals that a person would type for a number, the likeliest first: one that it is but for what arithmetic
/// loses, or else the shortest that are as far from `from`, or up to a thousandth further, or a millionth of the way to
/// `last_rung`: a rank that is gained by any difference is not left to the last digit of a number.
std::vector<double> typed(double from, double to, double last_rung) {
    const double sign = to < from ? -1 : 1;
    const double way = std::abs(to - from);
    const double leeway = std::max(1e-3 * way, 1e-6 * std::abs(last_rung - from));
    const double lost = std::max(1e-9 * way, 1e-15 * std::abs(to));
    const auto first = -static_cast<int>(std::floor(std::log10(std::max(std::abs(from), std::abs(to)))));
    std::vector<double> exact, beyond;
    for (int digits = first; std::pow(10.0, -digits) > 100 * lost; ++digits) {
        const double nearest = round_half_up(to, digits);
        if (exact.empty() && std::abs(nearest - to) <= lost) exact.push_back(nearest);
        for (const double decimal : {nearest, round_half_up(nearest + sign * std::pow(10.0, -digits), digits)}) {
            const double further = sign * (decimal - to);
            if (further >= 0 && further <= leeway) beyond.push_back(decimal);
        }
    }
    exact.insert(exact.end(), beyond.begin(), beyond.end());
    return exact;
}

/// The first of the decimals for a number at which something holds; the number itself where it does at none.
double as_typed(double from, double to, double last_rung, const Reaches& reaches) {
    const auto decimals = typed(from, to, last_rung);
    const auto found = std::find_if(decimals.begin(), decimals.end(), reaches);
    return found == decimals.end() ? to : *found;
}

/// A step found, with where it leads.
Step step_of(Step::To to, std::vector<Move> moves, double share, const WhatIf& what_if) {
    const Place there = what_if.place(moves).value_or(Place{});
    return {.to = to, .tier = there.tier, .rank = there.rank, .moves = std::move(moves), .share = share};
}

bool is_up(Step::To to, const Place& now, const std::optional<Place>& then) {
    if (!then) return false;
    return to == Step::To::tier ? then->tier < now.tier : then->rank < now.rank;
}

std::optional<Step> alone(Step::To to, std::size_t node, const Ladder& ladder, const WhatIf& what_if) {
    const auto moves = [&](double value) {
        return std::vector<Move>{{node, ladder.from(), value, ladder.beyond_others(value)}};
    };
    const Reaches reaches = [&](double value) { return is_up(to, *what_if.now(), what_if.place(moves(value))); };
    const auto found = nearest_that(ladder.from(), ladder.rungs(), reaches);
    if (!found) return std::nullopt;
    return step_of(to, moves(as_typed(ladder.from(), *found, ladder.last_rung(), reaches)), 1, what_if);
}

std::optional<Step> together(Step::To to, const std::vector<std::size_t>& nodes, const std::vector<Ladder>& ladders,
                             const WhatIf& what_if) {
    const auto moves = [&](double share) {
        std::vector<Move> all;
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            const double value = ladders[i].from() + share * (ladders[i].best() - ladders[i].from());
            all.push_back({nodes[i], ladders[i].from(), value, ladders[i].beyond_others(value)});
        }
        return all;
    };
    const auto share = nearest_that(0, {0.25, 0.5, 0.75, 1.0},
                                    [&](double part) { return is_up(to, *what_if.now(), what_if.place(moves(part))); });
    if (!share) return std::nullopt;
    std::vector<Move> found = moves(*share);
    for (std::size_t i = 0; i < found.size(); ++i) {
        Move& move = found[i];
        move.to = as_typed(move.from, move.to, ladders[i].last_rung(), [&](double value) {
            const double before = std::exchange(move.to, value);
            const bool is_there = is_up(to, *what_if.now(), what_if.place(found));
            move.to = before;
            return is_there;
        });
    }
    return step_of(to, std::move(found), *share, what_if);
}

/// The indicators of a unit with the lowest scores.
std::vector<std::size_t> weakest_of(const Result& result, std::size_t row, std::vector<std::size_t> indicators) {
    std::erase_if(indicators, [&](std::size_t node) { return !result.score(row, node); });
    std::stable_sort(indicators.begin(), indicators.end(),
                     [&](std::size_t a, std::size_t b) { return *result.score(row, a) < *result.score(row, b); });
    if (indicators.size() > few) indicators.resize(few);
    return indicators;
}

/// The indicators with the longest way to the top of their scales, by weight.
std::vector<std::size_t> farthest(const Result& result, std::size_t row, std::size_t node,
                                  std::vector<std::size_t> indicators, std::size_t most) {
    const std::vector<double> weights = effective_weights({&result, row}, node);
    const auto way = [&](std::size_t leaf) {
        return weights[leaf] * (scale_of(result.index, leaf).high - result.score(row, leaf).value_or(missing));
    };
    std::erase_if(indicators, [&](std::size_t leaf) { return !(way(leaf) > 0); });
    std::stable_sort(indicators.begin(), indicators.end(),
                     [&](std::size_t a, std::size_t b) { return way(a) > way(b); });
    if (indicators.size() > most) indicators.resize(most);
    return indicators;
}

/// How many cells are looked at to compute a table anew: those of every two units, where a method compares these.
std::size_t cells_looked_at(const Index& index, std::size_t units) {
    const bool compares_pairs = std::any_of(index.nodes.begin(), index.nodes.end(), [](const Node& node) {
        return !node.is_indicator() && node.aggregation.method->most_units != 0;
    });
    return units * std::max(index.indicators.size(), compares_pairs ? units : 0);
}

}  // namespace

StepsUp steps_up(const Index& index, const Dataset& data, const ComputeOptions& options, std::size_t row,
                 std::size_t node, std::optional<std::size_t> most_far) {
    StepsUp steps;
    if (cells_looked_at(index, data.units.size()) > most_cells_anew) return steps;
    const WhatIf what_if(index, data, options, row, node);
    if (!what_if.now()) return steps;
    steps.searched = true;
    steps.has_better_tier = !most_far && what_if.now()->tier > 1;
    steps.has_better_rank = what_if.now()->rank > 1;
    std::vector<std::size_t> measured = index.indicators_below(node);
    std::erase_if(measured, [&](std::size_t leaf) { return !data.values.at(row, *index.nodes[leaf].indicator); });
    const Result now = compute(index, data, options);
    for (const std::size_t leaf : most_far ? farthest(now, row, node, measured, *most_far) : measured) {
        const Ladder ladder(index, data, row, leaf, node);
        StepsUp::Alone one{.node = leaf, .tier = {}, .rank = {}};
        if (steps.has_better_tier) one.tier = alone(Step::To::tier, leaf, ladder, what_if);
        if (steps.has_better_rank) one.rank = alone(Step::To::rank, leaf, ladder, what_if);
        steps.alone.push_back(std::move(one));
    }
    const std::vector<std::size_t> counted = index.indicators_counted_below(node);
    std::erase_if(measured,
                  [&](std::size_t leaf) { return !std::binary_search(counted.begin(), counted.end(), leaf); });
    steps.weakest = weakest_of(now, row, std::move(measured));
    std::vector<Ladder> ladders;
    for (const std::size_t leaf : steps.weakest) ladders.emplace_back(index, data, row, leaf, node);
    if (steps.has_better_tier) steps.together_tier = together(Step::To::tier, steps.weakest, ladders, what_if);
    if (steps.has_better_rank) steps.together_rank = together(Step::To::rank, steps.weakest, ladders, what_if);
    return steps;
}

}  // namespace iiindex
