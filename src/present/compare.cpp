#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include <iiindex/compare.hpp>
#include <iiindex/number.hpp>
#include <iiindex/present.hpp>

#include "ground/catalogue.hpp"
#include "present/parts.hpp"
#include "present/table_of.hpp"
#include "text/commas.hpp"
#include "text/sign.hpp"
#include "words/labels.hpp"
#include "words/origins.hpp"
#include "words/scores.hpp"

namespace iiindex {

using namespace detail;

namespace {

struct ComparedLine {
    const ComparedNode* of;
    std::string code, name, shown, leader;
};

std::vector<ComparedLine> lines_of(const Result& result, const SideBySide& comparison, Language language) {
    std::vector<ComparedLine> lines;
    const std::size_t top = result.index.nodes[comparison.node].level;
    for (const ComparedNode& compared : comparison.nodes) {
        const Node& node = result.index.nodes[compared.node];
        const std::string& name = node.name.in(language);
        const auto leader =
            compared.leader ? result.data.units.name(comparison.rows[*compared.leader], language) : std::string_view();
        lines.push_back(
            {&compared, node.code, name, std::string(2 * (node.level - top), ' ') + name, std::string(leader)});
    }
    return lines;
}

Table side_by_side_table(const Result& result, const SideBySide& comparison, Language language) {
    const Units& units = result.data.units;
    const auto name_of = [&](std::size_t i) { return units.name(comparison.rows[i], language); };
    const auto code_of = [&](std::size_t i) { return units.codes[comparison.rows[i]]; };
    const int digits = digits_of(result.index, comparison.node);
    TableOf<ComparedLine> table("nodes", worded(language, "Side by side"), lines_of(result, comparison, language));
    table.text("node", label(Label::code, language), &ComparedLine::code).only_for(Audience::programs);
    table.text("name", label(Label::node, language), &ComparedLine::name).only_for(Audience::programs);
    table.text("name", label(Label::node, language), &ComparedLine::shown).only_for(Audience::people);
    for (std::size_t i = 0; i < comparison.rows.size(); ++i) {
        table.number(
            fmt::format("score_{}", code_of(i)), name_of(i),
            [i](const ComparedLine& line) { return line.of->scores[i]; }, digits);
    }
    for (std::size_t i = 0; i < comparison.rows.size(); ++i) {
        table.whole(fmt::format("rank_{}", code_of(i)), worded(language, "{} rank", name_of(i)),
                    [i](const ComparedLine& line) { return line.of->ranks[i]; });
    }
    table.text("leader", worded(language, "Leader"), &ComparedLine::leader);
    table.number(
        "lead", worded(language, "Lead"), [](const ComparedLine& line) { return line.of->lead; }, digits);
    for (std::size_t i = 1; i < comparison.rows.size(); ++i) {
        table.number(
            fmt::format("part_{}", code_of(i)), worded(language, "Part of {} − {}", name_of(0), name_of(i)),
            [i, &index = result.index, top = comparison.node](const ComparedLine& line) {
                return has_part(index, top, line.of->node) ? std::optional<double>(line.of->parts[i - 1])
                                                           : std::nullopt;
            },
            digits + 1);
    }
    return table.take();
}

/// "北京比上海高 11.8：资金支持 +5.1，研发能力 +3.3，…", the greatest parts first.
std::string summary(const Result& result, const SideBySide& comparison, std::size_t other, Language language) {
    const auto& nodes = result.index.nodes;
    std::vector<std::pair<double, std::string>> parts;
    for (const ComparedNode& compared : comparison.nodes) {
        if (compared.node == comparison.node || nodes[compared.node].parent != comparison.node) continue;
        if (!is_split(nodes[comparison.node])) continue;
        const double part = compared.parts[other - 1];
        parts.emplace_back(round_half_up(part, 2), fmt::format("{} {}", nodes[compared.node].name.in(language),
                                                               with_sign(part, fixed(std::abs(part), 2))));
    }
    const double gap = comparison.nodes.front().parts[other - 1];
    const double sign = gap < 0 ? -1 : 1;
    std::stable_sort(parts.begin(), parts.end(),
                     [&](const auto& a, const auto& b) { return sign * a.first > sign * b.first; });
    std::vector<std::string> texts;
    for (auto& [part, text] : parts) texts.push_back(std::move(text));
    const auto name = [&](std::size_t i) { return result.data.units.name(comparison.rows[i], language); };
    const std::string amount = fixed(std::abs(gap), 2),
                      all = fmt::format("{}", fmt::join(texts, clause_comma(language)));
    if (all.empty())
        return gap < 0 ? worded(language, "{0} is {1} below {2}.", name(0), amount, name(other))
                       : worded(language, "{0} is {1} above {2}.", name(0), amount, name(other));
    return gap < 0 ? worded(language, "{0} is {1} below {2}: {3}.", name(0), amount, name(other), all)
                   : worded(language, "{0} is {1} above {2}: {3}.", name(0), amount, name(other), all);
}

/// What it takes of weights to bring two units level.
std::string turning_words(const Result& result, const SideBySide& comparison, std::size_t other, const Turning& turning,
                          Language language) {
    const auto name = [&](std::size_t i) { return result.data.units.name(comparison.rows[i], language); };
    if (!turning.change) {
        return worded(language, "No weights bring {} and {} level.", name(0), name(other));
    }
    return worded(language,
                  "{0} and {1} come level if weights change by {2} % of themselves on all levels; less does not do.",
                  name(0), name(other), fixed(100 * *turning.change, 2));
}

struct TurningLine {
    std::string_view unit, other;
    std::optional<double> change;
    bool can_turn;
};

/// The same for programs.
Table turning_table(const Result& result, const SideBySide& comparison) {
    std::vector<TurningLine> lines;
    for (std::size_t i = 0; i < comparison.turnings.size(); ++i) {
        const auto& turning = comparison.turnings[i];
        if (!turning) continue;
        lines.push_back({result.data.units.codes[comparison.rows[0]], result.data.units.codes[comparison.rows[i + 1]],
                         turning->change, turning->change.has_value()});
    }
    TableOf<TurningLine> table("weights_to_turn", "", std::move(lines));
    table.text("unit", "unit", &TurningLine::unit);
    table.text("other", "other", &TurningLine::other);
    table.flag("can_turn", "can turn", &TurningLine::can_turn);
    table.number("change", "change", &TurningLine::change);
    return table.take(Audience::programs);
}

std::string title_of(const Result& result, const SideBySide& comparison, Language language) {
    std::vector<std::string_view> names;
    for (const std::size_t row : comparison.rows) names.push_back(result.data.units.name(row, language));
    const std::string_view period = result.data.period_of(comparison.rows.front()).label;
    return worded(language, "{}: {}", versus(names, language),
                  with_period(result.index.nodes[comparison.node].name.in(language), period, language));
}

}  // namespace

Document comparison_document(const Result& result, const SideBySide& comparison, Language language) {
    Document document{.code = "compare", .title = title_of(result, comparison, language)};
    document.facts = {{"index", std::string_view(result.index.root().code)},
                      {"period", std::string_view(result.data.period_of(comparison.rows.front()).label)},
                      {"node", std::string_view(result.index.nodes[comparison.node].code)},
                      {"origin", overall_origin(origins_of(result.data))}};
    document.tables.push_back(side_by_side_table(result, comparison, language));
    if (!result.index.nodes[comparison.node].is_indicator()) {
        for (std::size_t i = 1; i < comparison.rows.size(); ++i) {
            document.notes.push_back(summary(result, comparison, i, language));
            if (i > comparison.turnings.size() || !comparison.turnings[i - 1]) continue;
            document.notes.push_back(turning_words(result, comparison, i, *comparison.turnings[i - 1], language));
        }
        for (const ComparedNode& compared : comparison.nodes)
            add_unsplit_note(document, result.index.nodes[compared.node], language);
        document.tables.push_back(turning_table(result, comparison));
    }
    add_missing(document, {&result}, language, {.node = comparison.node, .period = {}, .rows = comparison.rows});
    if (std::string origins = origins_note(result, language); !origins.empty()) {
        document.notes.push_back(std::move(origins));
    }
    return document;
}

}  // namespace iiindex
