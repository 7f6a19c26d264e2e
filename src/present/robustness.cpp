#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include <iiindex/number.hpp>
#include <iiindex/present.hpp>
#include <iiindex/robustness.hpp>

#include "ground/catalogue.hpp"
#include "present/columns.hpp"
#include "present/table_of.hpp"
#include "text/commas.hpp"
#include "words/labels.hpp"
#include "words/origins.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// A unit's ranks and what is made of them.
struct RankedLine {
    const UnitRanks* of;
    std::string interval;
    double ahead;  ///< the share of replicates in which it is ahead of the next unit
};

double replicates_of(const UnitRanks& unit) {
    return static_cast<double>(std::accumulate(unit.count.begin(), unit.count.end(), std::uint64_t{0}));
}

double tier_share(const UnitRanks& unit, std::size_t tier) {
    return static_cast<double>(unit.tiers[tier]) / replicates_of(unit);
}

/// "3–5": from the 5 % to the 95 % quantile, to whole ranks.
std::string interval_words(const UnitRanks& unit) {
    const auto low = rank_quantile(unit, 0.05), high = rank_quantile(unit, 0.95);
    return low ? fixed(*low, 0) + "–" + fixed(*high, 0) : std::string("–");
}

std::vector<RankedLine> lines_of(const std::vector<UnitRanks>& units) {
    std::vector<RankedLine> lines;
    for (const UnitRanks& unit : units) {
        const bool is_last = &unit == &units.back();
        lines.push_back({&unit, interval_words(unit),
                         is_last ? missing : static_cast<double>(unit.ahead) / 2 / replicates_of(unit)});
    }
    return lines;
}

/// For programs a share from 0 to 1, for people the same in percent.
template <class Share>
void add_share(TableOf<RankedLine>& table, const std::string& code, const std::string& title, Share share) {
    table.number(code, title, share).only_for(Audience::programs);
    table.number(code + "_percent", title + "%", [share](const RankedLine& line) { return 100 * share(line); })
        .only_for(Audience::people);
}

void add_rank_numbers(TableOf<RankedLine>& table, Language language) {
    const auto quantile = [](double p) { return [p](const RankedLine& line) { return rank_quantile(*line.of, p); }; };
    const auto mean = [](const RankedLine& line) { return mean_rank(*line.of); };
    table.number("median", worded_in(language, "rank", "Median"), quantile(0.5), 0);
    table.number("mean", worded_in(language, "rank", "Mean"), mean, 0).only_for(Audience::programs);
    table.number("q05", "5%", quantile(0.05), 0).only_for(Audience::programs);
    table.number("q95", "95%", quantile(0.95), 0).only_for(Audience::programs);
    table.text("interval", worded(language, "5 %–95 %"), &RankedLine::interval).only_for(Audience::people);
}

/// Each tier's share for programs; for people that of the unit's own, as all of them would not fit a
/// terminal.
void add_tier_shares(TableOf<RankedLine>& table, const std::vector<Name>& tiers, Language language) {
    for (std::size_t tier = 0; tier < tiers.size(); ++tier) {
        table.number(fmt::format("tier_{}", tier + 1), tiers[tier].in(language),
                     [tier](const RankedLine& line) { return tier_share(*line.of, tier); });
        table.only_for(Audience::programs);
    }
    if (tiers.empty()) return;
    table.number("own_tier", worded(language, "Keeps tier, %"),
                 [](const RankedLine& line) { return 100 * tier_share(*line.of, line.of->tier - 1); });
    table.only_for(Audience::people);
}

std::string_view name_of(const UnitRanks& unit, Language language) {
    const std::string& name = unit.name.in(language);
    return !name.empty() ? name : unit.name.english.empty() ? unit.code : unit.name.english;
}

