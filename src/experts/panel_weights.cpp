#include <algorithm>
#include <cmath>
#include <set>

#include <iiindex/experts.hpp>
#include <iiindex/number.hpp>

#include "experts/agreement.hpp"
#include "experts/best_worst.hpp"
#include "experts/combine.hpp"
#include "experts/comparisons.hpp"
#include "experts/rank_weights.hpp"
#include "ground/catalogue.hpp"
#include "ground/shares.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// Works out one node, a round after the other.
class NodeWeigher {
public:
    NodeWeigher(const Index& index, const Panel& panel, const JudgedNode& judged, const WeighingOptions& options)
        : index_(index), panel_(panel), judged_(judged), options_(options) {
        const Combining usual = judged.kind == JudgementKind::pairwise ? Combining::judgements : Combining::mean;
        combining_ = options.combining.value_or(usual);
        if (combining_ == Combining::judgements) combining_ = usual;
    }

    NodeWeights weigh() {
        NodeWeights all{.node = judged_.node, .kind = judged_.kind, .combining = combining_, .experts = {}};
        std::set<std::size_t> rounds;
        for (const Judgement& one : judged_.judgements) rounds.insert(one.round);
        const std::size_t taken =
            options_.round && rounds.contains(*options_.round) ? *options_.round : *rounds.rbegin();
        for (const std::size_t round : rounds) {
            NodeWeights of_round = weigh_round(round);
            if (of_round.weights.empty()) {
                if (round == taken) refuse_all(of_round);
                continue;
            }
            all.rounds.push_back({.round = round,
                                  .weights = of_round.weights,
                                  .spread = of_round.spread,
                                  .experts = of_round.counted(),
                                  .agreement = of_round.agreement});
            if (round != taken) continue;
            of_round.rounds.swap(all.rounds);
            std::swap(all, of_round);
        }
        return all;
    }

private:
    ExpertWeights weigh_expert(const Judgement& judgement) const {
        ExpertWeights found{.expert = judgement.expert, .weights = {}};
        switch (judged_.kind) {
            case JudgementKind::pairwise: {
                const Comparisons comparisons(index_.nodes[judged_.node].children.size(), judgement.pairs);
                found.weights = comparisons.weights(options_.priorities);
                found.consistency_ratio = comparisons.consistency_ratio(random_index());
                found.geometric_index = comparisons.geometric_index();
                found.contradiction = comparisons.contradiction();
                break;
            }
            case JudgementKind::best_worst: {
                BestWorst answer = best_worst_weights(judgement);
                found.weights = std::move(answer.weights);
                found.deviation = answer.deviation;
                found.consistency_ratio = answer.ratio;
                break;
            }
            case JudgementKind::ranking:
                found.weights = weights_of_ranks(judgement.numbers, options_.rank_weights);
                break;
            case JudgementKind::budget:
            case JudgementKind::rating:
                found.weights = judgement.numbers;
                share_out(found.weights);
                break;
        }
        found.left_out = options_.max_consistency_ratio && found.consistency_ratio &&
                         *found.consistency_ratio > *options_.max_consistency_ratio;
        return found;
    }

    /// Without weights where no expert is left.
    NodeWeights weigh_round(std::size_t round) const {
        NodeWeights found{
            .node = judged_.node, .kind = judged_.kind, .combining = combining_, .round = round, .experts = {}};
        std::vector<const Judgement*> counted;
        std::vector<double> counts;
        for (const Judgement& judgement : judged_.judgements) {
            if (judgement.round != round) continue;
            found.experts.push_back(weigh_expert(judgement));
            if (found.experts.back().left_out) continue;
            counted.push_back(&judgement);
            counts.push_back(panel_.experts[judgement.expert].weight);
        }
        if (counted.empty()) return found;
        std::vector<std::span<const double>> weights;
        for (const ExpertWeights& one : found.experts) {
            if (!one.left_out) weights.emplace_back(one.weights);
        }
        if (combining_ == Combining::judgements)
            combine_judgements(counted, counts, found);
        else
            found.weights = combined(weights, counts, combining_, options_.trim);
        if (are_all_zero(found.weights)) refuse_zeros();
        found.spread = spread_of(weights);
        found.agreement = concordance_of(weights);
        return found;
    }

    void combine_judgements(const std::vector<const Judgement*>& judgements, const std::vector<double>& counts,
                            NodeWeights& found) const {
        const Comparisons group(index_.nodes[judged_.node].children.size(), combined_judgements(judgements, counts));
        found.weights = group.weights(options_.priorities);
        found.consistency_ratio = group.consistency_ratio(random_index());
        found.geometric_index = group.geometric_index();
    }

    [[noreturn]] void refuse_all(const NodeWeights& found) const {
        double best = *found.experts.front().consistency_ratio;
        for (const ExpertWeights& one : found.experts) best = std::min(best, *one.consistency_ratio);
        throw InputError(
            Problem{.where = {panel_.files.front()},
                    .what = said("no expert is left for the children of '{}': every consistency ratio is above {}",
                                 index_.nodes[judged_.node].code, shortest(*options_.max_consistency_ratio)),
                    .remedy = said("the smallest is {}", fixed(best, 4))});
    }

    [[noreturn]] void refuse_zeros() const {
        const auto names = combining_names();
        const auto name =
            std::find_if(names.begin(), names.end(), [&](const auto& one) { return one.second == combining_; });
        throw InputError(Problem{.where = {panel_.files.front()},
                                 .what = said("combined by {}, the experts' weights of all children of '{}' are 0",
                                              name->first, index_.nodes[judged_.node].code),
                                 .remedy = said("say --combine mean: it counts what each expert gives")});
    }

    const RandomIndex& random_index() const {
        return options_.random_index ? *options_.random_index : random_indices().front();
    }

    const Index& index_;
    const Panel& panel_;
    const JudgedNode& judged_;
    const WeighingOptions& options_;
    Combining combining_;
};

}  // namespace

std::size_t NodeWeights::counted() const {
    return static_cast<std::size_t>(
        std::count_if(experts.begin(), experts.end(), [](const auto& one) { return !one.left_out; }));
}

std::optional<bool> NodeWeights::settled(std::size_t child) const {
    constexpr double most_varied = 0.5, most_moved = 0.1;
    const auto own = std::find_if(rounds.begin(), rounds.end(), [this](const auto& one) { return one.round == round; });
    if (own == rounds.begin()) return std::nullopt;
    const double before = (own - 1)->weights[child];
    const auto variation = own->spread[child].variation();
    const bool has_moved = std::abs(own->weights[child] - before) > most_moved * before + 1e-12;
    return variation.value_or(0) <= most_varied && !has_moved;
}

std::vector<NodeWeights> panel_weights(const Index& index, const Panel& panel, const WeighingOptions& options) {
    std::vector<NodeWeights> all;
    Gathered gathered;
    for (const JudgedNode& judged : panel.nodes) {
        gathered.from([&] { all.push_back(NodeWeigher(index, panel, judged, options).weigh()); });
    }
    gathered.raise_if_any();
    return all;
}

Index with_panel_weights(Index index, const std::vector<NodeWeights>& weights) {
    for (const NodeWeights& judged : weights) {
        const auto& children = index.nodes[judged.node].children;
        index.nodes[judged.node].weighting = {};
        for (std::size_t i = 0; i < children.size(); ++i) {
            index.nodes[children[i]].weight = judged.weights[i];
            index.nodes[children[i]].weight_origin = Origin::experts;
        }
    }
    return index;
}

}  // namespace iiindex
