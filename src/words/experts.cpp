#include "words/experts.hpp"

#include <algorithm>
#include <utility>

#include "words/labels.hpp"

namespace iiindex::detail {
namespace {

Words words(JudgementKind kind) {
    switch (kind) {
        case JudgementKind::pairwise: return {"两两比较", "pairwise comparisons"};
        case JudgementKind::budget: return {"预算分配", "points shared out"};
        case JudgementKind::rating: return {"评分", "ratings"};
        case JudgementKind::ranking: return {"排序", "rankings"};
        case JudgementKind::best_worst: return {"最优最劣比较", "comparisons with the best and the worst"};
    }
    return {};
}

Words words(Combining how) {
    switch (how) {
        case Combining::judgements: return {"判断取几何平均", "geometric mean of the judgements"};
        case Combining::geometric: return {"各专家权重取几何平均", "geometric mean of their weights"};
        case Combining::mean: return {"各专家权重取算术平均", "mean of their weights"};
        case Combining::median: return {"各专家权重取中位数", "median of their weights"};
        case Combining::trimmed: return {"各专家权重取截尾平均", "trimmed mean of their weights"};
    }
    return {};
}

/// The step from judgements to weights; empty where there is but one.
Words step_words(JudgementKind kind, const WeighingOptions& options) {
    if (kind == JudgementKind::best_worst) return {"线性模型", "linear model"};
    if (kind == JudgementKind::pairwise) {
        return options.priorities == Priorities::eigenvector ? Words{"主特征向量", "principal eigenvector"}
                                                             : Words{"行几何平均", "geometric means of rows"};
    }
    if (kind != JudgementKind::ranking) return {};
    switch (options.rank_weights) {
        case RankWeights::centroid: return {"排序重心权重", "rank-order centroid"};
        case RankWeights::sum: return {"排序求和权重", "rank sum"};
        case RankWeights::reciprocal: return {"排序倒数权重", "reciprocal of ranks"};
    }
    return {};
}

/// "7 experts, pairwise comparisons, geometric mean of the judgements, principal eigenvector".
std::string how_words(const NodeWeights& weights, const WeighingOptions& options, Language language) {
    const std::string_view comma = language == Language::zh ? "，" : ", ";
    const std::string_view step = step_words(weights.kind, options).in(language);
    const std::string count =
        phrase(language, "{} 位专家", weights.counted() == 1 ? "{} expert" : "{} experts", weights.counted());
    return fmt::format("{}{}{}{}{}{}{}", count, comma, words(weights.kind).in(language), comma,
                       words(weights.combining).in(language), step.empty() ? "" : comma, step);
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
            found->second += (language == Language::zh ? "、" : ", ") + name;
    }
    std::vector<std::string> sentences;
    for (const auto& [how, names] : names_of)
        sentences.push_back(phrase(language, "{}的下级权重：{}。", "Weights of the children of {}: {}.", names, how));
    return sentences;
}

}  // namespace iiindex::detail
