#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include <iiindex/present.hpp>

#include "present/columns.hpp"
#include "present/statistic_columns.hpp"
#include "words/labels.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// What every table of the document is made from.
struct Subject {
    const Result& result;
    const Columns& values;
    const Coherence& found;
    Language language;

    const Node& node(std::size_t n) const { return result.index.nodes[n]; }
    const std::string& name(std::size_t n) const { return node(n).name.in(language); }
    std::string_view unit(std::size_t row) const { return result.data.units.name(row, language); }
    std::string words(std::string_view zh, std::string_view en) const {
        return std::string(language == Language::zh ? zh : en);
    }
};

/// A table under construction: columns by code and by the words of both languages.
template <class Line>
class Builder {
public:
    Builder(const Subject& source, std::string_view code, std::string_view zh, std::string_view en,
            const std::vector<Line>& lines)
        : source_(source), lines_(lines) {
        table_.code = code;
        table_.title = source.words(zh, en);
        table_.rows = lines.size();
    }

    /// A node, by its code for programs and by its name for people.
    template <class Of>
    Builder& node(std::string_view code, std::string_view zh, std::string_view en, Of of) {
        const Subject source = source_;
        table_.columns.push_back(text_column(code, code, [source, of, &lines = lines_](std::size_t i) {
            return std::string_view(source.node(of(lines[i])).code);
        }));
        table_.columns.back().audience = Audience::programs;
        table_.columns.push_back(text_column(
            std::string(code) + "_name", source.words(zh, en),
            [source, of, &lines = lines_](std::size_t i) { return std::string_view(source.name(of(lines[i]))); }));
        table_.columns.back().wraps = true;
        return *this;
    }
    template <class Of>
    Builder& text(std::string_view code, std::string_view zh, std::string_view en, Of of) {
        table_.columns.push_back(
            text_column(code, source_.words(zh, en), [of, &lines = lines_](std::size_t i) { return of(lines[i]); }));
        return *this;
    }
    template <class Of>
    Builder& count(std::string_view code, std::string_view zh, std::string_view en, Of of) {
        table_.columns.push_back(
            count_column(code, source_.words(zh, en), [of, &lines = lines_](std::size_t i) { return of(lines[i]); }));
        return *this;
    }
    template <class Of>
    Builder& number(std::string_view code, std::string_view zh, std::string_view en, int digits, Of of) {
        table_.columns.push_back(
            statistic_column(code, source_.words(zh, en), digits,
                             [of, &lines = lines_](std::size_t i) { return Statistic(of(lines[i])); }));
        return *this;
    }
    /// A word that is the same in every language for programs, and one of the reader's for people.
    template <class Of, class Words>
    Builder& word(std::string_view code, std::string_view zh, std::string_view en, Of of, Words words) {
        text(code, zh, en, of).only(Audience::programs);
        return text(std::string(code) + "_words", zh, en, words).only(Audience::people);
    }
    /// Why the statistics that were asked for have no value, the first such.
    template <class Of>
    Builder& why(Of of) {
        const Language language = source_.language;
        return word(
            "no_value", "无值的原因", "No value because", [of](const Line& line) { return to_string(of(line)); },
            [of, language](const Line& line) { return no_value_words(of(line), language); });
    }
    /// The same for programs alone.
    template <class Of>
    Builder& why_for_programs(Of of) {
        return text("no_value", "无值的原因", "No value because",
                    [of](const Line& line) { return to_string(of(line)); })
            .only(Audience::programs);
    }
    Builder& wraps() {
        table_.columns.back().wraps = true;
        return *this;
    }
    Builder& only(Audience audience) {
        table_.columns.back().audience = audience;
        return *this;
    }
    Table done(Audience audience = Audience::all) {
        table_.audience = audience;
        return std::move(table_);
    }

private:
    const Subject& source_;
    const std::vector<Line>& lines_;
    Table table_;
};

NoValue first_reason(std::initializer_list<Statistic> statistics) {
    for (const Statistic& statistic : statistics) {
        if (!statistic.has_value()) return statistic.why;
    }
    return NoValue::none;
}

