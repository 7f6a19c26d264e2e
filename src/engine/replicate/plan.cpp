#include "engine/replicate/plan.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <iiindex/aggregate.hpp>
#include <iiindex/named.hpp>
#include <iiindex/normalise.hpp>
#include <iiindex/prepare.hpp>
#include <iiindex/weigh.hpp>

#include "engine/finish.hpp"
#include "engine/impute.hpp"
#include "engine/precision.hpp"

namespace iiindex::detail {
namespace {

std::size_t end_of(const Index& index, std::size_t node) {
    std::size_t end = node + 1;
    while (end < index.nodes.size() && index.nodes[end].level > index.nodes[node].level) ++end;
    return end;
}

/// Every unit in the middle of the scale: what a normalisation has to say of a constant.
void fill_constant(const Node& indicator, std::span<const double> values, std::span<double> scores) {
    const Normalisation& how = indicator.normalisation;
    const double middle = how.method->centred ? how.mean : (how.range.low + how.range.high) / 2;
    for (std::size_t i = 0; i < values.size(); ++i) scores[i] = is_missing(values[i]) ? missing : middle;
}

double least_of(std::span<const double> column) {
    double least = std::numeric_limits<double>::infinity();
    for (const double x : column) least = x < least ? x : least;
    return least;
}

}  // namespace

/// What is known of a node's scores before any replicate.
struct Plan::Seen {
    std::vector<bool> may_lack;  ///< by unit: whether there may be no score
    bool lacks = false;          ///< whether any unit may lack one
    bool positive = false;       ///< whether all that there are lie above zero

