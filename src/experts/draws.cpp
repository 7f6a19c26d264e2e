#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <numeric>

#include <iiindex/experts.hpp>

#include "experts/combine.hpp"
#include "experts/comparisons.hpp"

namespace iiindex {

using namespace detail;

namespace {

constexpr std::size_t nobody = std::numeric_limits<std::size_t>::max();

/// A judged node, made ready for many draws.
struct DrawnNode {
    const NodeWeights* weights;
    std::vector<std::size_t> children;          ///< nodes
    std::vector<std::size_t> place_of;          ///< by expert drawn from: among those that count here, or nobody
    std::vector<const ExpertWeights*> experts;  ///< that count
    std::vector<const Judgement*> judgements;   ///< theirs
};

/// Draws from a panel. What it looks at lives as long as it does.
class PanelDraws {
public:
    PanelDraws(const Index& index, Panel panel, const WeighingOptions& options)
        : panel_(std::move(panel)), options_(options), weights_(panel_weights(index, panel_, options)) {
        for (const NodeWeights& node : weights_) {
            for (const ExpertWeights& one : node.experts) {
                if (!one.left_out) experts_.push_back(one.expert);
            }
        }
        std::sort(experts_.begin(), experts_.end());
        experts_.erase(std::unique(experts_.begin(), experts_.end()), experts_.end());
        for (std::size_t i = 0; i < weights_.size(); ++i) add(index, weights_[i], panel_.nodes[i]);
    }

    const std::vector<std::size_t>& experts() const { return experts_; }
    const std::string& name(std::size_t i) const { return panel_.experts[experts_[i]].name; }
    const std::vector<DrawnNode>& nodes() const { return nodes_; }

    /// One expert, who stands for the panel.
    void draw_one(double number, std::span<double> weights) const {
        const std::size_t drawn = by_weight(number);
        for (const DrawnNode& node : nodes_) {
            const std::size_t place = node.place_of[drawn];
            put(node, place == nobody ? node.weights->weights : node.experts[place]->weights, weights);
        }
    }

    /// As many experts as there are, some of them more than once.
    void draw_resampled(std::span<const double> numbers, std::span<double> weights) const {
        std::vector<std::size_t> drawn;
        for (const double number : numbers) {
            const auto i = static_cast<std::size_t>(number * static_cast<double>(experts_.size()));
            drawn.push_back(std::min(i, experts_.size() - 1));
        }
        std::sort(drawn.begin(), drawn.end());  // the same experts are the same weights
        for (const DrawnNode& node : nodes_) put(node, resampled(node, drawn), weights);
    }

private:
    void add(const Index& index, const NodeWeights& weights, const JudgedNode& judged) {
        DrawnNode node{.weights = &weights,
                       .children = index.nodes[weights.node].children,
                       .place_of = std::vector<std::size_t>(experts_.size(), nobody),
                       .experts = {},
                       .judgements = {}};
        for (const ExpertWeights& one : weights.experts) {
            if (one.left_out) continue;
            const auto place = std::lower_bound(experts_.begin(), experts_.end(), one.expert) - experts_.begin();
            node.place_of[static_cast<std::size_t>(place)] = node.experts.size();
            node.experts.push_back(&one);
            node.judgements.push_back(&*std::find_if(
                judged.judgements.begin(), judged.judgements.end(),
                [&](const Judgement& said) { return said.expert == one.expert && said.round == weights.round; }));
        }
        nodes_.push_back(std::move(node));
    }

    std::size_t by_weight(double number) const {
        double all = 0, below = 0;
        for (const std::size_t expert : experts_) all += panel_.experts[expert].weight;
        for (std::size_t i = 0; i < experts_.size(); ++i) {
            below += panel_.experts[experts_[i]].weight;
            if (number * all < below) return i;
        }
        return experts_.size() - 1;
    }

    std::vector<double> resampled(const DrawnNode& node, const std::vector<std::size_t>& drawn) const {
        std::vector<std::span<const double>> weights;
        std::vector<const Judgement*> judgements;
        std::vector<double> counts;
        for (const std::size_t i : drawn) {
            const std::size_t place = node.place_of[i];
            if (place == nobody) continue;
            weights.emplace_back(node.experts[place]->weights);
            judgements.push_back(node.judgements[place]);
            counts.push_back(panel_.experts[experts_[i]].weight);
        }
        if (weights.empty()) return node.weights->weights;
        if (node.weights->combining != Combining::judgements) {
            std::vector<double> group = combined(weights, counts, node.weights->combining, options_.trim);
            // Experts who share no child leave nothing to most ways but their mean.
            return are_all_zero(group) ? combined(weights, counts, Combining::mean, options_.trim) : group;
        }
        const Comparisons group(node.children.size(), combined_judgements(judgements, counts));
        return group.weights(options_.priorities);
    }

    static void put(const DrawnNode& node, const std::vector<double>& from, std::span<double> weights) {
        for (std::size_t i = 0; i < from.size(); ++i) weights[node.children[i]] = from[i];
    }

    Panel panel_;
    WeighingOptions options_;
    std::vector<NodeWeights> weights_;
    std::vector<std::size_t> experts_;  ///< that count anywhere: in the panel
    std::vector<DrawnNode> nodes_;
};

}  // namespace

DrawnWeights panel_draws(const Index& index, const Panel& panel, const WeighingOptions& options, PanelDraw how) {
    const auto draws = std::make_shared<const PanelDraws>(index, panel, options);
    DrawnWeights drawn{.name = "experts",
                       .choices = {how == PanelDraw::one ? "one" : "resampled"},
                       .nodes = {},
                       .numbers = how == PanelDraw::one ? 1 : draws->experts().size(),
                       .draw = {}};
    for (std::size_t i = 0; i < draws->experts().size(); ++i) drawn.choices.push_back(draws->name(i));
    for (const DrawnNode& node : draws->nodes())
        drawn.nodes.insert(drawn.nodes.end(), node.children.begin(), node.children.end());
    if (how == PanelDraw::one) {
        drawn.draw = [draws](std::span<const double> numbers, std::span<double> weights) {
            draws->draw_one(numbers.front(), weights);
        };
    } else {
        drawn.draw = [draws](std::span<const double> numbers, std::span<double> weights) {
            draws->draw_resampled(numbers, weights);
        };
    }
    return drawn;
}

}  // namespace iiindex