/// Tables' lines that live as long as the document.
struct Kept {
    std::vector<std::size_t> indicators;
    std::vector<Group> groups;  ///< of more than one indicator
    struct Component {
        std::size_t node, place;
        double eigenvalue, explained, cumulative;
    };
    std::vector<Component> components;
    struct Loading {
        std::size_t node, component, indicator;
        double loading;
    };
    std::vector<Loading> loadings;
    std::vector<Importance> shared;  ///< of nodes with siblings
    std::vector<Removal> removals;
    std::vector<Removal> felt;  ///< those that move ranks
    struct Strength {
        std::size_t row;
        bool strong;
        IndicatorPlace place;
    };
    std::vector<Strength> strengths;
};

Table statistics_table(const Subject& source, const Kept& kept) {
    const auto of = [&found = source.found, &index = source.result.index](std::size_t node) -> const ColumnStatistics& {
        return found.statistics[*index.nodes[node].indicator];
    };
    Builder<std::size_t> table(source, "statistics", "指标统计", "Indicators", kept.indicators);
    table.node("indicator", "指标", "Indicator", [](std::size_t n) { return n; });
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
    table.count("outlying", "离群", "Outlying", [of](std::size_t n) { return of(n).is_outlying() ? 1 : 0; })
        .only(Audience::programs);
    table.count("constant", "恒定", "Constant", [of](std::size_t n) { return of(n).is_constant() ? 1 : 0; })
        .only(Audience::programs);
    table
        .count("nearly_constant", "近恒定", "Nearly constant",
               [of](std::size_t n) { return of(n).is_nearly_constant() ? 1 : 0; })
        .only(Audience::programs);
    table.why_for_programs([of](std::size_t n) {
        const ColumnStatistics& s = of(n);
        return first_reason({s.mean, s.sd, s.skewness, s.kurtosis});
    });
    return table.done();
}

