#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <iiindex/present.hpp>
#include <iiindex/verify.hpp>

#include "ground/catalogue.hpp"
#include "present/table_of.hpp"
#include "words/labels.hpp"

namespace iiindex {

using namespace detail;

namespace {

struct Tally {
    std::size_t agree = 0;
    std::size_t compared = 0;

    void count(bool agrees) {
        ++compared;
        agree += agrees ? 1 : 0;
    }
};

/// What was compared at one node, or, in the last line, at all of them.
struct NodeTally {
    std::string name;
    std::string code;
    std::array<Tally, 3> of;  ///< by Comparison::Of
    Tally facts;
};

std::vector<NodeTally> tally(const Result& result, const Verification& verification, Language language) {
    std::vector<NodeTally> tallies;
    NodeTally all{.name = std::string(label(Label::total_row, language)), .code = "all", .of = {}, .facts = {}};
    for (std::size_t node = 0; node < result.index.nodes.size(); ++node) {
        NodeTally own{.name = result.index.nodes[node].name.in(language),
                      .code = result.index.nodes[node].code,
                      .of = {},
                      .facts = {}};
        bool any = false;
        for (const Comparison& comparison : verification.comparisons) {
            if (comparison.node != node) continue;
            any = true;
            own.of[static_cast<std::size_t>(comparison.of)].count(comparison.agrees);
            all.of[static_cast<std::size_t>(comparison.of)].count(comparison.agrees);
        }
        for (const FactCheck& check : verification.facts) {
            if (check.fact.node != node) continue;
            any = true;
            own.facts.count(check.holds);
            all.facts.count(check.holds);
        }
        if (any) tallies.push_back(std::move(own));
    }
    tallies.push_back(std::move(all));
    return tallies;
}

std::string share(const Tally& tally, Language language) {
    if (tally.compared == 0) return {};
    return worded_in(language, "that agree", "{} of {}", tally.agree, tally.compared);
}

struct OverviewLine {
    std::string node, scores, ranks, tiers, facts;
};

/// For people: a line a node.
Table overview_table(const std::vector<NodeTally>& tallies, Language language) {
    std::vector<OverviewLine> lines;
    for (const NodeTally& tally : tallies) {
        lines.push_back({tally.name, share(tally.of[0], language), share(tally.of[1], language),
                         share(tally.of[2], language), share(tally.facts, language)});
    }
    const bool any_facts =
        std::any_of(lines.begin(), lines.end(), [](const auto& line) { return !line.facts.empty(); });
    TableOf<OverviewLine> table("overview", label(Label::verification, language), std::move(lines));
    table.text("node", label(Label::node, language), &OverviewLine::node);
    table.text("scores", label(Label::score_word, language), &OverviewLine::scores);
    table.text("ranks", label(Label::rank_word, language), &OverviewLine::ranks);
    table.text("tiers", label(Label::tier_word, language), &OverviewLine::tiers);
    if (any_facts) table.text("facts", label(Label::fact_word, language), &OverviewLine::facts);
    return table.take(Audience::people);
}

struct SummaryLine {
    std::string node;
    std::string_view what;
    std::size_t agree, compared;
};

/// For programs: a line a node and kind of figure.
Table summary_table(const std::vector<NodeTally>& tallies) {
    constexpr std::array<std::string_view, 4> kinds = {"score", "rank", "tier", "fact"};
    std::vector<SummaryLine> lines;
    for (const NodeTally& node : tallies) {
        for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
            const Tally& tally = kind < node.of.size() ? node.of[kind] : node.facts;
            if (tally.compared > 0) lines.push_back({node.code, kinds[kind], tally.agree, tally.compared});
        }
    }
    TableOf<SummaryLine> table("summary", "", std::move(lines));
    table.text("node", "node", &SummaryLine::node).text("what", "what", &SummaryLine::what);
    table.count("agree", "agree", &SummaryLine::agree).count("compared", "compared", &SummaryLine::compared);
    return table.take(Audience::programs);
}

std::string_view what_word(Comparison::Of of, Language language) {
    switch (of) {
        case Comparison::Of::score: return label(Label::score_word, language);
        case Comparison::Of::rank: return label(Label::rank_word, language);
        case Comparison::Of::tier: return label(Label::tier_word, language);
    }
    return {};
}

using Comparisons = std::vector<const Comparison*>;

/// Of which unit and node a comparison is, and of what.
void add_figure(TableOf<const Comparison*>& table, const Result& result, Language language) {
    const Dataset& data = result.data;
    const auto& nodes = result.index.nodes;
    if (data.periods.size() > 1) {
        table.text("period", label(Label::period, language),
                   [&data](const Comparison* one) -> const std::string& { return data.period_of(one->row).label; });
    }
    table
        .text("unit", label(Label::code, language),
              [&data](const Comparison* one) { return data.units.codes[one->row]; })
        .only_for(Audience::programs);
    table.text("name", label(Label::name, language),
               [&data, language](const Comparison* one) { return data.units.name(one->row, language); });
    table.text("node", "node", [&nodes](const Comparison* one) -> const std::string& { return nodes[one->node].code; })
        .only_for(Audience::programs);
    table.text(
        "node_name", label(Label::node, language),
        [&nodes, language](const Comparison* one) -> const std::string& { return nodes[one->node].name.in(language); });
    const auto what_in = [](Language words) {
        return [words](const Comparison* one) { return what_word(one->of, words); };
    };
    table.text("what", "what", what_in(Language::en)).only_for(Audience::programs);
    table.text("what_word", label(Label::what, language), what_in(language)).only_for(Audience::people);
}

/// A line a comparison.
Table comparison_table(const Result& result, Comparisons comparisons, std::string_view code, Audience audience,
                       Language language) {
    TableOf<const Comparison*> table(code, label(Label::differences, language), std::move(comparisons));
    add_figure(table, result, language);
    table.number("printed", label(Label::printed, language), &Comparison::published);
    table.number("computed", label(Label::computed, language), &Comparison::computed, 4);
    table.flag("agrees", label(Label::agree, language), &Comparison::agrees);
    table.text("origin", label(Label::origin, language), [](const Comparison* one) { return to_string(one->origin); })
        .only_for(Audience::programs);
    table.text("source", label(Label::source, language), &Comparison::source).wrapped();
    return table.take(audience);
}

struct FactLine {
    std::string node;
    Name finding;
    std::string source;
};

Table fact_table(const Result& result, const Verification& verification, Language language) {
    std::vector<FactLine> lines;
    for (const FactCheck& check : verification.facts) {
        if (check.holds) continue;
        const Fact& fact = check.fact;
        lines.push_back({result.index.nodes[fact.node].name.in(language), check.finding, fact.source});
    }
    TableOf<FactLine> table("facts_not_held", label(Label::facts_not_held, language), std::move(lines));
    table.text("node", label(Label::node, language), &FactLine::node);
    table
        .text("finding", label(Label::finding, language),
              [](const FactLine& line) -> const std::string& { return line.finding.english; })
        .only_for(Audience::programs);
    table
        .text("finding_words", label(Label::finding, language),
              [language](const FactLine& line) -> const std::string& { return line.finding.in(language); })
        .only_for(Audience::people);
    table.text("source", label(Label::source, language), &FactLine::source).wrapped();
    return table.take();
}

}  // namespace

Document verification_document(const Result& result, const Verification& verification, Language language) {
    Comparisons all, differing;
    for (const Comparison& comparison : verification.comparisons) {
        all.push_back(&comparison);
        if (!comparison.agrees) differing.push_back(&comparison);
    }
    Document document{.code = "verify",
                      .title = with_period(result.index.root().name.in(language), period_words(result.data), language)};
    document.facts = {{"index", std::string_view(result.index.root().code)},
                      {"holds", std::int64_t{verification.holds() ? 1 : 0}}};
    const auto tallies = tally(result, verification, language);
    document.tables.push_back(overview_table(tallies, language));
    document.tables.push_back(summary_table(tallies));
    document.main = document.tables.size();
    document.tables.push_back(comparison_table(result, std::move(all), "comparisons", Audience::programs, language));
    if (!differing.empty()) {
        document.tables.push_back(
            comparison_table(result, std::move(differing), "differences", Audience::people, language));
    }
    Table facts = fact_table(result, verification, language);
    if (facts.rows > 0) document.tables.push_back(std::move(facts));
    add_missing(document, {&result}, language);
    return document;
}

}  // namespace iiindex
