#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <iiindex/exact.hpp>
#include <iiindex/present.hpp>

#include "ground/catalogue.hpp"
#include "present/table_of.hpp"
#include "text/commas.hpp"
#include "words/labels.hpp"
#include "words/origins.hpp"
#include "words/scores.hpp"

namespace iiindex {

using namespace detail;

namespace {

Table unit_table(const Result& result, const ExactRanks& exact, Language language) {
    const Units& units = result.data.units;
    TableOf<RankRange> table("ranks", worded(language, "Ranks that weights decide"), &exact.units);
    table.whole("rank", label(Label::rank, language), &RankRange::rank);
    table.text("unit", label(Label::code, language), [&units](const RankRange& one) { return units.codes[one.row]; })
        .only_for(Audience::programs);
    table.text("name", label(Label::name, language),
               [&units, language](const RankRange& one) { return units.name(one.row, language); });
    table.number("score", result.index.nodes[exact.by].name.in(language), &RankRange::score,
                 digits_of(result.index, exact.by));
    table.whole("best", worded(language, "Best rank"), &RankRange::best);
    table.whole("worst", worded(language, "Worst rank"), &RankRange::worst);
    table.flag("reached", worded(language, "Reached"), &RankRange::is_reached);
    return table.take();
}

Table pair_table(const Result& result, const ExactRanks& exact, Language language) {
    const Units& units = result.data.units;
    TableOf<RankPair> table("pairs", worded(language, "Every two units"), &exact.pairs);
    table.text("ahead", worded(language, "Ahead"), [&units](const RankPair& pair) { return units.codes[pair.ahead]; });
    table.text("behind", worded(language, "Behind"),
               [&units](const RankPair& pair) { return units.codes[pair.behind]; });
    table.number("least_lead", worded(language, "Least lead"), [](const RankPair& pair) { return pair.lead.least; });
    table.number("most_lead", worded(language, "Greatest lead"), [](const RankPair& pair) { return pair.lead.most; });
    table.flag("fixed", worded(language, "Fixed"), &RankPair::is_fixed);
    return table.take(Audience::programs);
}

void add_notes(Document& document, const Result& result, const ExactRanks& exact, const Name& bounds,
               Language language) {
    const auto fixed =
        std::count_if(exact.pairs.begin(), exact.pairs.end(), [](const RankPair& p) { return p.is_fixed; });
    document.notes.push_back(worded_in(language, "bounds", "Weights: {}.", bounds.in(language)));
    document.notes.push_back(worded(language, "Of {} pairs of units the order of {} is turned by no such weights.",
                                    exact.pairs.size(), fixed));
    const bool all_reached =
        std::all_of(exact.units.begin(), exact.units.end(), [](const RankRange& one) { return one.is_reached; });
    if (!all_reached) {
        document.notes.push_back(worded(
            language, "Of some units the ranks are bounds: no weights lead beyond them, and not all may be reached."));
    }
    if (exact.left_out.empty()) return;
    std::vector<std::string_view> names;
    for (const std::size_t row : exact.left_out) names.push_back(result.data.units.name(row, language));
    document.notes.push_back(
        worded(language, "Left out, for scores that are missing: {}.", fmt::join(names, list_comma(language))));
}

}  // namespace

Document exact_document(const Result& result, const ExactRanks& exact, const Name& bounds, Language language) {
    const Node& by = result.index.nodes[exact.by];
    Document document{.code = "exact", .title = result.index.root().name.in(language)};
    if (exact.by != 0) document.title = worded(language, "{}: {}", document.title, by.name.in(language));
    document.title = with_period(document.title, result.data.periods[exact.period].label, language);
    document.facts = {{"index", std::string_view(result.index.root().code)},
                      {"by", std::string_view(by.code)},
                      {"period", std::string_view(result.data.periods[exact.period].label)},
                      {"origin", overall_origin(origins_of(result.data))}};
    document.tables.push_back(unit_table(result, exact, language));
    document.tables.push_back(pair_table(result, exact, language));
    add_notes(document, result, exact, bounds, language);
    if (std::string origins = origins_note(result, language); !origins.empty()) {
        document.notes.push_back(std::move(origins));
    }
    return document;
}

}  // namespace iiindex