Table rank_table(const Robustness& found, std::size_t top, Language language) {
    const auto of = [](auto member) {
        return [member](const RankedLine& line) -> const auto& { return line.of->*member; };
    };
    TableOf<RankedLine> table("units", worded(language, "How sure the ranks are"), lines_of(found.units));
    table.whole("rank", label(Label::rank, language), of(&UnitRanks::rank));
    if (!found.tiers.empty()) {
        table.whole("tier", label(Label::tier, language), of(&UnitRanks::tier)).only_for(Audience::programs);
    }
    table.text("code", label(Label::code, language), of(&UnitRanks::code)).only_for(Audience::programs);
    table.text("name", label(Label::name, language),
               [language](const RankedLine& line) { return name_of(*line.of, language); });
    table.number("score", worded(language, "Score"), of(&UnitRanks::score));
    add_rank_numbers(table, language);
    add_tier_shares(table, found.tiers, language);
    add_share(table, fmt::format("top_{}", top), worded(language, "In top {}, ", top),
              [top](const RankedLine& line) { return share_within(*line.of, static_cast<Rank>(top)); });
    add_share(table, "ahead", worded(language, "Ahead of next, "), [](const RankedLine& line) { return line.ahead; });
    return table.take();
}

std::string input_words(const std::string& name, Language language) {
    if (name.starts_with("weights-")) {
        const std::string level = name.substr(8);
        return worded(language, "weights of level {}", level);
    }
    if (name.starts_with("noise-")) return worded(language, "measurement error of {}", name.substr(6));
    if (name == "experts") return worded(language, "the experts");
    if (name == "normalisation") return worded(language, "normalisation");
    if (name == "aggregation") return worded(language, "aggregation");
    if (name == "missing") return worded(language, "what is missing");
    if (name == "left-out") return worded(language, "an indicator left out");
    return name;
}

std::string choice_words(const UncertainInput& input, Language language) {
    if (input.name == "left-out") {
        return worded(language, "none, or any one of {}", input.choices.size() - 1);
    }
    if (input.name == "experts") {
        const std::size_t count = input.choices.size() - 1;
        return input.choices.front() == "one" ? worded(language, "any one of {}", count)
                                              : worded(language, "as many drawn with replacement from {}", count);
    }
    std::vector<std::string> words;
    for (const std::string& choice : input.choices) {
        words.push_back(choice == "own" ? worded(language, "the index's own") : choice);
    }
    return fmt::format("{}", fmt::join(words, list_comma(language)));
}

/// Something that was varied: in words for people, in full for programs.
struct InputLine {
    std::string name, words, code, choices;
};

InputLine line_of(const UncertainInput& input, Language language) {
    return {input_words(input.name, language), choice_words(input, language), input.name,
            fmt::format("{}", fmt::join(input.choices, ","))};
}

Table input_table(const std::vector<UncertainInput>& inputs, Language language) {
    std::vector<InputLine> lines;
    for (const UncertainInput& input : inputs) lines.push_back(line_of(input, language));
    TableOf<InputLine> table("inputs", worded(language, "What was varied"), std::move(lines));
    table.text("input", worded(language, "Choice"), &InputLine::name).only_for(Audience::people);
    table.text("choices", worded_in(language, "a choice", "Of"), &InputLine::words)
        .wrapped()
        .only_for(Audience::people);
    table.text("input", "input", &InputLine::code).only_for(Audience::programs);
    table.text("choices", "choices", &InputLine::choices).only_for(Audience::programs);
    return table.take();
}

/// One count of an exact table.
struct Count {
    std::size_t unit;
    std::size_t what;  ///< the rank or tier
    std::uint64_t replicates;
};

Table count_table(const Robustness& found, std::string_view code, std::string_view what, std::vector<Count> counts) {
    TableOf<Count> table(code, "", std::move(counts));
    table.text("unit", "unit",
               [&units = found.units](const Count& count) -> const std::string& { return units[count.unit].code; });
    table.count(what, what, &Count::what);
    table.count("replicates", "replicates", &Count::replicates);
    return table.take(Audience::programs);
}

Table rank_counts(const Robustness& found) {
    std::vector<Count> counts;
    for (std::size_t i = 0; i < found.units.size(); ++i) {
        const auto& of_rank = found.units[i].count;
        for (std::size_t rank = 0; rank < of_rank.size(); ++rank) {
            if (of_rank[rank] > 0) counts.push_back({i, rank, of_rank[rank]});
        }
    }
    return count_table(found, "rank_counts", "rank", std::move(counts));
}

Table tier_counts(const Robustness& found) {
    std::vector<Count> counts;
    for (std::size_t i = 0; i < found.units.size(); ++i) {
        const auto& of_tier = found.units[i].tiers;
        for (std::size_t tier = 0; tier < of_tier.size(); ++tier) {
            if (of_tier[tier] > 0) counts.push_back({i, tier + 1, of_tier[tier]});
        }
    }
    return count_table(found, "tier_counts", "tier", std::move(counts));
}

