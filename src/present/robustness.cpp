#include <algorithm>
#include <memory>
#include <numeric>

#include <fmt/format.h>

#include <iiindex/number.hpp>
#include <iiindex/present.hpp>

#include "present/columns.hpp"
#include "present/statistic_columns.hpp"
#include "words/labels.hpp"

namespace iiindex {

using namespace detail;

namespace {

using Units = std::vector<UnitRanks>;

double replicates_of(const UnitRanks& unit) {
    return static_cast<double>(std::accumulate(unit.count.begin(), unit.count.end(), std::uint64_t{0}));
}

double tier_share(const UnitRanks& unit, std::size_t tier) {
    return static_cast<double>(unit.tiers[tier]) / replicates_of(unit);
}

std::optional<double> share_ahead(const Units& units, std::size_t place) {
    if (place + 1 == units.size()) return std::nullopt;
    return static_cast<double>(units[place].ahead) / 2 / replicates_of(units[place]);
}

/// For programs a share from 0 to 1, for people the same in percent.
template <class Share>
void add_share(Table& table, const std::string& code, const std::string& title, Share share) {
    table.columns.push_back(number_column(code, title, share));
    table.columns.back().audience = Audience::programs;
    table.columns.push_back(
        number_column(code + "_percent", title + "%", [share](std::size_t i) { return 100 * share(i); }));
    table.columns.back().audience = Audience::people;
}

template <class Number>
void add_rank_number(Table& table, std::string_view code, std::string_view title, Number number) {
    table.columns.push_back(
        number_column(code, title, [number](std::size_t i) { return number(i).value_or(missing); }));
    table.columns.back().digits = 0;
}

/// "3–5": from the 5 % to the 95 % quantile, to whole ranks.
std::string interval_words(const UnitRanks& unit) {
    const auto low = rank_quantile(unit, 0.05), high = rank_quantile(unit, 0.95);
    return low ? fixed(*low, 0) + "–" + fixed(*high, 0) : std::string("–");
}

void add_rank_numbers(Table& table, const Units& units, Language language) {
    const auto quantile = [&units](double p) {
        return [&units, p](std::size_t i) { return rank_quantile(units[i], p); };
    };
    add_rank_number(table, "median", phrase(language, "中位排名", "Median"), quantile(0.5));
    add_rank_number(table, "mean", phrase(language, "平均排名", "Mean"),
                    [&units](std::size_t i) { return mean_rank(units[i]); });
    table.columns.back().audience = Audience::programs;
    add_rank_number(table, "q05", "5%", quantile(0.05));
    table.columns.back().audience = Audience::programs;
    add_rank_number(table, "q95", "95%", quantile(0.95));
    table.columns.back().audience = Audience::programs;
    std::vector<std::string> intervals;
    for (const UnitRanks& unit : units) intervals.push_back(interval_words(unit));
    table.columns.push_back(texts_column("interval", phrase(language, "5%–95%", "5 %–95 %"), std::move(intervals)));
    table.columns.back().audience = Audience::people;
}

/// Each tier's share for programs; for people that of the unit's own, as all of them would not fit a
/// terminal.
void add_tier_shares(Table& table, const Robustness& found, Language language) {
    const Units& units = found.units;
    for (std::size_t tier = 0; tier < found.tiers.size(); ++tier) {
        table.columns.push_back(number_column(fmt::format("tier_{}", tier + 1), found.tiers[tier].in(language),
                                              [&units, tier](std::size_t i) { return tier_share(units[i], tier); }));
        table.columns.back().audience = Audience::programs;
    }
    if (found.tiers.empty()) return;
    table.columns.push_back(
        number_column("own_tier", phrase(language, "保持梯队%", "Keeps tier, %"),
                      [&units](std::size_t i) { return 100 * tier_share(units[i], units[i].tier - 1); }));
    table.columns.back().audience = Audience::people;
}

Table rank_table(const Robustness& found, std::size_t top, Language language) {
    const Units& units = found.units;
    Table table{
        .code = "units", .title = phrase(language, "排名的稳健性", "How sure the ranks are"), .rows = units.size()};
    table.columns.push_back(
        whole_column("rank", label(Label::rank, language), [&units](std::size_t i) { return units[i].rank; }));
    if (!found.tiers.empty()) {
        table.columns.push_back(
            whole_column("tier", label(Label::tier, language), [&units](std::size_t i) { return units[i].tier; }));
        table.columns.back().audience = Audience::programs;
    }
    table.columns.push_back(text_column("code", label(Label::code, language),
                                        [&units](std::size_t i) -> const std::string& { return units[i].code; }));
    table.columns.back().audience = Audience::programs;
    table.columns.push_back(text_column("name", label(Label::name, language), [&units, language](std::size_t i) {
        const Name& name = units[i].name;
        const std::string& text = name.in(language);
        return std::string_view(!text.empty() ? text : name.english.empty() ? units[i].code : name.english);
    }));
    table.columns.push_back(
        number_column("score", phrase(language, "得分", "Score"), [&units](std::size_t i) { return units[i].score; }));
    add_rank_numbers(table, units, language);
    add_tier_shares(table, found, language);
    add_share(table, fmt::format("top_{}", top), phrase(language, "前{}名", "In top {}, ", top),
              [&units, top](std::size_t i) { return share_within(units[i], static_cast<Rank>(top)); });
    add_share(table, "ahead", phrase(language, "领先下一名", "Ahead of next, "),
              [&units](std::size_t i) { return share_ahead(units, i).value_or(missing); });
    return table;
}

std::string input_words(const std::string& name, Language language) {
    if (name.starts_with("weights-")) {
        const std::string level = name.substr(8);
        return phrase(language, "第{}级权重", "weights of level {}", level);
    }
    if (name.starts_with("noise-")) return phrase(language, "{}的测量误差", "measurement error of {}", name.substr(6));
    if (name == "normalisation") return phrase(language, "归一化方法", "normalisation");
    if (name == "aggregation") return phrase(language, "汇总方法", "aggregation");
    if (name == "missing") return phrase(language, "缺失值处理", "what is missing");
    if (name == "left-out") return phrase(language, "去掉一个指标", "an indicator left out");
    return name;
}

std::string choice_words(const UncertainInput& input, Language language) {
    if (input.name == "left-out") {
        return phrase(language, "不去掉，或{}个中的任一个", "none, or any one of {}", input.choices.size() - 1);
    }
    std::vector<std::string> words;
    for (const std::string& choice : input.choices) {
        words.push_back(choice == "own" ? phrase(language, "指数本身的方法", "the index's own") : choice);
    }
    return fmt::format("{}", fmt::join(words, language == Language::zh ? "、" : ", "));
}

/// What was varied: in words for people, in full for programs.
Table input_table(const std::vector<UncertainInput>& inputs, Language language) {
    std::vector<std::string> names, words, codes, choices;
    for (const UncertainInput& input : inputs) {
        names.push_back(input_words(input.name, language));
        words.push_back(choice_words(input, language));
        codes.push_back(input.name);
        choices.push_back(fmt::format("{}", fmt::join(input.choices, ",")));
    }
    Table table{.code = "inputs", .title = phrase(language, "变动的选择", "What was varied"), .rows = inputs.size()};
    table.columns.push_back(texts_column("input", phrase(language, "选择", "Choice"), std::move(names)));
    table.columns.push_back(texts_column("choices", phrase(language, "取值", "Of"), std::move(words)));
    for (Column& column : table.columns) column.audience = Audience::people;
    table.columns.back().wraps = true;
    table.columns.push_back(texts_column("input", "input", std::move(codes)));
    table.columns.push_back(texts_column("choices", "choices", std::move(choices)));
    for (std::size_t i = 2; i < 4; ++i) table.columns[i].audience = Audience::programs;
    return table;
}

/// One count of an exact table.
struct Count {
    std::size_t unit;
    std::size_t what;  ///< the rank or tier
    std::uint64_t replicates;
};

Table count_table(const Robustness& found, std::string_view code, std::string_view what, std::vector<Count> counts) {
    const auto lines = std::make_shared<const std::vector<Count>>(std::move(counts));
    Table table{.code = std::string(code), .rows = lines->size(), .audience = Audience::programs};
    table.columns = {
        text_column(
            "unit", "unit",
            [&found, lines](std::size_t i) -> const std::string& { return found.units[(*lines)[i].unit].code; }),
        count_column(what, what, [lines](std::size_t i) { return (*lines)[i].what; }),
        count_column("replicates", "replicates", [lines](std::size_t i) { return (*lines)[i].replicates; }),
    };
    return table;
}

/// What the numbers of the parts of a run are added up from.
void add_exact_tables(Document& document, const Robustness& found) {
    const Units& units = found.units;
    std::vector<Count> ranks, tiers;
    for (std::size_t i = 0; i < units.size(); ++i) {
        for (std::size_t rank = 0; rank < units[i].count.size(); ++rank) {
            if (units[i].count[rank] > 0) ranks.push_back({i, rank, units[i].count[rank]});
        }
        for (std::size_t tier = 0; tier < units[i].tiers.size(); ++tier) {
            if (units[i].tiers[tier] > 0) tiers.push_back({i, tier + 1, units[i].tiers[tier]});
        }
    }
    Table names{.code = "exact_units", .rows = units.size(), .audience = Audience::programs};
    names.columns = {
        text_column("unit", "unit", [&units](std::size_t i) -> const std::string& { return units[i].code; }),
        text_column("name", "name", [&units](std::size_t i) -> const std::string& { return units[i].name.own; }),
        text_column("name_en", "name_en",
                    [&units](std::size_t i) -> const std::string& { return units[i].name.english; }),
        count_column("twice_ahead", "twice_ahead", [&units](std::size_t i) { return units[i].ahead; }),
    };
    Table bands{.code = "exact_tiers", .rows = found.tiers.size(), .audience = Audience::programs};
    bands.columns = {
        text_column("name", "name", [&found](std::size_t i) -> const std::string& { return found.tiers[i].own; }),
        text_column("name_en", "name_en",
                    [&found](std::size_t i) -> const std::string& { return found.tiers[i].english; }),
    };
    document.tables.push_back(std::move(names));
    document.tables.push_back(std::move(bands));
    document.tables.push_back(count_table(found, "rank_counts", "rank", std::move(ranks)));
    document.tables.push_back(count_table(found, "tier_counts", "tier", std::move(tiers)));
}

std::int64_t whole(std::uint64_t number) { return static_cast<std::int64_t>(number); }

void add_notes(Document& document, const Robustness& found, Language language) {
    const bool part = found.first != 0 || found.last != found.replicates;
    document.notes.push_back(
        part
            ? phrase(language, "全部 {} 次抽样中的第 {} 至 {} 次，种子 {}。", "Replicates {1} to {2} of {0}, seed {3}.",
                     found.replicates, found.first + 1, found.last, found.seed)
            : phrase(language, "{} 次抽样，种子 {}。", "{} replicates, seed {}.", found.replicates, found.seed));
    if (found.inputs.empty()) {
        document.notes.push_back(
            phrase(language, "没有任何选择变动，排名因此不变。", "Nothing was varied, so no rank moves."));
    }
    if (found.nothing_missing) {
        document.notes.push_back(phrase(language, "没有缺失值，缺失值处理因此不起作用。",
                                        "Nothing is missing, so the rule for it was not varied."));
    }
    const auto never =
        std::any_of(found.units.begin(), found.units.end(), [](const UnitRanks& unit) { return unit.count[0] > 0; });
    if (never) {
        document.notes.push_back(
            phrase(language, "有的单位在部分抽样中没有得分，名次统计只计有得分的抽样。",
                   "Some units have no score in some replicates; the numbers of ranks are of the others."));
    }
    if (auto values = values_note(found.origin, language); !values.empty()) document.notes.push_back(std::move(values));
}

std::string title_of(const Robustness& found, Language language) {
    std::string title = found.index_name.in(language);
    if (found.by_code != found.index_code)
        title += (language == Language::zh ? "：" : ": ") + found.by_name.in(language);
    if (!found.period.empty()) title += phrase(language, "（{}）", " ({})", found.period);
    return title;
}

}  // namespace

Document robustness_document(const Robustness& found, std::size_t top, Language language) {
    Document document{.code = "robustness", .title = title_of(found, language)};
    document.facts = {{"index", std::string_view(found.index_code)},
                      {"index_name", std::string_view(found.index_name.own)},
                      {"index_name_en", std::string_view(found.index_name.english)},
                      {"by", std::string_view(found.by_code)},
                      {"by_name", std::string_view(found.by_name.own)},
                      {"by_name_en", std::string_view(found.by_name.english)},
                      {"period", std::string_view(found.period)},
                      {"origin", to_string(found.origin)},
                      {"seed", whole(found.seed)},
                      {"replicates", whole(found.replicates)},
                      {"from", whole(found.first)},
                      {"to", whole(found.last)},
                      {"nothing_missing", std::int64_t{found.nothing_missing ? 1 : 0}}};
    document.tables.push_back(rank_table(found, top, language));
    document.tables.push_back(input_table(found.inputs, language));
    add_exact_tables(document, found);
    add_notes(document, found, language);
    return document;
}

Document replicates_document(const Robustness& found) {
    const std::size_t units = found.units.size();
    Table table{.code = "replicates", .rows = units == 0 ? 0 : found.ranks.size() / units};
    table.columns.push_back(
        count_column("replicate", "replicate", [&found](std::size_t i) { return found.first + i + 1; }));
    for (std::size_t unit = 0; unit < units; ++unit) {
        table.columns.push_back(
            whole_column(found.units[unit].code, found.units[unit].code,
                         [&found, units, unit](std::size_t i) { return found.ranks[i * units + unit]; }));
    }
    Document document{.code = "replicates"};
    document.tables.push_back(std::move(table));
    return document;
}

Document sensitivity_document(const Index& index, const Sensitivity& found, std::uint64_t seed, Language language) {
    std::vector<const InputSensitivity*> lines;
    for (const InputSensitivity& one : found.inputs) lines.push_back(&one);
    const auto total = [](const InputSensitivity* one) { return one->sobol.total ? one->sobol.total->value : 0; };
    std::stable_sort(lines.begin(), lines.end(), [&](auto* a, auto* b) { return total(a) > total(b); });
    const auto shown = std::make_shared<const std::vector<const InputSensitivity*>>(lines);

    std::vector<std::string> names, codes, words;
    for (const InputSensitivity* one : lines) {
        names.push_back(input_words(one->input.name, language));
        codes.push_back(one->input.name);
        words.push_back(choice_words(one->input, language));
    }
    Table table{.code = "inputs",
                .title = phrase(language, "哪个选择影响排名", "Which choice moves the ranks"),
                .rows = lines.size()};
    table.columns.push_back(texts_column("input", "input", std::move(codes)));
    table.columns.back().audience = Audience::programs;
    table.columns.push_back(texts_column("name", phrase(language, "选择", "Choice"), std::move(names)));
    const auto add = [&](std::string_view code, std::string_view title, auto of) {
        table.columns.push_back(
            number_column(code, title, [shown, of](std::size_t i) { return of((*shown)[i]->sobol); }));
        table.columns.back().digits = 3;
    };
    using Part = std::optional<Sobol::Estimate> Sobol::*;
    const auto add_estimate = [&](const std::string& code, const std::string& title, Part part) {
        const auto number = [part](double Sobol::Estimate::*which) {
            return [part, which](const Sobol& sobol) { return sobol.*part ? *(sobol.*part).*which : missing; };
        };
        add(code, title, number(&Sobol::Estimate::value));
        add(code + "_q05", phrase(language, "从", "from"), number(&Sobol::Estimate::low));
        add(code + "_q95", phrase(language, "到", "to"), number(&Sobol::Estimate::high));
    };
    add_estimate("total", phrase(language, "总效应", "Total effect"), &Sobol::total);
    add_estimate("first", phrase(language, "自身效应", "By itself"), &Sobol::first);
    table.columns.push_back(texts_column("choices", phrase(language, "取值", "Of"), std::move(words)));
    table.columns.back().wraps = true;
    table.columns.back().audience = Audience::people;

    const std::uint64_t runs = found.base * (found.inputs.size() + 2);
    Document document{.code = "sensitivity", .title = index.root().name.in(language)};
    document.facts = {{"index", std::string_view(index.root().code)},
                      {"seed", whole(seed)},
                      {"base", whole(found.base)},
                      {"runs", whole(runs)},
                      {"mean_rank_change", found.mean_change}};
    document.tables.push_back(std::move(table));
    document.notes.push_back(
        phrase(language, "单位平均名次变动的均值为 {}；{} 次计算，种子 {}；区间为自助法的 5% 至 95%。",
               "Ranks move by {} on average; {} runs, seed {}; intervals are the bootstrap's 5 % to 95 %.",
               fixed(found.mean_change, 2), runs, seed));
    const bool moves = std::any_of(lines.begin(), lines.end(), [](auto* one) { return one->sobol.total.has_value(); });
    if (!moves) {
        document.notes.push_back(phrase(language, "名次变动没有差异，因此没有敏感性指数。",
                                        "The change of ranks does not vary, so there are no sensitivity indices."));
    }
    return document;
}

}  // namespace iiindex