    void conclude() { lacks = std::find(may_lack.begin(), may_lack.end(), true) != may_lack.end(); }
};

Plan::Plan(const Result& nominal, std::size_t period, std::size_t by, Uncertainty uncertainty, Removing removing)
    : nominal_(nominal),
      period_(period),
      by_(by),
      end_(end_of(nominal.index, by)),
      uncertainty_(std::move(uncertainty)),
      removing_(removing),
      noise_(nominal.index.nodes.size(), 0) {
    if (uncertainty_.normalisations.empty()) uncertainty_.normalisations.push_back({"own", {}});
    if (uncertainty_.aggregations.empty()) uncertainty_.aggregations.push_back({"own", {}});
    if (uncertainty_.missing.empty()) uncertainty_.missing.push_back({"own", {}});
    for (const Noise& noise : uncertainty_.noise) noise_[noise.node] = noise.sd;
    if (removing == Removing::yes) find_measured_in_part();
    normalise_leaves();
    make_indices();
    for (std::size_t n = 0; n < uncertainty_.normalisations.size(); ++n) {
        for (std::size_t a = 0; a < uncertainty_.aggregations.size(); ++a) {
            for (std::size_t m = 0; m < uncertainty_.missing.size(); ++m) schemes_.push_back(make_scheme(n, a, m));
        }
    }
}

std::size_t Plan::lowest_above(std::size_t a, std::size_t b) const {
    while (a != b) {
        std::size_t& lower = a > b ? a : b;
        lower = node(lower).parent;
    }
    return a;
}

void Plan::find_measured_in_part() {
    for (std::size_t unit = 0; unit < period().count; ++unit) {
        std::optional<std::size_t> below;
        for (const std::size_t leaf : nominal_.index.indicators) {
            if (is_missing(nominal_.data.values_in(*node(leaf).indicator, period())[unit])) continue;
            below = lowest_above(leaf, below.value_or(leaf));
            if (*below == 0) break;
        }
        if (below.value_or(0) != 0) measured_in_part_.push_back({unit, *below});
    }
}

Node Plan::with_normalisation(std::size_t leaf, std::size_t normalisation) const {
    Node indicator = node(leaf);
    const auto& setting = uncertainty_.normalisations[normalisation].setting;
    if (!setting) return indicator;
    indicator.normalisation = *setting;
    if (const auto implied = setting->method->transform; !implied.empty() && !indicator.best_at) {
        indicator.transform = find_named(transform_methods(), implied);
    }
    if (setting->method->goalposts) return indicator;
    indicator.goalposts.reset();  // they would be stronger than the method
    indicator.quantiles.reset();
    indicator.cap = Cap::none;
    return indicator;
}

void Plan::normalise_leaves() {
    for (std::size_t n = 0; n < uncertainty_.normalisations.size(); ++n) {
        Columns columns(period().count, nominal_.index.indicators.size());
        auto& precisions = leaf_precisions_.emplace_back(columns.columns());
        for (std::size_t i = 0; i < columns.columns(); ++i) {
            const std::size_t leaf = nominal_.index.indicators[i];
            const auto own = nominal_.scores_in(leaf, period());
            const auto scores = columns.column(i);
            std::copy(own.begin(), own.end(), scores.begin());
            precisions[i] = nominal_.precisions[period_][leaf];
            if (!uncertainty_.normalisations[n].setting || leaf < by_ || leaf >= end_) continue;
            const Node indicator = with_normalisation(leaf, n);
            const Fit fit = normalise(indicator, nominal_.data, period(), {}, scores);
            if (fit.refusal) fill_constant(indicator, own, scores);
            finish_scores(indicator, nominal_.data.values_in(i, period()), scores, fit.precision.tolerance);
            precisions[i] = after_rounding(indicator, fit.precision);
        }
        leaves_.push_back(std::move(columns));
    }
}

void Plan::make_indices() {
    for (const auto& aggregation : uncertainty_.aggregations) {
        for (const auto& rule : uncertainty_.missing) {
            indices_.push_back(nominal_.index);
            for (std::size_t n = by_; n < end_; ++n) {
                Node& changed = indices_.back().nodes[n];
                if (changed.is_indicator()) continue;
                if (aggregation.setting && !changed.aggregation.formula) changed.aggregation = *aggregation.setting;
                if (rule.setting) changed.missing = *rule.setting;
                changed.weighting = {};  // a draw says what the weights are
            }
        }
    }
}

Scheme Plan::make_scheme(std::size_t normalisation, std::size_t aggregation, std::size_t rule) {
    Scheme scheme{.parts = std::vector<Scheme::Part>(end_ - by_),
                  .index = aggregation * uncertainty_.missing.size() + rule};
    std::vector<Seen> seen(end_ - by_);
    for (std::size_t n = end_; n-- > by_;) {
        if (node(n).is_indicator()) {
            plan_leaf(scheme, n, normalisation, seen);
        } else {
            plan_inner(scheme, n, seen);
        }
    }
    return scheme;
}

void Plan::plan_leaf(Scheme& scheme, std::size_t leaf, std::size_t normalisation, std::vector<Seen>& seen) {
    std::span<const double> column = std::as_const(leaves_[normalisation]).column(*node(leaf).indicator);
    const Node& parent = indices_[scheme.index].nodes[node(leaf).parent];
    const MissingRule& rule = parent.missing;
    const bool noisy = noise_[leaf] > 0;
    // A coverage is asked of what was there before anything was put in.
    if (rule.kind == MissingRule::Kind::impute && !parent.coverage && !noisy && leaf != by_) {
        made_.emplace_back(column.begin(), column.end());
        fill_gaps(made_.back(), groups_of(rule.impute, nominal_.data, period()), *rule.impute.method);
        column = made_.back();
    }
    scheme.parts[leaf - by_].plain = column;
    scheme.parts[leaf - by_].precision = leaf_precisions_[normalisation][*node(leaf).indicator];
    Seen& own = seen[leaf - by_];
    const bool loses = noisy && node(leaf).transform != nullptr;
    for (const double score : column) own.may_lack.push_back(loses || is_missing(score));
    own.conclude();
    own.positive = !noisy && least_of(column) > scheme.parts[leaf - by_].precision.tolerance;
}

bool Plan::lacks_below(std::size_t n) const {
    const auto below = nominal_.index.indicators_below(n);
    return std::any_of(below.begin(), below.end(), [&](std::size_t leaf) {
        const auto scores = leaves_.front().column(*node(leaf).indicator);
        const bool loses = noise_[leaf] > 0 && node(leaf).transform != nullptr;
        return loses || std::any_of(scores.begin(), scores.end(), is_missing);
    });
}

bool Plan::lacks_anything() const { return lacks_below(by_); }

/// Whether a node has rules beyond leaving out what is missing.
bool Plan::needs_all_rules(const Scheme& scheme, std::size_t n, const std::vector<Seen>& seen) const {
    const Node& settings = indices_[scheme.index].nodes[n];
    if (settings.round || settings.rescale_best || settings.aggregation.inverted || settings.aggregation.formula)
        return true;
    if (settings.coverage && lacks_below(n)) return true;
    return std::any_of(settings.children.begin(), settings.children.end(), [&](std::size_t child) {
        const bool reversed = !node(child).is_indicator() && node(child).direction == Direction::negative;
        const bool counts = nominal_.weights[period_][child] != 0;
        return reversed || !counts || (seen[child - by_].lacks && settings.missing.kind != MissingRule::Kind::reweight);
    });
}

std::optional<Line> Plan::line_of(const Index& index, std::size_t n) const {
    return mapping(index.nodes[n].aggregation, scale_below(index, index.nodes[n]));
}

bool Plan::is_log_sum(const Scheme& scheme, std::size_t n, const std::vector<Seen>& seen) const {
    const Index& index = indices_[scheme.index];
    if (exponent_of(index.nodes[n].aggregation) != 0.0) return false;
    const auto line = line_of(index, n);
    return std::all_of(node(n).children.begin(), node(n).children.end(), [&](std::size_t child) {
        const Scheme::Part& part = scheme.parts[child - by_];
        if (seen[child - by_].lacks) return false;
        if (!line) return seen[child - by_].positive;
        if (noise_[child] > 0) return false;
        return part.operation == Operation::leaf ? line->at(least_of(part.plain)) > 0
                                                 : part.operation == Operation::log_sum && part.line == line;
    });
}

/// How well a node's scores are known in a scheme, as long as nothing is taken out and no error is added.
Precision Plan::precision_of(const Scheme& scheme, std::size_t n) const {
    const Index& index = indices_[scheme.index];
    if (index.nodes[n].aggregation.formula) return nominal_.precisions[period_][n];
    std::vector<Precision> precisions;
    for (const std::size_t child : node(n).children) precisions.push_back(scheme.parts[child - by_].precision);
    const auto weights = given_weights(index, n);
    Precision own = precision_of_mean(index, n, {{}, weights, precisions}, period().count);
    const auto& best = index.nodes[n].rescale_best;
    if (best && own.largest > 0) own = after_rescaling(*best / own.largest, own);
    return after_rounding(index.nodes[n], own);
}

void Plan::take_logarithms(Scheme& scheme, std::size_t n) {
    const auto& line = scheme.parts[n - by_].line;
    for (const std::size_t child : node(n).children) {
        Scheme::Part& part = scheme.parts[child - by_];
        if (part.operation != Operation::leaf) continue;
        auto& logarithms = made_.emplace_back(part.plain.begin(), part.plain.end());
        for (double& score : logarithms) score = std::log(line ? line->at(score) : score);
        part.logged = logarithms;
    }
}

void Plan::plan_inner(Scheme& scheme, std::size_t n, std::vector<Seen>& seen) {
    const Index& index = indices_[scheme.index];
    const auto& children = node(n).children;
    Scheme::Part& part = scheme.parts[n - by_];
    part.aggregation = index.nodes[n].aggregation;
    part.precision = precision_of(scheme, n);
    const auto all = [&](auto has) { return std::all_of(children.begin(), children.end(), has); };
    const bool positive = all([&](std::size_t child) { return seen[child - by_].positive; });
    const bool complete = all([&](std::size_t child) { return !seen[child - by_].lacks; });
    const bool in_domain = positive || domain_of(part.aggregation) == AggregationMethod::Domain::any;

    part.operation = Operation::general;
    if (!needs_all_rules(scheme, n, seen)) {
        const bool mapped = part.aggregation.on.has_value();
        if (is_log_sum(scheme, n, seen)) {
            part.operation = Operation::log_sum;
            part.line = line_of(index, n);
            take_logarithms(scheme, n);
        } else if (!mapped && complete && exponent_of(part.aggregation) == 1.0) {
            part.operation = Operation::sum;
        } else if (!mapped && in_domain) {
            part.operation = Operation::combine;
        }
    }
    Seen& own = seen[n - by_];
    own.positive =
        positive && part.aggregation.method->is_mean && part.operation != Operation::general && noise_[n] == 0;
    own.may_lack.assign(period().count, part.operation == Operation::general);
    // A child that is taken out may have been the only one with a score.
    const std::size_t needed = removing_ == Removing::yes && children.size() > 1 ? 2 : 1;
    for (std::size_t unit = 0; unit < period().count && part.operation != Operation::general; ++unit) {
        const auto sure = std::count_if(children.begin(), children.end(),
                                        [&](std::size_t child) { return !seen[child - by_].may_lack[unit]; });
        own.may_lack[unit] = static_cast<std::size_t>(sure) < needed;
    }
    own.conclude();
}

std::optional<std::size_t> Plan::taken_with(std::size_t n) const {
    const auto goes_too = [&](std::size_t child) {
        const Node& parent = node(node(child).parent);
        const auto counts_beside = [&](std::size_t other) {
            return other != child && nominal_.weights[period_][other] != 0;
        };
        return parent.aggregation.formula ||
               std::none_of(parent.children.begin(), parent.children.end(), counts_beside);
    };
    while (n != by_ && goes_too(n)) n = node(n).parent;
    return n == by_ ? std::nullopt : std::optional(n);
}

}  // namespace iiindex::detail
