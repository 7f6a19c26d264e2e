#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include <iiindex/number.hpp>
#include <iiindex/present.hpp>

#include "present/columns.hpp"
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
            if (result.data.facts[check.fact].node != node) continue;
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
    return language == Language::zh ? fmt::format("{} / {}", tally.agree, tally.compared)
                                    : fmt::format("{} of {}", tally.agree, tally.compared);
}

/// For people: a line a node.
Table overview_table(const std::vector<NodeTally>& tallies, Language language) {
    std::vector<std::string> names, facts;
    std::array<std::vector<std::string>, 3> shares;
    for (const NodeTally& tally : tallies) {
        names.push_back(tally.name);
        for (std::size_t of = 0; of < shares.size(); ++of) shares[of].push_back(share(tally.of[of], language));
        facts.push_back(share(tally.facts, language));
    }
    Table table{.code = "overview",
                .title = std::string(label(Label::verification, language)),
                .rows = tallies.size(),
                .audience = Audience::people};
    table.columns.push_back(texts_column("node", label(Label::node, language), std::move(names)));
    table.columns.push_back(texts_column("scores", label(Label::score_word, language), std::move(shares[0])));
    table.columns.push_back(texts_column("ranks", label(Label::rank_word, language), std::move(shares[1])));
    table.columns.push_back(texts_column("tiers", label(Label::tier_word, language), std::move(shares[2])));
    const bool any_facts = std::any_of(facts.begin(), facts.end(), [](const std::string& s) { return !s.empty(); });
    if (any_facts) {
        table.columns.push_back(texts_column("facts", label(Label::fact_word, language), std::move(facts)));
    }
    return table;
}

/// For programs: a line a node and kind of figure.
Table summary_table(const std::vector<NodeTally>& tallies) {
    constexpr std::array<std::string_view, 4> kinds = {"score", "rank", "tier", "fact"};
    struct Line {
        std::string node;
        std::string_view what;
        Tally tally;
    };
    const auto lines = std::make_shared<std::vector<Line>>();
    for (const NodeTally& node : tallies) {
        for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
            const Tally& tally = kind < node.of.size() ? node.of[kind] : node.facts;
            if (tally.compared > 0) lines->push_back({node.code, kinds[kind], tally});
        }
    }
    Table table{.code = "summary", .rows = lines->size(), .audience = Audience::programs};
    table.columns = {
        text_column("node", "node", [lines](std::size_t i) { return std::string_view((*lines)[i].node); }),
        text_column("what", "what", [lines](std::size_t i) { return (*lines)[i].what; }),
        count_column("agree", "agree", [lines](std::size_t i) { return (*lines)[i].tally.agree; }),
        count_column("compared", "compared", [lines](std::size_t i) { return (*lines)[i].tally.compared; }),
    };
    return table;
}

std::string_view what_word(Comparison::Of of, Language language) {
    switch (of) {
        case Comparison::Of::score: return label(Label::score_word, language);
        case Comparison::Of::rank: return label(Label::rank_word, language);
        case Comparison::Of::tier: return label(Label::tier_word, language);
    }
    return {};
}

