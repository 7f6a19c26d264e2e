#include <array>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <iiindex/coupling.hpp>
#include <iiindex/number.hpp>
#include <iiindex/present.hpp>

#include "present/table_of.hpp"
#include "words/labels.hpp"
#include "words/origins.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// The stages that Liao (1999) calls so, the least first.
constexpr std::array<Words, 10> stage_names = {{{"极度失调", "extreme imbalance"},
                                                {"严重失调", "serious imbalance"},
                                                {"中度失调", "moderate imbalance"},
                                                {"轻度失调", "mild imbalance"},
                                                {"濒临失调", "near imbalance"},
                                                {"勉强协调", "bare coordination"},
                                                {"初级协调", "primary coordination"},
                                                {"中级协调", "intermediate coordination"},
                                                {"良好协调", "good coordination"},
                                                {"优质协调", "high coordination"}}};

Table coupling_table(const Result& result, const Couplings& all, Language language) {
    const Units& units = result.data.units;
    TableOf<UnitCoupling> table("coupling", phrase(language, "耦合协调度", "Coupling coordination"), &all.units);
    table.whole("rank", label(Label::rank, language), &UnitCoupling::rank);
    table.text("unit", label(Label::code, language), [&units](const UnitCoupling& one) { return units.codes[one.row]; })
        .only_for(Audience::programs);
    table.text("name", label(Label::name, language),
               [&units, language](const UnitCoupling& one) { return units.name(one.row, language); });
    for (std::size_t i = 0; i < all.nodes.size(); ++i) {
        const Node& node = result.index.nodes[all.nodes[i]];
        table.number(
            "level_" + node.code, phrase(language, "{}（0–1）", "{} (0–1)", node.name.in(language)),
            [i](const UnitCoupling& one) { return one.levels[i]; }, 3);
    }
    table.number("coupling", phrase(language, "耦合度 C", "Coupling C"), &UnitCoupling::coupling, 3);
    table.number("level", phrase(language, "综合水平 T", "Level T"), &UnitCoupling::level, 3);
    table.number("coordination", phrase(language, "协调度 D", "Coordination D"), &UnitCoupling::coordination, 3);
    table.whole("stage", phrase(language, "阶段", "Stage"), &UnitCoupling::stage).only_for(Audience::programs);
    table
        .text("stage_name", phrase(language, "阶段", "Stage"),
              [language](const UnitCoupling& one) { return stage_names[one.stage - 1].in(language); })
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
                      .title = phrase(language, "{}：{}", "{}: {}",
                                      with_period(result.index.root().name.in(language),
                                                  result.data.periods[all.period].label, language),
                                      fmt::join(names, language == Language::zh ? "与" : ", "))};
    document.facts = {{"index", std::string_view(result.index.root().code)},
                      {"period", std::string_view(result.data.periods[all.period].label)},
                      {"origin", overall_origin(origins_of(result.data))}};
    document.tables.push_back(coupling_table(result, all, language));
    document.notes.push_back(phrase(language, "T 的权重：{}。", "Weights of T: {}.",
                                    fmt::join(weights, language == Language::zh ? "，" : ", ")));
    if (!all.left_out.empty()) {
        std::vector<std::string_view> left;
        for (const std::size_t row : all.left_out) left.push_back(result.data.units.name(row, language));
        document.notes.push_back(phrase(language, "未计算（有的得分缺失，或全在量程最低处）：{}。",
                                        "Left out, for a score that is missing or all at the low end: {}.",
                                        fmt::join(left, language == Language::zh ? "、" : ", ")));
    }
    if (std::string origins = origins_note(result, language); !origins.empty()) {
        document.notes.push_back(std::move(origins));
    }
    return document;
}

}  // namespace iiindex
