#include "present/missing.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include <iiindex/gaps.hpp>
#include <iiindex/prepare.hpp>
#include <iiindex/present.hpp>

#include "ground/catalogue.hpp"
#include "model/tree.hpp"
#include "present/table_of.hpp"
#include "text/commas.hpp"
#include "words/labels.hpp"

namespace iiindex::detail {
namespace {

using Outcome = Gap::Outcome;

constexpr std::size_t units_named = 10;
constexpr std::size_t indicators_named = 3;

/// What was done about gaps of a kind, as a note says it before it names them.
std::string beginning(const Gap& gap, Language language) {
    const std::string lacks = gap.reason ? worded(language, "No score ({})", reason_words(*gap.reason, language))
                                         : worded(language, "No value");
    switch (gap.outcome) {
        case Outcome::reweighted: return worded(language, "{}, re-weighted (the other weights count for it): ", lacks);
        case Outcome::imputed: return worded(language, "{}, put in by {}: ", lacks, gap.method->name);
        case Outcome::no_score: return worded(language, "{}, hence no score above it: ", lacks);
        case Outcome::left_out: return worded(language, "{}, left out: ", lacks);
    }
    return {};
}

/// The gaps of one unit to which the same was done.
struct UnitGaps {
    const Result* result;
    std::uint32_t row;
    std::vector<std::uint16_t> indicators;
    std::size_t more = 0;