std::string flag_words(Flag::Kind kind, Language language) {
    if (language == Language::en) {
        switch (kind) {
            case Flag::Kind::redundant: return "says the same as";
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

Table flags_table(const Subject& source) {
    Builder<Flag> table(source, "flags", "需要留意之处", "To look at", source.found.flags);
    table.node("node", "指数", "Node", [](const Flag& flag) { return flag.node; });
    std::vector<std::string> words;
    for (const Flag& flag : source.found.flags) words.push_back(flag_words(flag.kind, source.language));
    table.text("flag", "flag", "flag", [](const Flag& flag) { return to_string(flag.kind); }).only(Audience::programs);
    Table made = table.done();
    made.columns.push_back(texts_column("words", source.words("情况", "What"), std::move(words)));
    made.columns.back().audience = Audience::people;
    Builder<Flag> rest(source, "", "", "", source.found.flags);
    rest.text("other", "other", "other",
              [source](const Flag& flag) {
                  return flag.other ? std::string_view(source.node(*flag.other).code) : std::string_view();
              })
        .only(Audience::programs);
    rest.text("other_name", "对象", "Of", [source](const Flag& flag) {
        return flag.other ? std::string_view(source.name(*flag.other)) : std::string_view();
    });
    rest.wraps();
    rest.number("number", "数值", "Number", 2, [](const Flag& flag) { return flag.number; });
    for (Column& column : rest.done().columns) made.columns.push_back(std::move(column));
    return made;
}

Table importance_table(const Subject& source, std::string_view code, const std::vector<Importance>& lines,
                       Audience audience) {
    Builder<Importance> table(source, code, "权重与实际影响", "Weight and influence", lines);
    table.node("node", "指数", "Node", [](const Importance& one) { return one.node; });
    table.number("weight", "权重", "Weight", 3, [](const Importance& one) { return one.weight; });
    table.number("effective", "总权重", "In total", 3, [](const Importance& one) { return one.effective; });
    table.number("r", "与上级相关", "r with parent", 2, [](const Importance& one) { return one.r; });
    table.number("share", "影响占比", "Share of influence", 3, [](const Importance& one) { return one.share; });
    table.number("ratio", "相关比", "Corr. ratio", 2, [](const Importance& one) { return one.ratio; });
    table.why_for_programs([](const Importance& one) { return first_reason({one.r, one.share, one.ratio}); });
    return table.done(audience);
}

Table groups_table(const Subject& source, const Kept& kept) {
    Builder<Group> table(source, "groups", "各组指标作为一个量表", "Groups of indicators", kept.groups);
    const auto component = [](const Group& group, std::size_t place) -> Statistic {
        if (group.components.why != NoValue::none) return group.components.why;
        return place < group.components.eigenvalues.size() ? Statistic(group.components.eigenvalues[place])
                                                           : Statistic(NoValue::single);
    };
    table.node("group", "指数", "Node", [](const Group& group) { return group.node; });
    table.count("indicators", "指标数", "Indicators", [](const Group& group) { return group.indicators.size(); });
    table.number("alpha", "Cronbach α", "Cronbach's alpha", 2, [](const Group& group) { return group.alpha; });
    table.number("kmo", "KMO", "KMO", 2, [](const Group& group) { return group.adequacy; });
    table.number("first_eigenvalue", "第一特征值", "1st eigenvalue", 2,
                 [component](const Group& g) { return component(g, 0); });
    const auto explained = [component](const Group& g, double whole) {
        const Statistic first = component(g, 0);
        return first.has_value() ? Statistic(whole * first.number / static_cast<double>(g.indicators.size())) : first;
    };
    table
        .number("first_explained", "第一主成分", "1st component", 2,
                [explained](const Group& g) { return explained(g, 1); })
        .only(Audience::programs);
    table
        .number("first_percent", "第一主成分%", "1st component, %", 0,
                [explained](const Group& g) { return explained(g, 100); })
        .only(Audience::people);
    table.number("second_eigenvalue", "第二特征值", "2nd eigenvalue", 2,
                 [component](const Group& g) { return component(g, 1); });
    table.why([component](const Group& g) { return first_reason({g.alpha, g.adequacy, component(g, 0)}); });
    return table.done();
}

Table removals_table(const Subject& source, std::string_view code, const std::vector<Removal>& lines,
                     Audience audience) {
    Builder<Removal> table(source, code, "去掉之后的排名变动", "What removing does to the ranks", lines);
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
                  return moved(one) ? source.result.data.units.codes[one.most_changed] : std::string_view();
              })
        .only(Audience::programs);
    table.text("unit_name", "变动最大者", "Of", [source, moved](const Removal& one) {
        return moved(one) ? source.unit(one.most_changed) : std::string_view();
    });
    table.why_for_programs([](const Removal& one) { return one.mean_change.why; });
    return table.done(audience);
}

Table correlations_table(const Subject& source) {
    Builder<NodePair> table(source, "correlations", "相关系数", "Correlations", source.found.pairs);
    table.node("a", "指数", "Node", [](const NodePair& pair) { return pair.a; });
    table.node("b", "对象", "With", [](const NodePair& pair) { return pair.b; });
    const Language language = source.language;
    table.word(
        "relation", "关系", "Relation",
        [](const NodePair& pair) { return std::string_view(pair.vertical ? "above" : "level"); },
        [language](const NodePair& pair) {
            if (language == Language::zh) return std::string_view(pair.vertical ? "上级" : "同级");
            return std::string_view(pair.vertical ? "above" : "same level");
        });
    table.count("pairs", "单位数", "Units", [](const NodePair& pair) { return pair.pearson.pairs; });
    table.number("pearson", "Pearson", "Pearson", 3, [](const NodePair& pair) { return pair.pearson.r; });
    table.number("pearson_p", "p", "p", 4, [](const NodePair& pair) { return pair.pearson.p; });
    table.number("spearman", "Spearman", "Spearman", 3, [](const NodePair& pair) { return pair.spearman.r; });
    table.number("spearman_p", "p", "p", 4, [](const NodePair& pair) { return pair.spearman.p; });
    table.number("kendall", "Kendall", "Kendall", 3, [](const NodePair& pair) { return pair.kendall.r; });
    table.number("kendall_p", "p", "p", 4, [](const NodePair& pair) { return pair.kendall.p; });
    table.why_for_programs([](const NodePair& pair) { return pair.pearson.r.why; });
    return table.done(Audience::programs);
}

Table components_table(const Subject& source, const Kept& kept) {
    Builder<Kept::Component> table(source, "components", "主成分", "Principal components", kept.components);
    table.node("group", "指数", "Node", [](const auto& one) { return one.node; });
    table.count("component", "主成分", "Component", [](const auto& one) { return one.place; });
    table.number("eigenvalue", "特征值", "Eigenvalue", 3, [](const auto& one) { return one.eigenvalue; });
    table.number("explained", "解释份额", "Explained", 3, [](const auto& one) { return one.explained; });
    table.number("cumulative", "累计", "Cumulative", 3, [](const auto& one) { return one.cumulative; });
    return table.done(Audience::programs);
}

Table loadings_table(const Subject& source, const Kept& kept) {
    Builder<Kept::Loading> table(source, "loadings", "载荷", "Loadings", kept.loadings);
    table.node("group", "指数", "Node", [](const auto& one) { return one.node; });
    table.count("component", "主成分", "Component", [](const auto& one) { return one.component; });
    table.node("indicator", "指标", "Indicator", [](const auto& one) { return one.indicator; });
    table.number("loading", "载荷", "Loading", 3, [](const auto& one) { return one.loading; });
    return table.done(Audience::programs);
}

Table units_table(const Subject& source) {
    Builder<UnitAvailability> table(source, "units", "各单位的数据", "What was measured of each unit",
                                    source.found.units);
    table.text("code", "代码", "Code", [source](const auto& one) { return source.result.data.units.codes[one.row]; })
        .only(Audience::programs);
    table.text("name", "名称", "Name", [source](const auto& one) { return source.unit(one.row); });
    table.count("missing", "缺失", "Missing", [](const auto& one) { return one.missing; });
    table.count("zero", "零值", "Zero", [](const auto& one) { return one.zero; });
    for (std::size_t n = 0; n < source.result.index.nodes.size(); ++n) {
        const Node& node = source.node(n);
        if (node.is_indicator()) continue;
        table.number(node.code, node.name.own, node.name.in(Language::en), 2,
                     [n](const auto& one) { return one.shares[n]; });
        if (node.level > 1) table.only(Audience::programs);
    }
    return table.done(Audience::programs);
}

Table strengths_table(const Subject& source, const Kept& kept) {
    Builder<Kept::Strength> table(source, "strengths", "各单位的强项与弱项", "Strengths and weaknesses",
                                  kept.strengths);
    table.text("code", "代码", "Code", [source](const auto& one) { return source.result.data.units.codes[one.row]; })
        .only(Audience::programs);
    table.text("name", "名称", "Name", [source](const auto& one) { return source.unit(one.row); });
    const Language language = source.language;
    const auto kind = [](const auto& one) { return std::string_view(one.strong ? "strength" : "weakness"); };
    table.word("kind", "类别", "Kind", kind, [language, kind](const auto& one) {
        if (language == Language::zh) return std::string_view(one.strong ? "强项" : "弱项");
        return kind(one);
    });
    table.node("indicator", "指标", "Indicator", [](const auto& one) { return one.place.node; });
    table.count("rank", "排名", "Rank", [](const auto& one) { return one.place.rank; });
    table.number("value", "数值", "Value", 3, [](const auto& one) { return one.place.value; });
    return table.done(Audience::programs);
}

Table trends_table(const Subject& source) {
    Builder<Trend> table(source, "trends", "各单位总分的增长", "Growth of the total", source.found.trends);
    table.text("code", "代码", "Code", [](const Trend& trend) { return trend.code; }).only(Audience::programs);
    table.text("name", "名称", "Name", [source](const Trend& trend) { return source.unit(trend.row); });
    table.number("growth", "年均增长", "Compound growth", 4, [](const Trend& trend) { return trend.growth; });
    table.text("first", "自", "From", [](const Trend& trend) { return trend.first; });
    table.text("last", "至", "To", [](const Trend& trend) { return trend.last; });
    table.number("available", "有得分的期数占比", "Periods with a score", 2,
                 [](const Trend& trend) { return trend.available; });
    table.why([](const Trend& trend) { return trend.growth.why; });
    return table.done(Audience::programs);
}

void keep_components(Kept& kept) {
    for (const Group& group : kept.groups) {
        double cumulative = 0;
        for (std::size_t k = 0; k < group.components.eigenvalues.size(); ++k) {
            const double value = group.components.eigenvalues[k];
            const double explained = value / static_cast<double>(group.indicators.size());
            cumulative += explained;
            kept.components.push_back({group.node, k + 1, value, explained, cumulative});
            for (std::size_t i = 0; i < group.indicators.size(); ++i) {
                kept.loadings.push_back({group.node, k + 1, group.indicators[i], group.components.loadings[k][i]});
            }
        }
    }
}

/// The five best and the five worst places of each unit; the worst value there is is no strength.
void keep_strengths(Kept& kept, const Subject& source) {
    constexpr std::size_t each = 5;
    const Period& period = source.result.data.periods[source.found.period];
    for (std::size_t row = period.first; row < period.end(); ++row) {
        const auto places = places_of(source.result.index, source.values, period, row);
        const std::size_t half = std::min(each, places.size() / 2);
        for (std::size_t i = 0; i < half; ++i) {
            if (!places[i].is_worst) kept.strengths.push_back({row, true, places[i]});
        }
        for (std::size_t i = places.size() - half; i < places.size(); ++i)
            kept.strengths.push_back({row, false, places[i]});
    }
}

std::shared_ptr<const Kept> keep(const Subject& source) {
    const auto kept = std::make_shared<Kept>();
    kept->indicators = source.result.index.indicators;
    for (const Group& group : source.found.groups) {
        if (group.indicators.size() > 1) kept->groups.push_back(group);
    }
    keep_components(*kept);
    for (const Removal& removal : source.found.removals) {
        kept->removals.push_back(
            {removal.node, removal.mean_change, removal.largest_change, removal.most_changed, {}, {}});
    }
    std::stable_sort(kept->removals.begin(), kept->removals.end(), [](const Removal& a, const Removal& b) {
        return (a.mean_change.has_value() ? a.mean_change.number : -1) >
               (b.mean_change.has_value() ? b.mean_change.number : -1);
    });
    for (const Importance& one : source.found.importance) {
        const std::size_t parent = source.node(one.node).parent;
        if (source.node(parent).children.size() > 1) kept->shared.push_back(one);
    }
    for (const Removal& one : kept->removals) {
        if (one.largest_change > 0) kept->felt.push_back(one);
    }
    keep_strengths(*kept, source);
    return kept;
}

/// Lets a table's cells keep alive what they refer to.
void hold(Table& table, const std::shared_ptr<const Kept>& kept) {
    for (Column& column : table.columns) {
        std::visit(
            [&](auto& make) {
                make = [make = std::move(make), kept](std::size_t first, auto places) { make(first, places); };
            },
            column.cells);
    }
}

}  // namespace

