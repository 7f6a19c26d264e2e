#include "words/experts.hpp"

#include <algorithm>
#include <utility>

#include "ground/catalogue.hpp"
#include "text/commas.hpp"
#include "words/labels.hpp"

namespace iiindex::detail {
namespace {

std::string_view words(JudgementKind kind) {
    switch (kind) {
        case JudgementKind::pairwise: return marked("pairwise comparisons");
        case JudgementKind::budget: return marked("points shared out");
        case JudgementKind::rating: return marked("ratings");
        case JudgementKind::ranking: return marked("rankings");
        case JudgementKind::best_worst: return marked("comparisons with the best and the worst");
    }
    return {};
}

std::string_view words(Combining how) {
    switch (how) {
        case Combining::judgements: return marked("geometric mean of the judgements");
        case Combining::geometric: return marked("geometric mean of their weights");
        case Combining::mean: return marked("mean of their weights");
        case Combining::median: return marked("median of their weights");
        case Combining::trimmed: return marked("trimmed mean of their weights");
    }
    return {};
}

/// The step from judgements to weights; empty where there is but one.
std::string_view step_words(JudgementKind kind, const WeighingOptions& options) {
    if (kind == JudgementKind::best_worst) return marked("linear model");
    if (kind == JudgementKind::pairwise) {
        return options.priorities == Priorities::eigenvector ? marked("principal eigenvector")
                                                             : marked("geometric means of rows");
    }
    if (kind != JudgementKind::ranking) return {};
    switch (options.rank_weights) {
        case RankWeights::centroid: return marked("rank-order centroid");
        case RankWeights::sum: return marked("rank sum");
        case RankWeights::reciprocal: return marked("reciprocal of ranks");
    }
    return {};
}

/// "7 experts, pairwise comparisons, geometric mean of the judgements, principal eigenvector".
std::string how_words(const NodeWeights& weights, const WeighingOptions& options, Language language) {
    const std::string count = weights.counted() == 1 ? worded(language, "{} expert", weights.counted())
                                                     : worded(language, "{} experts", weights.counted());
    const std::string text = worded(language, "{}, {}, {}", count, translated(words(weights.kind), language),
                                    translated(words(weights.combining), language));
    const std::string_view step = translated(step_words(weights.kind, options), language);
    return step.empty() ? text : worded(language, "{}, {}", text, step);
}

}  // namespace

std::vector<std::string> experts_sentences(const Index& index, const std::vector<NodeWeights>& weights,
                                           const WeighingOptions& options, Language language) {
    std::vector<std::pair<std::string, std::string>> names_of;  // by what is said of them
    for (const NodeWeights& node : weights) {
        const std::string how = how_words(node, options, language);
        const std::string name = index.nodes[node.node].name.in(language);
        const auto found =
            std::find_if(names_of.begin(), names_of.end(), [&](const auto& one) { return one.first == how; });
        if (found == names_of.end())
            names_of.emplace_back(how, name);
        else
            found->second.append(list_comma(language)).append(name);
    }
    std::vector<std::string> sentences;
    for (const auto& [how, names] : names_of)
        sentences.push_back(worded(language, "Weights of the children of {}: {}.", names, how));
    return sentences;
}

}  // namespace iiindex::detail