    std::string words(Language language) const {
        std::vector<std::string> names;
        for (const std::uint16_t node : indicators) names.push_back(result->index.nodes[node].name.in(language));
        const std::string& period = result->data.period_of(row).label;
        return worded(language, "{}{} ({})", result->data.units.name(row, language),
                      period.empty() || result->data.periods.size() == 1 ? "" : " " + period,
                      first_few(names, indicators_named, names.size() + more, language));
    }
};

/// The units with gaps to which the same was done: the first few, and how many there are.
struct SameGaps {
    const Gap* like;
    std::vector<UnitGaps> units;
    std::size_t count = 0;
    std::pair<const Result*, std::uint32_t> last = {};
};

std::vector<SameGaps> by_kind(const std::vector<MissingLine>& lines) {
    const auto kind_of = [](const Gap& gap) { return std::tuple(gap.outcome, gap.reason, gap.method); };
    std::map<std::tuple<Outcome, std::optional<Reason>, const ImputationMethod*>, SameGaps> kinds;
    SameGaps* before = nullptr;  // to most gaps the same was done as to the one before
    for (const MissingLine& line : lines) {
        const Gap& gap = *line.gap;
        if (before == nullptr || kind_of(*before->like) != kind_of(gap)) {
            before = &kinds.try_emplace(kind_of(gap), SameGaps{.like = &gap}).first->second;
        }
        SameGaps& same = *before;
        if (same.last != std::pair(line.result, gap.row)) {
            same.last = {line.result, gap.row};
            if (++same.count <= units_named) same.units.push_back({.result = line.result, .row = gap.row});
        }
        if (same.count > units_named) continue;
        UnitGaps& unit = same.units.back();
        if (unit.indicators.size() < indicators_named)
            unit.indicators.push_back(gap.node);
        else
            ++unit.more;
    }
    std::vector<SameGaps> all;
    for (auto& [kind, same] : kinds) all.push_back(std::move(same));
    return all;
}

}  // namespace

std::vector<MissingLine> missing_lines(const Result& result, const MissingScope& scope) {
    std::vector<bool> meant(result.index.nodes.size());
    for (std::size_t node = 0; node < meant.size(); ++node) {
        meant[node] = is_at_or_below(result.index, node, scope.node);
    }
    std::vector<MissingLine> lines;
    const auto take = [&](std::span<const Gap> gaps) {
        if (lines.empty()) lines.reserve(gaps.size());
        for (const Gap& gap : gaps) {
            if (meant[gap.node]) lines.push_back({&result, &gap});
        }
    };
    if (scope.rows.empty()) {
        const auto& periods = result.data.periods;
        const std::size_t first = scope.period ? periods[*scope.period].first : 0;
        const std::size_t end = scope.period ? periods[*scope.period].end() : result.data.units.size();
        const auto from = [&](std::size_t row) {
            return std::partition_point(result.gaps.begin(), result.gaps.end(),
                                        [row](const Gap& gap) { return gap.row < row; });
        };
        take({from(first), from(end)});
    }
    for (const std::size_t row : scope.rows) take(gaps_in(result, row));
    return lines;
}

std::vector<std::string> missing_notes(const std::vector<MissingLine>& lines, Language language) {
    std::vector<std::string> notes;
    for (const SameGaps& same : by_kind(lines)) {
        std::vector<std::string> units;
        for (const UnitGaps& unit : same.units) units.push_back(unit.words(language));
        notes.push_back(beginning(*same.like, language) + first_few(units, units_named, same.count, language) +
                        std::string(translated(".", language)));
    }
    return notes;
}

std::string_view outcome_words(Gap::Outcome outcome, Language language) {
    switch (outcome) {
        case Outcome::reweighted: return translated("re-weighted", language);
        case Outcome::imputed: return translated("put in", language);
        case Outcome::no_score: return translated("no score above it", language);
        case Outcome::left_out: return translated("left out", language);
    }
    return {};
}

std::string_view missing_words(const Gap& gap, Language language) {
    return gap.reason ? reason_words(*gap.reason, language) : translated("no value", language);
}

Table missing_table(std::vector<MissingLine> lines, Language language, Audience audience) {
    const auto node = [](const MissingLine& line) -> const Node& { return line.result->index.nodes[line.gap->node]; };
    const auto at = [](const MissingLine& line) -> const Node& { return line.result->index.nodes[line.gap->at]; };
    const bool any_period = std::any_of(lines.begin(), lines.end(), [](const MissingLine& line) {
        return !line.result->data.periods.front().label.empty();
    });
    TableOf<MissingLine> table("missing", label(Label::missing_values, language), std::move(lines));
    table.text("period", label(Label::period, language), [](const MissingLine& line) -> const std::string& {
        return line.result->data.period_of(line.gap->row).label;
    });
    if (!any_period) table.only_for(Audience::programs);
    table
        .text("unit", label(Label::code, language),
              [](const MissingLine& line) { return line.result->data.units.codes[line.gap->row]; })
        .only_for(Audience::programs);
    table
        .text("name", label(Label::name, language),
              [language](const MissingLine& line) { return line.result->data.units.name(line.gap->row, language); })
        .only_for(Audience::people);
    table
        .text("node", label(Label::node, language),
              [node](const MissingLine& line) { return std::string_view(node(line).code); })
        .only_for(Audience::programs);
    table
        .text("node_name", worded(language, "Indicator"),
              [node, language](const MissingLine& line) { return std::string_view(node(line).name.in(language)); })
        .only_for(Audience::people);
    table
        .text("reason", "reason",
              [](const MissingLine& line) {
                  return line.gap->reason ? to_string(*line.gap->reason) : std::string_view("no value");
              })
        .only_for(Audience::programs);
    table
        .text("reason_words", worded(language, "Why"),
              [language](const MissingLine& line) { return missing_words(*line.gap, language); })
        .only_for(Audience::people);
    table.text("outcome", "outcome", [](const MissingLine& line) { return to_string(line.gap->outcome); })
        .only_for(Audience::programs);
    table
        .text("outcome_words", worded(language, "Done"),
              [language](const MissingLine& line) { return outcome_words(line.gap->outcome, language); })
        .only_for(Audience::people);
    table.text("at", "at", [at](const MissingLine& line) { return std::string_view(at(line).code); })
        .only_for(Audience::programs);
    table
        .text("at_name", worded(language, "At"),
              [at, language](const MissingLine& line) { return std::string_view(at(line).name.in(language)); })
        .only_for(Audience::people);
    table.text("method", label(Label::method, language),
               [](const MissingLine& line) { return line.gap->method ? line.gap->method->name : std::string_view(); });
    return table.take(audience);
}

std::string missing_remark(const Result& result, std::size_t row, std::size_t node, Language language) {
    std::vector<std::string> parts;
    for (const Gap& gap : gaps_in(result, row)) {
        if (!is_at_or_below(result.index, gap.node, node)) continue;
        std::string words(missing_words(gap, language));
        if (gap.node != node) words = worded(language, "{}: {}", result.index.nodes[gap.node].name.in(language), words);
        parts.push_back(fmt::format("{}{}{}", words, clause_comma(language), outcome_words(gap.outcome, language)));
    }
    return first_few(parts, units_named, parts.size(), language);
}

}  // namespace iiindex::detail

namespace iiindex {

using namespace detail;

void add_missing(Document& document, const std::vector<const Result*>& results, Language language,
                 const MissingScope& scope, Audience audience) {
    std::vector<MissingLine> lines;
    for (const Result* result : results) {
        const auto more = missing_lines(*result, scope);
        lines.insert(lines.end(), more.begin(), more.end());
    }
    for (std::string& note : missing_notes(lines, language)) document.notes.push_back(std::move(note));
    document.tables.push_back(missing_table(std::move(lines), language, audience));
}

}  // namespace iiindex