Document coherence_document(const Result& result, const Columns& values, const Coherence& found, Language language) {
    const Subject source{result, values, found, language};
    const auto kept = keep(source);
    const Period& period = result.data.periods[found.period];
    Document document{.code = "coherence", .title = result.index.root().name.in(language)};
    if (!period.label.empty()) document.title += phrase(language, "（{}）", " ({})", period.label);
    document.facts = {{"index", std::string_view(result.index.root().code)},
                      {"period", std::string_view(period.label)},
                      {"origin", to_string(result.data.origin)},
                      {"redundant", found.options.redundant},
                      {"weak", found.options.weak}};
    document.tables = {statistics_table(source, *kept),
                       flags_table(source),
                       importance_table(source, "importance", found.importance, Audience::programs),
                       importance_table(source, "importance_shared", kept->shared, Audience::people),
                       groups_table(source, *kept),
                       removals_table(source, "removals", kept->removals, Audience::programs),
                       removals_table(source, "removals_felt", kept->felt, Audience::people),
                       correlations_table(source),
                       components_table(source, *kept),
                       loadings_table(source, *kept),
                       units_table(source),
                       strengths_table(source, *kept),
                       trends_table(source)};
    for (Table& table : document.tables) hold(table, kept);
    if (const std::size_t unfelt = kept->removals.size() - kept->felt.size(); unfelt > 0) {
        document.notes.push_back(phrase(language, "去掉其余 {} 个中的任何一个都不改变排名。",
                                        "Removing any of the other {} moves no rank.", unfelt));
    }
    if (period.count < 3) {
        document.notes.push_back(phrase(language, "单位不足三个，多数统计量没有值。",
                                        "There are fewer than three units, so most statistics have no value."));
    }
    if (auto note = values_note(result.data.origin, language); !note.empty()) document.notes.push_back(std::move(note));
    return document;
}

}  // namespace iiindex