/// Where values and weights come from.
void add_origin_tables(Document& document, const Origins& origins) {
    TableOf<Origins::OfValues> values("value_origins", "", &origins.values);
    values.text("origin", "origin", [](const Origins::OfValues& some) { return to_string(some.origin); });
    values.whole("count", "count", &Origins::OfValues::count);
    std::vector<std::string> periods;
    for (const auto& some : origins.values) periods.push_back(fmt::format("{}", fmt::join(some.periods, ",")));
    values.column(texts_column("periods", "periods", std::move(periods)));
    TableOf<Origins::OfWeights> weights("weight_origins", "", &origins.weights);
    weights.text("origin", "origin", [](const Origins::OfWeights& some) { return to_string(some.origin); });
    weights.whole("level", "level", &Origins::OfWeights::level);
    document.tables.push_back(values.take(Audience::programs));
    document.tables.push_back(weights.take(Audience::programs));
}

/// What the numbers of the parts of a run are added up from.
void add_exact_tables(Document& document, const Robustness& found) {
    TableOf<UnitRanks> units("exact_units", "", &found.units);
    units.text("unit", "unit", &UnitRanks::code);
    units.text("name", "name", [](const UnitRanks& unit) -> const std::string& { return unit.name.own; });
    units.text("name_en", "name_en", [](const UnitRanks& unit) -> const std::string& { return unit.name.english; });
    units.count("twice_ahead", "twice_ahead", &UnitRanks::ahead);
    TableOf<Name> tiers("exact_tiers", "", &found.tiers);
    tiers.text("name", "name", &Name::own).text("name_en", "name_en", &Name::english);
    document.tables.push_back(units.take(Audience::programs));
    document.tables.push_back(tiers.take(Audience::programs));
    document.tables.push_back(rank_counts(found));
    document.tables.push_back(tier_counts(found));
}

std::int64_t whole(std::uint64_t number) { return static_cast<std::int64_t>(number); }

void add_notes(Document& document, const Robustness& found, Language language) {
    const bool is_part = found.first != 0 || found.last != found.replicates;
    document.notes.push_back(is_part ? worded(language, "Replicates {1} to {2} of {0}, seed {3}.", found.replicates,
                                              found.first + 1, found.last, found.seed)
                                     : worded(language, "{} replicates, seed {}.", found.replicates, found.seed));
    if (found.inputs.empty()) {
        document.notes.push_back(worded(language, "Nothing was varied, so no rank moves."));
    }
    if (found.nothing_missing) {
        document.notes.push_back(worded(language, "Nothing is missing, so the rule for it was not varied."));
    }
    const auto never =
        std::any_of(found.units.begin(), found.units.end(), [](const UnitRanks& unit) { return unit.count[0] > 0; });
    if (never) {
        document.notes.push_back(
            worded(language, "Some units have no score in some replicates; the numbers of ranks are of the others."));
    }
    if (std::string origins = origins_note(found.origins, language); !origins.empty()) {
        document.notes.push_back(std::move(origins));
    }
}

std::string title_of(const Robustness& found, Language language) {
    std::string title = found.index_name.in(language);
    if (found.by_code != found.index_code) title = worded(language, "{}: {}", title, found.by_name.in(language));
    return with_period(title, found.period, language);
}

using Estimate = Sobol::Estimate;

double total_effect(const InputSensitivity& one) { return one.sobol.total ? one.sobol.total->value : 0; }

struct EffectLine {
    InputLine input;
    Sobol sobol;
};

/// An effect and the interval that it lies in.
void add_effect(TableOf<EffectLine>& table, const std::string& code, const std::string& title,
                std::optional<Estimate> Sobol::*effect, Language language) {
    const auto number = [effect](double Estimate::*which) {
        return [effect, which](const EffectLine& line) {
            const auto& estimate = line.sobol.*effect;
            return estimate ? (*estimate).*which : missing;
        };
    };
    table.number(code, title, number(&Estimate::value), 3);
    table.number(code + "_q05", worded(language, "from"), number(&Estimate::low), 3);
    table.number(code + "_q95", worded(language, "to"), number(&Estimate::high), 3);
}

