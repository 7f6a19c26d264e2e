#include "present/coherence_tables.hpp"

#include <algorithm>
#include <functional>

#include "ground/catalogue.hpp"
#include "present/statistic.hpp"

namespace iiindex::detail {
namespace {

std::string_view flag_words(Flag::Kind kind) {
    switch (kind) {
        case Flag::Kind::redundant: return marked("says the same as");
        case Flag::Kind::opposed: return marked("goes against its sibling");
        case Flag::Kind::negative: return marked("goes against");
        case Flag::Kind::weak: return marked("is hardly felt in");
        case Flag::Kind::outlying: return marked("has outliers (skewness)");
        case Flag::Kind::little_available: return marked("is little available (share)");
        case Flag::Kind::mostly_zero: return marked("is mostly zero (share)");
        case Flag::Kind::little_distinct: return marked("has few distinct values (share)");
        case Flag::Kind::constant: return marked("is constant (value)");
        case Flag::Kind::nearly_constant: return marked("is nearly constant (share)");
    }
    return {};
}

Table importance_table(const Subject& source, std::string_view code, std::vector<Importance> nodes, Audience audience) {
    StatisticTable<Importance> table(source, code, worded(source.language, "Weight and influence"), std::move(nodes));
    table.node("node", worded(source.language, "Node"), [](const Importance& one) { return one.node; });
    table.number("weight", worded(source.language, "Weight"), 3, [](const Importance& one) { return one.weight; });
    table.number("effective", worded(source.language, "In total"), 3,
                 [](const Importance& one) { return one.effective; });
    table.number("r", worded(source.language, "r with parent"), 2, [](const Importance& one) { return one.r; });
    table.number("share", worded(source.language, "Share of influence"), 3,
                 [](const Importance& one) { return one.share; });
    table.number("ratio", worded(source.language, "Corr. ratio"), 2, [](const Importance& one) { return one.ratio; });
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
    StatisticTable<Removal> table(source, code, worded(source.language, "What removing does to the ranks"),
                                  std::move(removals));
    const auto moved = [](const Removal& one) { return one.mean_change.has_value() && one.largest_change > 0; };
    table.node("node", worded(source.language, "Without"), [](const Removal& one) { return one.node; });
    table.number("mean_change", worded(source.language, "Mean change of rank"), 2,
                 [](const Removal& one) { return one.mean_change; });
    table.number("largest_change", worded(source.language, "Largest"), 0, [](const Removal& one) {
        return one.mean_change.has_value() ? Statistic(static_cast<double>(one.largest_change)) : one.mean_change;
    });
    table
        .text("unit", "unit",
              [source, moved](const Removal& one) {
                  return moved(one) ? source.code_of(one.most_changed) : std::string_view();
              })
        .only_for(Audience::programs);
    table.text("unit_name", worded_in(source.language, "largest change", "Of"), [source, moved](const Removal& one) {
        return moved(one) ? source.name_of(one.most_changed) : std::string_view();
    });
    table.why_for_programs([](const Removal& one) { return one.mean_change.why; });
    return table.take(audience);
}

}  // namespace

namespace {

/// A line a node, of the statistics that `of` gives for it.
Table statistics_table(const Subject& source, std::string_view code, std::string_view title, std::string_view node_code,
                       std::string_view node_title, std::vector<std::size_t> nodes,
                       const std::function<const ColumnStatistics&(std::size_t)>& of) {
    StatisticTable<std::size_t> table(source, code, title, std::move(nodes));
    table.node(node_code, node_title, [](std::size_t n) { return n; });
    table.count("available", worded_in(source.language, "how many", "Values"),
                [of](std::size_t n) { return of(n).available; });
    table.number("min", worded(source.language, "Min"), 1, [of](std::size_t n) { return of(n).min; });
    table.number("max", worded(source.language, "Max"), 1, [of](std::size_t n) { return of(n).max; });
    table.number("mean", worded(source.language, "Mean"), 1, [of](std::size_t n) { return of(n).mean; });
    table.number("median", worded(source.language, "Median"), 1, [of](std::size_t n) { return of(n).median; });
    table.number("sd", worded(source.language, "SD"), 1, [of](std::size_t n) { return of(n).sd; });
    table.number("skewness", worded(source.language, "Skew"), 2, [of](std::size_t n) { return of(n).skewness; });
    table.number("kurtosis", worded(source.language, "Kurt"), 2, [of](std::size_t n) { return of(n).kurtosis; });
    table.count("distinct", worded(source.language, "Distinct"), [of](std::size_t n) { return of(n).distinct; });
    table.count("units", worded_in(source.language, "how many", "Units"), [of](std::size_t n) { return of(n).units; })
        .only_for(Audience::programs);
    table.count("nonzero", worded(source.language, "Non-zero"), [of](std::size_t n) { return of(n).nonzero; })
        .only_for(Audience::programs);
    table.count("repeated", worded(source.language, "Repeated"), [of](std::size_t n) { return of(n).repeated; })
        .only_for(Audience::programs);
    table.flag("outlying", worded(source.language, "Outlying"), [of](std::size_t n) { return of(n).is_outlying(); });
    table.flag("constant", worded(source.language, "Constant"), [of](std::size_t n) { return of(n).is_constant(); });
    table.flag("nearly_constant", worded(source.language, "Nearly constant"),
               [of](std::size_t n) { return of(n).is_nearly_constant(); });
    table.why_for_programs([of](std::size_t n) {
        const ColumnStatistics& s = of(n);
        return first_reason({s.mean, s.sd, s.skewness, s.kurtosis});
    });
    return table.take(code == "statistics" ? Audience::all : Audience::programs);
}

}  // namespace

Table statistics_table(const Subject& source) {
    return statistics_table(source, "statistics", worded_in(source.language, "statistics", "Indicators"), "indicator",
                            worded(source.language, "Indicator"), source.result.index.indicators,
                            [source](std::size_t node) -> const ColumnStatistics& {
                                return source.found.statistics[*source.node(node).indicator];
                            });
}

Table prepared_table(const Subject& source) {
    return statistics_table(source, "prepared", worded(source.language, "Indicators as prepared"), "indicator",
                            worded(source.language, "Indicator"), source.result.index.indicators,
                            [source](std::size_t node) -> const ColumnStatistics& {
                                return source.found.prepared[*source.node(node).indicator];
                            });
}

Table scores_table(const Subject& source) {
    return statistics_table(
        source, "scores", worded_in(source.language, "statistics", "Scores"), "node", worded(source.language, "Node"),
        numbers_between(0, source.result.index.nodes.size()),
        [source](std::size_t node) -> const ColumnStatistics& { return source.found.scores[node]; });
}

Table flags_table(const Subject& source) {
    const auto other = [source](const auto& text_of) {
        return [source, text_of](const Flag& flag) {
            return flag.other ? std::string_view(std::invoke(text_of, source, *flag.other)) : std::string_view();
        };
    };
    StatisticTable<Flag> table(source, "flags", worded(source.language, "To look at"), source.found.flags);
    table.node("node", worded(source.language, "Node"), &Flag::node);
    table.text("flag", "flag", [](const Flag& flag) { return to_string(flag.kind); }).only_for(Audience::programs);
    table.text("words", worded(source.language, "What"),
               [language = source.language](const Flag& flag) { return translated(flag_words(flag.kind), language); });
    table.only_for(Audience::people);
    table.text("other", "other", other([](const Subject& s, std::size_t n) -> const auto& { return s.node(n).code; }))
        .only_for(Audience::programs);
    table.text("other_name", worded_in(source.language, "of a flag", "Of"), other(&Subject::name)).wrapped();
    table.number("number", worded_in(source.language, "of a flag", "Number"), 2,
                 [](const Flag& flag) { return flag.number; });
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