/// A line a comparison.
Table comparison_table(const Result& result, std::vector<const Comparison*> lines, std::string_view code,
                       Language language) {
    const auto shown = std::make_shared<const std::vector<const Comparison*>>(std::move(lines));
    const Dataset& data = result.data;
    Table table{
        .code = std::string(code), .title = std::string(label(Label::differences, language)), .rows = shown->size()};
    if (data.periods.size() > 1) {
        table.columns.push_back(text_column("period", label(Label::period, language), [&data, shown](std::size_t i) {
            return std::string_view(data.period_of((*shown)[i]->row).label);
        }));
    }
    table.columns.push_back(text_column("unit", label(Label::code, language),
                                        [&data, shown](std::size_t i) { return data.units.codes[(*shown)[i]->row]; }));
    table.columns.back().audience = Audience::programs;
    table.columns.push_back(text_column("name", label(Label::name, language), [&data, shown, language](std::size_t i) {
        return data.units.name((*shown)[i]->row, language);
    }));
    table.columns.push_back(text_column("node", "node", [&result, shown](std::size_t i) {
        return std::string_view(result.index.nodes[(*shown)[i]->node].code);
    }));
    table.columns.back().audience = Audience::programs;
    table.columns.push_back(
        text_column("node_name", label(Label::node, language), [&result, shown, language](std::size_t i) {
            return std::string_view(result.index.nodes[(*shown)[i]->node].name.in(language));
        }));
    table.columns.push_back(
        text_column("what", "what", [shown](std::size_t i) { return what_word((*shown)[i]->of, Language::en); }));
    table.columns.back().audience = Audience::programs;
    table.columns.push_back(text_column("what_word", label(Label::what, language), [shown, language](std::size_t i) {
        return what_word((*shown)[i]->of, language);
    }));
    table.columns.back().audience = Audience::people;
    table.columns.push_back(number_column("printed", label(Label::printed, language),
                                          [shown](std::size_t i) { return (*shown)[i]->published; }));
    table.columns.push_back(number_column("computed", label(Label::computed, language),
                                          [shown](std::size_t i) { return (*shown)[i]->computed.value_or(missing); }));
    table.columns.back().digits = 4;
    table.columns.push_back(count_column("agrees", label(Label::agree, language),
                                         [shown](std::size_t i) { return (*shown)[i]->agrees ? 1 : 0; }));
    table.columns.back().audience = Audience::programs;
    table.columns.push_back(text_column("origin", label(Label::origin, language),
                                        [shown](std::size_t i) { return to_string((*shown)[i]->origin); }));
    table.columns.back().audience = Audience::programs;
    table.columns.push_back(text_column("source", label(Label::source, language),
                                        [shown](std::size_t i) { return std::string_view((*shown)[i]->source); }));
    table.columns.back().wraps = true;
    return table;
}

Table fact_table(const Result& result, const Verification& verification, Language language) {
    std::vector<std::string> nodes, findings, sources;
    for (const FactCheck& check : verification.facts) {
        if (check.holds) continue;
        const Fact& fact = result.data.facts[check.fact];
        nodes.push_back(result.index.nodes[fact.node].name.in(language));
        findings.push_back(check.finding);
        sources.push_back(fact.source);
    }
    Table table{
        .code = "facts_not_held", .title = std::string(label(Label::facts_not_held, language)), .rows = nodes.size()};
    table.columns.push_back(texts_column("node", label(Label::node, language), std::move(nodes)));
    table.columns.push_back(texts_column("finding", label(Label::finding, language), std::move(findings)));
    table.columns.push_back(texts_column("source", label(Label::source, language), std::move(sources)));
    table.columns.back().wraps = true;
    return table;
}

}  // namespace

Document verification_document(const Result& result, const Verification& verification, Language language) {
    std::vector<const Comparison*> all, differing;
    for (const Comparison& comparison : verification.comparisons) {
        all.push_back(&comparison);
        if (!comparison.agrees) differing.push_back(&comparison);
    }
    Document document{.code = "verify", .title = result.index.root().name.in(language)};
    document.facts = {{"index", std::string_view(result.index.root().code)},
                      {"holds", std::int64_t{verification.holds() ? 1 : 0}}};
    const auto tallies = tally(result, verification, language);
    document.tables.push_back(overview_table(tallies, language));
    document.tables.push_back(summary_table(tallies));
    document.main = document.tables.size();
    document.tables.push_back(comparison_table(result, std::move(all), "comparisons", language));
    document.tables.back().audience = Audience::programs;
    if (!differing.empty()) {
        document.tables.push_back(comparison_table(result, std::move(differing), "differences", language));
        document.tables.back().audience = Audience::people;
    }
    Table facts = fact_table(result, verification, language);
    if (facts.rows > 0) document.tables.push_back(std::move(facts));
    return document;
}

}  // namespace iiindex
