#include "load/judgements/titles.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "load/table/two_languages.hpp"
#include "text/normal.hpp"

namespace iiindex::detail {
namespace {

using Column = JudgementColumn;

constexpr std::pair<std::string_view, Column> titles[] = {
    {"expert", Column::expert},
    {"experts", Column::expert},
    {"respondent", Column::expert},
    {"专家", Column::expert},
    {"专家姓名", Column::expert},
    {"评委", Column::expert},
    {"姓名", Column::expert},
    {"name", Column::expert},
    {"yourname", Column::expert},
    {"judge", Column::expert},
    {"participant", Column::expert},
    {"expert_weight", Column::expert_weight},
    {"expertweight", Column::expert_weight},
    {"专家权重", Column::expert_weight},
    {"round", Column::round},
    {"轮次", Column::round},
    {"轮", Column::round},
    {"judgements", Column::kind},
    {"judgments", Column::kind},
    {"判断方式", Column::kind},
    {"a", Column::first},
    {"甲", Column::first},
    {"指标a", Column::first},
    {"指标1", Column::first},
    {"因素甲", Column::first},
    {"item1", Column::first},
    {"criterion_a", Column::first},
    {"b", Column::second},
    {"乙", Column::second},
    {"指标b", Column::second},
    {"指标2", Column::second},
    {"因素乙", Column::second},
    {"item2", Column::second},
    {"criterion_b", Column::second},
    {"preference", Column::preference},
    {"judgement", Column::preference},
    {"judgment", Column::preference},
    {"判断", Column::preference},
    {"判断值", Column::preference},
    {"比较值", Column::preference},
    {"相对重要性", Column::preference},
    {"重要性之比", Column::preference},
    {"标度", Column::preference},
    {"node", Column::node},
    {"指标", Column::node},
    {"points", Column::points},
    {"分配", Column::points},
    {"点数", Column::points},
    {"rating", Column::rating},
    {"评分", Column::rating},
    {"打分", Column::rating},
    {"得分", Column::rating},
    {"rank", Column::rank},
    {"排序", Column::rank},
    {"名次", Column::rank},
    {"排名", Column::rank},
    {"vector", Column::vector},
    {"向量", Column::vector},
    {"of", Column::of},
    {"对象", Column::of},
};

constexpr std::pair<std::string_view, JudgementKind> kinds[] = {
    {"pairwise", JudgementKind::pairwise}, {"budget", JudgementKind::budget},         {"rating", JudgementKind::rating},
    {"ranking", JudgementKind::ranking},   {"best-worst", JudgementKind::best_worst},
};

constexpr std::pair<std::string_view, JudgementKind> chinese_kinds[] = {
    {"两两比较", JudgementKind::pairwise}, {"预算分配", JudgementKind::budget},     {"评分", JudgementKind::rating},
    {"排序", JudgementKind::ranking},      {"最优最劣", JudgementKind::best_worst},
};

template <class Meaning>
std::optional<Meaning> find(std::span<const std::pair<std::string_view, Meaning>> words, std::string_view text) {
    const std::string form = title_form(text);
    const auto found = std::find_if(words.begin(), words.end(), [&](const auto& one) { return one.first == form; });
    return found == words.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

std::optional<JudgementColumn> judgement_column(std::string_view title) {
    return found_in_either(title, [](std::string_view text) { return find<Column>(titles, text); });
}

std::optional<JudgementKind> kind_of(JudgementColumn column) {
    switch (column) {
        case Column::points: return JudgementKind::budget;
        case Column::rating: return JudgementKind::rating;
        case Column::rank: return JudgementKind::ranking;
        default: return std::nullopt;
    }
}

std::optional<JudgementKind> kind_named(std::string_view text) {
    const auto kind = find<JudgementKind>(kinds, text);
    return kind ? kind : find<JudgementKind>(chinese_kinds, text);
}

std::optional<bool> says_best(std::string_view text) {
    constexpr std::pair<std::string_view, bool> words[] = {
        {"best", true}, {"最优", true}, {"worst", false}, {"最劣", false}};
    return find<bool>(words, text);
}

}  // namespace iiindex::detail

namespace iiindex {

std::span<const std::pair<std::string_view, JudgementKind>> judgement_kinds() { return detail::kinds; }

std::string_view to_string(JudgementKind kind) {
    const auto all = judgement_kinds();
    return std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.second == kind; })->first;
}

}  // namespace iiindex