/// The inputs, the one with the greatest effect first.
Table effect_table(std::vector<InputSensitivity> inputs, Language language) {
    std::stable_sort(inputs.begin(), inputs.end(), [](const InputSensitivity& a, const InputSensitivity& b) {
        return total_effect(a) > total_effect(b);
    });
    std::vector<EffectLine> lines;
    for (const InputSensitivity& one : inputs) lines.push_back({line_of(one.input, language), one.sobol});
    const auto of = [](std::string InputLine::*member) {
        return [member](const EffectLine& line) -> const std::string& { return line.input.*member; };
    };
    TableOf<EffectLine> table("inputs", worded(language, "Which choice moves the ranks"), std::move(lines));
    table.text("input", "input", of(&InputLine::code)).only_for(Audience::programs);
    table.text("name", worded(language, "Choice"), of(&InputLine::name));
    add_effect(table, "total", worded(language, "Total effect"), &Sobol::total, language);
    add_effect(table, "first", worded(language, "By itself"), &Sobol::first, language);
    table.text("choices", worded_in(language, "a choice", "Of"), of(&InputLine::words))
        .wrapped()
        .only_for(Audience::people);
    return table.take();
}

}  // namespace

std::string varied_words(const Robustness& found, Language language) {
    std::vector<std::string> names;
    for (const UncertainInput& input : found.inputs) names.push_back(input_words(input.name, language));
    const std::string all = fmt::format("{}", fmt::join(names, list_comma(language)));
    return worded(language, "{} runs that vary {}", found.replicates, all);
}

Document robustness_document(const Robustness& found, std::size_t top, Language language) {
    Document document{.code = "robustness", .title = title_of(found, language)};
    document.facts = {{"index", std::string_view(found.index_code)},
                      {"index_name", std::string_view(found.index_name.own)},
                      {"index_name_en", std::string_view(found.index_name.english)},
                      {"by", std::string_view(found.by_code)},
                      {"by_name", std::string_view(found.by_name.own)},
                      {"by_name_en", std::string_view(found.by_name.english)},
                      {"period", std::string_view(found.period)},
                      {"origin", overall_origin(found.origins)},
                      {"seed", whole(found.seed)},
                      {"replicates", whole(found.replicates)},
                      {"from", whole(found.first)},
                      {"to", whole(found.last)},
                      {"nothing_missing", std::int64_t{found.nothing_missing ? 1 : 0}}};
    document.tables.push_back(rank_table(found, top, language));
    document.tables.push_back(input_table(found.inputs, language));
    add_origin_tables(document, found.origins);
    add_exact_tables(document, found);
    add_notes(document, found, language);
    return document;
}

Document replicates_document(const Robustness& found) {
    const std::size_t units = found.units.size();
    TableOf<std::size_t> table("replicates", "", numbers_between(0, units == 0 ? 0 : found.ranks.size() / units));
    table.count("replicate", "replicate", [first = found.first](std::size_t i) { return first + i + 1; });
    for (std::size_t unit = 0; unit < units; ++unit) {
        table.whole(found.units[unit].code, found.units[unit].code,
                    [&ranks = found.ranks, units, unit](std::size_t i) { return ranks[i * units + unit]; });
    }
    Document document{.code = "replicates"};
    document.tables.push_back(table.take());
    return document;
}

Document sensitivity_document(const Index& index, const Sensitivity& found, std::uint64_t seed, Language language) {
    const std::uint64_t runs = found.base * (found.inputs.size() + 2);
    Document document{.code = "sensitivity", .title = index.root().name.in(language)};
    document.facts = {{"index", std::string_view(index.root().code)},
                      {"seed", whole(seed)},
                      {"base", whole(found.base)},
                      {"runs", whole(runs)},
                      {"mean_rank_change", found.mean_change}};
    document.tables.push_back(effect_table(found.inputs, language));
    document.notes.push_back(
        worded(language, "Ranks move by {} on average; {} runs, seed {}; intervals are the bootstrap's 5 % to 95 %.",
               fixed(found.mean_change, 2), runs, seed));
    const bool moves = std::any_of(found.inputs.begin(), found.inputs.end(),
                                   [](const InputSensitivity& one) { return one.sobol.total.has_value(); });
    if (!moves) {
        document.notes.push_back(
            worded(language, "The change of ranks does not vary, so there are no sensitivity indices."));
    }
    return document;
}

}  // namespace iiindex
