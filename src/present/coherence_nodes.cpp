#include "present/coherence_tables.hpp"

#include <algorithm>
#include <numeric>

#include "present/statistic.hpp"

namespace iiindex::detail {
namespace {

std::string_view flag_words(Flag::Kind kind, Language language) {
    if (language == Language::en) {
        switch (kind) {
            case Flag::Kind::redundant: return "says the same as";
            case Flag::Kind::opposed: return "goes against its sibling";
            case Flag::Kind::negative: return "goes against";
            case Flag::Kind::weak: return "is hardly felt in";
            case Flag::Kind::outlying: return "has outliers (skewness)";
            case Flag::Kind::little_available: return "is little available (share)";
            case Flag::Kind::mostly_zero: return "is mostly zero (share)";
            case Flag::Kind::little_distinct: return "has few distinct values (share)";
            case Flag::Kind::constant: return "is constant (value)";
            case Flag::Kind::nearly_constant: return "is nearly constant (share)";
        }
    }
    switch (kind) {
        case Flag::Kind::redundant: return "与之重复（相关系数）";
        case Flag::Kind::opposed: return "与同级反向（相关系数）";
        case Flag::Kind::negative: return "与之反向（相关系数）";
        case Flag::Kind::weak: return "在其中作用微弱（相关系数）";
        case Flag::Kind::outlying: return "有离群值（偏度）";
        case Flag::Kind::little_available: return "有值的单位少（占比）";
        case Flag::Kind::mostly_zero: return "多数为零（占比）";
        case Flag::Kind::little_distinct: return "不同值少（占比）";
        case Flag::Kind::constant: return "恒定（数值）";
        case Flag::Kind::nearly_constant: return "近乎恒定（占比）";
    }
    return {};
}

Table importance_table(const Subject& source, std::string_view code, std::vector<Importance> nodes, Audience audience) {
    StatisticTable<Importance> table(source, code, "权重与实际影响", "Weight and influence", std::move(nodes));
    table.node("node", "指数", "Node", [](const Importance& one) { return one.node; });
    table.number("weight", "权重", "Weight", 3, [](const Importance& one) { return one.weight; });
    table.number("effective", "总权重", "In total", 3, [](const Importance& one) { return one.effective; });
    table.number("r", "与上级相关", "r with parent", 2, [](const Importance& one) { return one.r; });
    table.number("share", "影响占比", "Share of influence", 3, [](const Importance& one) { return one.share; });
    table.number("ratio", "相关比", "Corr. ratio", 2, [](const Importance& one) { return one.ratio; });
    table.why_for_programs([](const Importance& one) { return first_reason({one.r, one.share, one.ratio}); });
    return table.take(audience);
}

/// The most felt first.
std::vector<Removal> removals_of(const Coherence& found) {
    std::vector<Removal> removals;
    for (const Removal& one : found.removals) {
        removals.push_back({one.node, one.mean_change, one.largest_change, one.most_changed, {}, {}});
    }
    const auto change = [](const Removal& one) { return one.mean_change.has_value() ? one.mean_change.number : -1; };
    std::stable_sort(removals.begin(), removals.end(),
                     [&](const Removal& a, const Removal& b) { return change(a) > change(b); });
    return removals;
}

Table removals_table(const Subject& source, std::string_view code, std::vector<Removal> removals, Audience audience) {
    StatisticTable<Removal> table(source, code, "去掉之后的排名变动", "What removing does to the ranks",
                                  std::move(removals));
    const auto moved = [](const Removal& one) { return one.mean_change.has_value() && one.largest_change > 0; };
    table.node("node", "去掉", "Without", [](const Removal& one) { return one.node; });
    table.number("mean_change", "平均名次变动", "Mean change of rank", 2,
                 [](const Removal& one) { return one.mean_change; });
    table.number("largest_change", "最大变动", "Largest", 0, [](const Removal& one) {
        return one.mean_change.has_value() ? Statistic(static_cast<double>(one.largest_change)) : one.mean_change;
    });
    table
        .text("unit", "unit", "unit",
              [source, moved](const Removal& one) {
                  return moved(one) ? source.code_of(one.most_changed) : std::string_view();
              })
        .only(Audience::programs);
    table.text("unit_name", "变动最大者", "Of", [source, moved](const Removal& one) {
        return moved(one) ? source.name_of(one.most_changed) : std::string_view();
    });
    table.why_for_programs([](const Removal& one) { return one.mean_change.why; });
    return table.take(audience);
}

}  // namespace

namespace {

/// A line a node, of the statistics that `of` gives for it.
template <class Of>
Table statistics_table(const Subject& source, std::string_view code, Words title, std::string_view node_code,
                       Words node_title, std::vector<std::size_t> nodes, const Of& of) {
    StatisticTable<std::size_t> table(source, code, title.zh, title.en, std::move(nodes));
    table.node(node_code, node_title.zh, node_title.en, [](std::size_t n) { return n; });
    table.count("available", "有值", "Values", [of](std::size_t n) { return of(n).available; });
    table.number("min", "最小", "Min", 1, [of](std::size_t n) { return of(n).min; });
    table.number("max", "最大", "Max", 1, [of](std::size_t n) { return of(n).max; });
    table.number("mean", "均值", "Mean", 1, [of](std::size_t n) { return of(n).mean; });
    table.number("median", "中位数", "Median", 1, [of](std::size_t n) { return of(n).median; });
    table.number("sd", "标准差", "SD", 1, [of](std::size_t n) { return of(n).sd; });
    table.number("skewness", "偏度", "Skew", 2, [of](std::size_t n) { return of(n).skewness; });
    table.number("kurtosis", "峰度", "Kurt", 2, [of](std::size_t n) { return of(n).kurtosis; });
    table.count("distinct", "不同值", "Distinct", [of](std::size_t n) { return of(n).distinct; });
    table.count("units", "单位数", "Units", [of](std::size_t n) { return of(n).units; }).only(Audience::programs);
    table.count("nonzero", "非零", "Non-zero", [of](std::size_t n) { return of(n).nonzero; }).only(Audience::programs);
    table.count("repeated", "重复", "Repeated", [of](std::size_t n) { return of(n).repeated; })
        .only(Audience::programs);
    table.flag("outlying", "离群", "Outlying", [of](std::size_t n) { return of(n).is_outlying(); });
    table.flag("constant", "恒定", "Constant", [of](std::size_t n) { return of(n).is_constant(); });
    table.flag("nearly_constant", "近恒定", "Nearly constant",
               [of](std::size_t n) { return of(n).is_nearly_constant(); });
    table.why_for_programs([of](std::size_t n) {
        const ColumnStatistics& s = of(n);
        return first_reason({s.mean, s.sd, s.skewness, s.kurtosis});
    });
    return table.take(code == "statistics" ? Audience::all : Audience::programs);
}

}  // namespace

Table statistics_table(const Subject& source) {
    return statistics_table(source, "statistics", {"指标统计", "Indicators"}, "indicator", {"指标", "Indicator"},
                            source.result.index.indicators, [source](std::size_t node) -> const ColumnStatistics& {
                                return source.found.statistics[*source.node(node).indicator];
                            });
}

Table prepared_table(const Subject& source) {
    return statistics_table(source, "prepared", {"处理后的指标统计", "Indicators as prepared"}, "indicator",
                            {"指标", "Indicator"}, source.result.index.indicators,
                            [source](std::size_t node) -> const ColumnStatistics& {
                                return source.found.prepared[*source.node(node).indicator];
                            });
}

Table scores_table(const Subject& source) {
    std::vector<std::size_t> nodes(source.result.index.nodes.size());
    std::iota(nodes.begin(), nodes.end(), std::size_t{0});
    return statistics_table(
        source, "scores", {"得分统计", "Scores"}, "node", {"指数", "Node"}, std::move(nodes),
        [source](std::size_t node) -> const ColumnStatistics& { return source.found.scores[node]; });
}

Table flags_table(const Subject& source) {
    const auto other = [source](const auto& text_of) {
        return [source, text_of](const Flag& flag) {
            return flag.other ? std::string_view(std::invoke(text_of, source, *flag.other)) : std::string_view();
        };
    };
    StatisticTable<Flag> table(source, "flags", "需要留意之处", "To look at", source.found.flags);
    table.node("node", "指数", "Node", &Flag::node);
    table.text("flag", "flag", "flag", [](const Flag& flag) { return to_string(flag.kind); }).only(Audience::programs);
    table.text("words", "情况", "What",
               [language = source.language](const Flag& flag) { return flag_words(flag.kind, language); });
    table.only(Audience::people);
    table
        .text("other", "other", "other",
              other([](const Subject& s, std::size_t n) -> const auto& { return s.node(n).code; }))
        .only(Audience::programs);
    table.text("other_name", "对象", "Of", other(&Subject::name)).wraps();
    table.number("number", "数值", "Number", 2, [](const Flag& flag) { return flag.number; });
    return table.take();
}

Table importance_table(const Subject& source) {
    return importance_table(source, "importance", source.found.importance, Audience::programs);
}

Table shared_importance_table(const Subject& source) {
    std::vector<Importance> shared;
    for (const Importance& one : source.found.importance) {
        const std::size_t parent = source.node(one.node).parent;
        if (source.node(parent).children.size() > 1) shared.push_back(one);
    }
    return importance_table(source, "importance_shared", std::move(shared), Audience::people);
}

Table removals_table(const Subject& source) {
    return removals_table(source, "removals", removals_of(source.found), Audience::programs);
}

Table felt_removals_table(const Subject& source) {
    std::vector<Removal> removals = removals_of(source.found);
    std::erase_if(removals, [](const Removal& one) { return one.largest_change == 0; });
    return removals_table(source, "removals_felt", std::move(removals), Audience::people);
}

}  // namespace iiindex::detail
