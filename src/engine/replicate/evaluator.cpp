#include "engine/replicate/evaluator.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <Eigen/Core>

#include <iiindex/aggregate.hpp>
#include <iiindex/normalise.hpp>

#include "engine/finish.hpp"
#include "ground/shares.hpp"
#include "model/tree.hpp"

namespace iiindex::detail {
namespace {

using Map = Eigen::Map<Eigen::ArrayXd>;
using ConstMap = Eigen::Map<const Eigen::ArrayXd>;

Map map(double* column, std::size_t units) { return {column, static_cast<Eigen::Index>(units)}; }
ConstMap map(const double* column, std::size_t units) { return {column, static_cast<Eigen::Index>(units)}; }

bool has_indicator_noise(const Plan& plan) {
    const auto& noise = plan.uncertainty().noise;
    return std::any_of(noise.begin(), noise.end(), [&](const Noise& n) { return plan.node(n.node).is_indicator(); });
}

}  // namespace

Draw nominal_draw(const Plan& plan) {
    return {.removed = {},
            .weights = plan.nominal().weights[plan.period_place()],
            .errors = std::vector<double>(plan.uncertainty().noise.size() * plan.period().count, 0)};
}

Evaluator::Evaluator(const Plan& plan)
    : plan_(plan),
      units_(plan.period().count),
      plain_(units_, plan.end() - plan.by()),
      logged_(units_, plan.end() - plan.by()),
      states_(plan.end() - plan.by()),
      indices_(plan.indices()) {
    for (std::size_t node = plan.end(); node-- > plan.by();) {
        if (plan.node(node).is_indicator()) {
            leaves_.push_back(node);
        } else {
            inner_.push_back({node, plan.node(node).children, plan.noise_of(node) > 0});
        }
    }
    if (has_indicator_noise(plan)) noisy_ = plan.nominal().data;
}

std::span<const double> Evaluator::evaluate(const Draw& draw) {
    const Scheme* const before =
        std::exchange(scheme_, &plan_.scheme(draw.normalisation, draw.aggregation, draw.missing));
    if (scheme_ != before || noisy_) {
        for (const std::size_t leaf : leaves_) evaluate_leaf(leaf, draw);
    }
    // What is taken out counts for no coverage, nor for the ends between which its siblings are mapped.
    double none = 0;
    double& weight = draw.removed ? indices_[scheme_->index].nodes[*draw.removed].weight : none;
    const double given = std::exchange(weight, 0);
    for (const Parent& parent : inner_) evaluate_inner(parent, draw);
    weight = given;
    const std::span<const double> scores(plain(plan_.by()), units_);
    return draw.removed ? of_measured(scores, *draw.removed) : scores;
}

std::span<const double> Evaluator::of_measured(std::span<const double> scores, std::size_t removed) {
    const auto is_made_up = [&](const Plan::Measured& unit) {
        return is_at_or_below(plan_.nominal().index, unit.below, removed);
    };
    const auto& few = plan_.measured_in_part();
    if (std::none_of(few.begin(), few.end(), is_made_up)) return scores;
    measured_.assign(scores.begin(), scores.end());
    for (const Plan::Measured& unit : few) {
        if (is_made_up(unit)) measured_[unit.place] = missing;
    }
    return measured_;
}

void Evaluator::evaluate_leaf(std::size_t node, const Draw& draw) {
    const Scheme::Part& part = scheme_->parts[node - plan_.by()];
    State& state = states_[node - plan_.by()];
    state.plain = part.plain.data();
    state.logged = part.logged.empty() ? nullptr : part.logged.data();
    state.line.reset();
    if (node != plan_.by()) state.line = scheme_->parts[plan_.node(node).parent - plan_.by()].line;
    if (plan_.noise_of(node) > 0) make_noisy_scores(node, draw);
}

const double* Evaluator::errors_of(std::size_t node, const Draw& draw) const {
    const auto& noise = plan_.uncertainty().noise;
    const auto found = std::find_if(noise.begin(), noise.end(), [&](const Noise& n) { return n.node == node; });
    return draw.errors.data() + static_cast<std::size_t>(found - noise.begin()) * units_;
}

/// Measures an indicator anew: adds the errors to its values and normalises them.
void Evaluator::make_noisy_scores(std::size_t leaf, const Draw& draw) {
    const Period& period = plan_.period();
    const std::size_t indicator = *plan_.node(leaf).indicator;
    const auto values = plan_.nominal().data.values_in(indicator, period);
    const auto noisy = noisy_->values.column(indicator).subspan(period.first, units_);
    const double* const errors = errors_of(leaf, draw);
    for (std::size_t i = 0; i < units_; ++i) noisy[i] = values[i] + plan_.noise_of(leaf) * errors[i];

    const auto scores = plain_.column(leaf - plan_.by());
    const Node node = plan_.with_normalisation(leaf, draw.normalisation);
    // Where no logarithm is left of any value, the scores without error stay.
    const Fit fit = normalise(node, *noisy_, period, {}, scores);
    if (fit.refusal) return;
    finish_scores(node, noisy, scores, fit.precision.tolerance);
    states_[leaf - plan_.by()] = {.plain = scores.data()};
}

void Evaluator::evaluate_inner(const Parent& parent, const Draw& draw) {
    gather(parent, draw);
    const std::size_t node = parent.node;
    const Operation operation = scheme_->parts[node - plan_.by()].operation;
    if (children_.size() == 1 && (operation == Operation::sum || operation == Operation::log_sum)) {
        states_[node - plan_.by()] = states_[children_.front() - plan_.by()];
    } else {
        switch (operation) {
            case Operation::leaf: break;
            case Operation::sum: sum(node); break;
            case Operation::log_sum: log_sum(node); break;
            case Operation::combine: combine(node); break;
            case Operation::general: by_all_rules(node); break;
        }
    }
    if (parent.has_noise) add_noise(node, draw);
}

/// Finds the children that take part and shares the weight out among them.
void Evaluator::gather(const Parent& parent, const Draw& draw) {
    children_.clear();
    weights_.clear();
    // By all its rules a node leaves out what has weight 0, and its formula goes by places.
    const bool keeps_places = scheme_->parts[parent.node - plan_.by()].operation == Operation::general;
    for (const std::size_t child : parent.children) {
        const bool is_removed = draw.removed == child;
        if (is_removed && !keeps_places) continue;
        children_.push_back(child);
        weights_.push_back(is_removed ? 0 : draw.weights[child]);
    }
    share_out(weights_);
}

void Evaluator::sum(std::size_t node) {
    double* const column = plain_.column(node - plan_.by()).data();
    auto scores = map(column, units_);
    for (std::size_t c = 0; c < children_.size(); ++c) {
        const auto child = map(plain(children_[c]), units_);
        if (c == 0) {
            scores = weights_[c] * child;
        } else {
            scores += weights_[c] * child;
        }
    }
    states_[node - plan_.by()] = {.plain = column};
}

void Evaluator::log_sum(std::size_t node) {
    const auto& line = scheme_->parts[node - plan_.by()].line;
    double* const column = logged_.column(node - plan_.by()).data();
    auto scores = map(column, units_);
    for (std::size_t c = 0; c < children_.size(); ++c) {
        const auto child = map(logged(children_[c], line), units_);
        if (c == 0) {
            scores = weights_[c] * child;
        } else {
            scores += weights_[c] * child;
        }
    }
    states_[node - plan_.by()] = {.logged = column, .line = line};
}

Children Evaluator::entering_children() {
    spans_.clear();
    precisions_.clear();
    for (const std::size_t child : children_) {
        spans_.emplace_back(plain(child), units_);
        precisions_.push_back(scheme_->parts[child - plan_.by()].precision);
    }
    return {spans_, weights_, precisions_};
}

void Evaluator::combine(std::size_t node) {
    const Aggregation& aggregation = scheme_->parts[node - plan_.by()].aggregation;
    const auto scores = plain_.column(node - plan_.by());
    aggregation.method->combine(entering_children(), aggregation, scores);
    states_[node - plan_.by()] = {.plain = scores.data()};
}

void Evaluator::by_all_rules(std::size_t node) {
    const auto scores = plain_.column(node - plan_.by());
    aggregate(indices_[scheme_->index], node, entering_children(), plan_.nominal().data, plan_.period(), scores);
    states_[node - plan_.by()] = {.plain = scores.data()};
}

void Evaluator::add_noise(std::size_t node, const Draw& draw) {
    const double* const scores = plain(node);
    double* const column = plain_.column(node - plan_.by()).data();
    map(column, units_) = map(scores, units_) + plan_.noise_of(node) * map(errors_of(node, draw), units_);
    states_[node - plan_.by()] = {.plain = column};
}

const double* Evaluator::plain(std::size_t node) {
    State& state = states_[node - plan_.by()];
    if (state.plain == nullptr) {
        double* const column = plain_.column(node - plan_.by()).data();
        auto scores = map(column, units_);
        scores = map(state.logged, units_).exp();
        if (state.line) scores = (scores - state.line->offset) / state.line->slope;
        state.plain = column;
    }
    return state.plain;
}

const double* Evaluator::logged(std::size_t node, const std::optional<Line>& line) {
    const State& state = states_[node - plan_.by()];
    if (state.logged != nullptr && state.line == line) return state.logged;
    const double* const scores = plain(node);
    double* const column = logged_.column(node - plan_.by()).data();
    auto logarithms = map(column, units_);
    if (line) {
        logarithms = (map(scores, units_) * line->slope + line->offset).log();
    } else {
        logarithms = map(scores, units_).log();
    }
    return column;
}

}  // namespace iiindex::detail
