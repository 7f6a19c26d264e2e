#include "robustness/design.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

#include <iiindex/number.hpp>

namespace iiindex::detail {
namespace {

/// The choice, of so many equally likely ones, that a number from (0, 1) stands for.
std::size_t chosen(double number, std::size_t choices) {
    return std::min(static_cast<std::size_t>(number * static_cast<double>(choices)), choices - 1);
}

}  // namespace

Design::Design(const Plan& plan) : plan_(plan) {
    const Uncertainty& uncertain = plan.uncertainty();
    if (uncertain.weights > 0) add_weights();
    if (uncertain.drawn) add_drawn_weights();
    add_choice(uncertain.normalisations, &Draw::normalisation, "normalisation");
    add_choice(uncertain.aggregations, &Draw::aggregation, "aggregation");
    if (plan.lacks_anything()) add_choice(uncertain.missing, &Draw::missing, "missing");
    if (uncertain.leave_out) add_leaving_out();
    if (!uncertain.noise.empty()) add_noise();
}

void Design::add(UncertainInput input, std::size_t count) {
    inputs_.push_back({std::move(input), size_, count});
    size_ += count;
}

void Design::add_weights() {
    const std::string how = "±" + shortest(round_half_up(100 * plan_.uncertainty().weights, 6)) + " %";
    const std::size_t top = plan_.node(plan_.by()).level;
    for (std::size_t level = top + 1; level <= plan_.nominal().index.depth(); ++level) {
        const std::size_t before = weights_.size();
        for (std::size_t node = plan_.by() + 1; node < plan_.end(); ++node) {
            const Node& parent = plan_.node(plan_.node(node).parent);
            const bool counts = parent.children.size() > 1 && !parent.aggregation.formula;
            if (plan_.node(node).level == level && counts && !is_drawn(node)) {
                weights_.push_back({size_ + weights_.size() - before, node});
            }
        }
        const std::size_t count = weights_.size() - before;
        if (count > 0) add({fmt::format("weights-{}", level), {how}}, count);
    }
}

bool Design::is_drawn(std::size_t node) const {
    const auto& drawn = plan_.uncertainty().drawn;
    return drawn && std::find(drawn->nodes.begin(), drawn->nodes.end(), node) != drawn->nodes.end();
}

/// Where any of the weights has a part in the node that is looked at.
void Design::add_drawn_weights() {
    const DrawnWeights& drawn = *plan_.uncertainty().drawn;
    const bool counts = std::any_of(drawn.nodes.begin(), drawn.nodes.end(),
                                    [this](std::size_t node) { return node > plan_.by() && node < plan_.end(); });
    if (!counts) return;
    drawn_place_ = size_;
    add({drawn.name, drawn.choices}, drawn.numbers);
}

template <class Setting>
void Design::add_choice(const std::vector<Choice<Setting>>& choices, std::size_t Draw::*what, const char* name) {
    if (choices.size() < 2) return;
    UncertainInput input{.name = name, .choices = {}};
    for (const auto& choice : choices) input.choices.push_back(choice.name);
    choices_.push_back({size_, choices.size(), what});
    add(std::move(input), 1);
}

void Design::add_leaving_out() {
    UncertainInput input{.name = "left-out", .choices = {"none"}};
    for (std::size_t node = plan_.by(); node < plan_.end(); ++node) {
        if (!plan_.node(node).is_indicator()) continue;
        const auto gone = plan_.taken_with(node);
        if (!gone) continue;
        removable_.push_back(*gone);
        input.choices.push_back(plan_.node(node).code);
    }
    if (removable_.empty()) return;
    removal_place_ = size_;
    add(std::move(input), 1);
}

void Design::add_noise() {
    noise_place_ = size_;
    noise_units_ = plan_.period().count + plan_.period().count % 2;
    for (const Noise& noise : plan_.uncertainty().noise) {
        add({"noise-" + plan_.node(noise.node).code, {"sd " + shortest(noise.sd)}}, noise_units_);
    }
}

void Design::read(std::span<const double> numbers, Draw& draw) const {
    const auto& weights = plan_.nominal().weights[plan_.period_place()];
    const double spread = plan_.uncertainty().weights;
    for (const Weighing& one : weights_) {
        draw.weights[one.node] = weights[one.node] * (1 + spread * (2 * numbers[one.place] - 1));
    }
    if (drawn_place_) {
        const DrawnWeights& drawn = *plan_.uncertainty().drawn;
        drawn.draw(numbers.subspan(*drawn_place_, drawn.numbers), draw.weights);
    }
    for (const Choosing& one : choices_) draw.*one.what = chosen(numbers[one.place], one.choices);
    if (!removable_.empty()) {
        const std::size_t choice = chosen(numbers[removal_place_], removable_.size() + 1);
        draw.removed = choice == 0 ? std::nullopt : std::optional(removable_[choice - 1]);
    }
    // Box and Muller: two numbers from (0, 1) for two normal ones.
    const std::size_t units = plan_.period().count;
    for (std::size_t i = 0; i < draw.errors.size(); ++i) {
        const std::size_t column = i / units, unit = i % units;
        const std::size_t place = noise_place_ + column * noise_units_ + unit - unit % 2;
        const double radius = std::sqrt(-2 * std::log(numbers[place]));
        const double angle = 2 * std::numbers::pi * numbers[place + 1];
        draw.errors[i] = radius * (unit % 2 == 0 ? std::cos(angle) : std::sin(angle));
    }
}

}  // namespace iiindex::detail
