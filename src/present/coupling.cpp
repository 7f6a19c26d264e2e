#include <array>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <iiindex/coupling.hpp>
#include <iiindex/number.hpp>
#include <iiindex/present.hpp>

#include "ground/catalogue.hpp"
#include "present/table_of.hpp"
#include "text/commas.hpp"
#include "words/labels.hpp"
#include "words/origins.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// The stages that Liao (1999) calls so, the least first.
constexpr std::array<std::string_view, 10> stage_names = {
    marked("extreme imbalance"),    marked("serious imbalance"),
    marked("moderate imbalance"),   marked("mild imbalance"),
    marked("near imbalance"),       marked("bare coordination"),
    marked("primary coordination"), marked("intermediate coordination"),
    marked("good coordination"),    marked("high coordination")};

Table coupling_table(const Result& result, const Couplings& all, Language language) {
    const Units& units = result.data.units;
    TableOf<UnitCoupling> table("coupling", worded(language, "Coupling coordination"), &all.units);
    table.whole("rank", label(Label::rank, language), &UnitCoupling::rank);
    table.text("unit", label(Label::code, language), [&units](const UnitCoupling& one) { return units.codes[one.row]; })
        .only_for(Audience::programs);
    table.text("name", label(Label::name, language),
               [&units, language](const UnitCoupling& one) { return units.name(one.row, language); });
    for (std::size_t i = 0; i < all.nodes.size(); ++i) {
        const Node& node = result.index.nodes[all.nodes[i]];
        table.number(
            "level_" + node.code, worded(language, "{} (0–1)", node.name.in(language)),
            [i](const UnitCoupling& one) { return one.levels[i]; }, 3);
    }
    table.number("coupling", worded(language, "Coupling C"), &UnitCoupling::coupling, 3);
    table.number("level", worded(language, "Level T"), &UnitCoupling::level, 3);
    table.number("coordination", worded(language, "Coordination D"), &UnitCoupling::coordination, 3);
    table.whole("stage", worded(language, "Stage"), &UnitCoupling::stage).only_for(Audience::programs);
    table
        .text("stage_name", worded(language, "Stage"),
              [language](const UnitCoupling& one) { return translated(stage_names[one.stage - 1], language); })
        .only_for(Audience::people);
    return table.take();
}

}  // namespace

Document coupling_document(const Result& result, const Couplings& all, Language language) {
    std::vector<std::string_view> names;
    std::vector<std::string> weights;
    for (std::size_t i = 0; i < all.nodes.size(); ++i) {
        names.push_back(result.index.nodes[all.nodes[i]].name.in(language));
        weights.push_back(fmt::format("{} {}", names.back(), shortest(round_half_up(all.weights[i], 4))));
    }
    Document document{.code = "coupling",
                      .title = worded(language, "{}: {}",
                                      with_period(result.index.root().name.in(language),
                                                  result.data.periods[all.period].label, language),
                                      fmt::join(names, translated_in("coupled", ", ", language)))};
    document.facts = {{"index", std::string_view(result.index.root().code)},
                      {"period", std::string_view(result.data.periods[all.period].label)},
                      {"origin", overall_origin(origins_of(result.data))}};
    document.tables.push_back(coupling_table(result, all, language));
    document.notes.push_back(worded(language, "Weights of T: {}.", fmt::join(weights, clause_comma(language))));
    if (!all.left_out.empty()) {
        std::vector<std::string_view> left;
        for (const std::size_t row : all.left_out) left.push_back(result.data.units.name(row, language));
        document.notes.push_back(worded(language, "Left out, for a score that is missing or all at the low end: {}.",
                                        fmt::join(left, list_comma(language))));
    }
    if (std::string origins = origins_note(result, language); !origins.empty()) {
        document.notes.push_back(std::move(origins));
    }
    return document;
}

}  // namespace iiindex
