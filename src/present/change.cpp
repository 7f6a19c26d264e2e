#include <algorithm>
#include <cmath>
#include <tuple>

#include <fmt/format.h>

#include <iiindex/aggregate.hpp>
#include <iiindex/change.hpp>
#include <iiindex/normalise.hpp>
#include <iiindex/number.hpp>
#include <iiindex/present.hpp>

#include "ground/catalogue.hpp"
#include "present/columns.hpp"
#include "present/parts.hpp"
#include "present/table_of.hpp"
#include "text/commas.hpp"
#include "words/change.hpp"
#include "words/labels.hpp"
#include "words/origins.hpp"
#include "words/scores.hpp"

namespace iiindex {

using namespace detail;

namespace {

struct ChangedLine {
    const UnitChange* of;
    std::string code, name, old_tier, new_tier, status;
};

std::string status_of(const UnitChange& unit, Language language) {
    if (!unit.old_row) return worded(language, "new");
    if (!unit.new_row) return worded(language, "left");
    return {};
}

std::string_view name_of(const Changes& changes, const UnitChange& unit, Language language) {
    return unit.new_row ? changes.after.data.units.name(*unit.new_row, language)
                        : changes.before.data.units.name(*unit.old_row, language);
}

std::string_view code_of(const Changes& changes, const UnitChange& unit) {
    return unit.new_row ? changes.after.data.units.codes[*unit.new_row]
                        : changes.before.data.units.codes[*unit.old_row];
}

std::vector<ChangedLine> lines_of(const Changes& changes, Language language) {
    std::vector<ChangedLine> lines;
    for (const UnitChange& unit : changes.units) {
        lines.push_back({&unit, std::string(code_of(changes, unit)), std::string(name_of(changes, unit, language)),
                         tier_name(changes.before.index.nodes[changes.old_node], unit.old_tier, language),
                         tier_name(changes.after.index.nodes[changes.new_node], unit.new_tier, language),
                         status_of(unit, language)});
    }
    return lines;
}

/// Places gained: a rank that falls from 5 to 3 is two places up.
std::optional<double> places_gained(const UnitChange& unit) {
    if (unit.old_rank == 0 || unit.new_rank == 0) return std::nullopt;
    return static_cast<double>(unit.old_rank) - static_cast<double>(unit.new_rank);
}

/// The four causes as columns. Of ranks as places gained, so that up is above zero everywhere.
void add_causes(TableOf<ChangedLine>& table, const std::string& prefix, std::optional<Causes> UnitChange::*causes,
                double sign, int digits, Language language) {
    const auto add = [&](std::string_view code, const std::string& title, double Causes::*cause) {
        table.number(
            prefix + std::string(code), title,
            [causes, cause, sign](const ChangedLine& line) {
                const auto& found = line.of->*causes;
                return found ? std::optional(sign * ((*found).*cause)) : std::nullopt;
            },
            digits);
    };
    add("own", worded(language, "Own values"), &Causes::own);
    add("others", worded(language, "Others"), &Causes::others);
    add("method", worded(language, "Method"), &Causes::method);
    add("units", worded(language, "Set of units"), &Causes::units);
}

void add_names(TableOf<ChangedLine>& table, Language language) {
    table.text("code", label(Label::code, language), &ChangedLine::code).only_for(Audience::programs);
    table.text("name", label(Label::name, language), &ChangedLine::name);
}

Table score_table(const Changes& changes, Language language) {
    const int digits = digits_of(changes.after.index, changes.new_node);
    const auto of = [](auto member) { return [member](const ChangedLine& line) { return line.of->*member; }; };
    const auto tier = [](auto member) {
        return [member](const ChangedLine& line) { return (line.of->*member).value_or(0); };
    };
    TableOf<ChangedLine> table("changes", worded(language, "Changes of score and their causes"),
                               lines_of(changes, language));
    table.whole("rank", label(Label::rank, language), of(&UnitChange::new_rank));
    table.whole("old_rank", worded(language, "Old rank"), of(&UnitChange::old_rank));
    add_names(table, language);
    if (std::any_of(changes.units.begin(), changes.units.end(),
                    [](const UnitChange& unit) { return !unit.old_row || !unit.new_row; })) {
        table.text("status", worded(language, "Status"), &ChangedLine::status);
    }
    if (changes.after.index.nodes[changes.new_node].tiers || changes.before.index.nodes[changes.old_node].tiers) {
        table.text("tier", label(Label::tier, language), &ChangedLine::new_tier).only_for(Audience::people);
        table.text("old_tier", worded(language, "Old tier"), &ChangedLine::old_tier).only_for(Audience::people);
    }
    table.whole("tier", label(Label::tier, language), tier(&UnitChange::new_tier)).only_for(Audience::programs);
    table.whole("old_tier", worded(language, "Old tier"), tier(&UnitChange::old_tier)).only_for(Audience::programs);
    table.number("score", worded(language, "Score"), of(&UnitChange::new_score), digits);
    table.number("old_score", worded(language, "Old score"), of(&UnitChange::old_score), digits);
    table.number(
        "change", worded(language, "Change"),
        [](const ChangedLine& line) { return difference(line.of->new_score, line.of->old_score); }, digits + 1);
    add_causes(table, "score_", &UnitChange::score, 1, digits + 1, language);
    return table.take();
}

Table rank_table(const Changes& changes, Language language) {
    TableOf<ChangedLine> table("ranks", worded(language, "Places gained and their causes"),
                               lines_of(changes, language));
    add_names(table, language);
    table.number(
        "places", worded(language, "Places gained"), [](const ChangedLine& line) { return places_gained(*line.of); },
        0);
    add_causes(table, "places_", &UnitChange::rank, -1, 2, language);
    return table.take();
}

struct NodePart {
    std::string unit, node;
    double part, own;
};

/// For programs: a line a unit and node.
Table part_table(const Changes& changes) {
    std::vector<NodePart> parts;
    for (const UnitChange& unit : changes.units) {
        if (!unit.parts) continue;
        for (std::size_t node = 0; node < changes.after.index.nodes.size(); ++node) {
            if (unit.parts->of[node] == 0 && unit.parts->own[node] == 0) continue;
            parts.push_back({std::string(code_of(changes, unit)), changes.after.index.nodes[node].code,
                             unit.parts->of[node], unit.parts->own[node]});
        }
    }
    TableOf<NodePart> table("parts", "parts", std::move(parts));
    table.text("code", "code", &NodePart::unit).text("node", "node", &NodePart::node);
    table.number("part", "part", &NodePart::part).number("own", "own", &NodePart::own);
    return table.take(Audience::programs);
}

/// Whether the change at the node is made up of its children's in both years.
bool has_parts(const Changes& changes) {
    return is_split(changes.after.index.nodes[changes.new_node]) &&
           is_split(changes.before.index.nodes[changes.old_node]);
}

/// For people: the change by the children of the node.
Table child_table(const Changes& changes, Language language) {
    const int digits = digits_of(changes.after.index, changes.new_node);
    const Index& index = changes.after.index;
    TableOf<ChangedLine> table("by_node", worded(language, "Changes of score by node"), lines_of(changes, language));
    add_names(table, language);
    table.number(
        "change", worded(language, "Change"),
        [](const ChangedLine& line) { return difference(line.of->new_score, line.of->old_score); }, digits + 1);
    for (const std::size_t child : index.nodes[changes.new_node].children) {
        table.number(
            index.nodes[child].code, index.nodes[child].name.in(language),
            [child](const ChangedLine& line) {
                return line.of->parts ? std::optional(line.of->parts->of[child]) : std::nullopt;
            },
            digits + 1);
    }
    const auto own = [node = changes.new_node](const ChangedLine& line) {
        return line.of->parts ? std::optional(line.of->parts->own[node]) : std::nullopt;
    };
    const bool any_own = std::any_of(changes.units.begin(), changes.units.end(), [&](const UnitChange& unit) {
        return unit.parts && std::abs(unit.parts->own[changes.new_node]) >= 0.005;
    });
    if (any_own) table.number("own", worded(language, "Way of combining"), own, digits + 1);
    return table.take(Audience::people);
}

Table common_table(const Changes& changes, Language language) {
    const int digits = digits_of(changes.after.index, changes.new_node);
    const auto of = [](auto member) { return [member](const ChangedLine& line) { return line.of->*member; }; };
    TableOf<ChangedLine> table("common_scale", worded(language, "Both years on one scale (new method)"),
                               lines_of(changes, language));
    add_names(table, language);
    table.number("old_score", worded(language, "Old score"), of(&UnitChange::old_common), digits);
    table.number("score", worded(language, "Score"), of(&UnitChange::new_common), digits);
    table.number(
        "change", worded(language, "Change"),
        [](const ChangedLine& line) { return difference(line.of->new_common, line.of->old_common); }, digits + 1);
    table.whole("old_rank", worded(language, "Old rank"), of(&UnitChange::old_common_rank));
    table.whole("rank", label(Label::rank, language), of(&UnitChange::new_common_rank));
    return table.take();
}

std::string listed(const Changes& changes, bool (*is_one)(const UnitChange&), Language language) {
    std::vector<std::string_view> names;
    for (const UnitChange& unit : changes.units) {
        if (is_one(unit)) names.push_back(name_of(changes, unit, language));
    }
    return fmt::format("{}", fmt::join(names, list_comma(language)));
}

/// Whether a node is computed the same way in both years.
bool differs(const Node& a, const Node& b, double weight_a, double weight_b) {
    if (std::abs(weight_a - weight_b) > 1e-12 || a.direction != b.direction) return true;
    if (a.is_indicator() != b.is_indicator()) return true;
    if (a.tiers.has_value() != b.tiers.has_value() || (a.tiers && a.tiers->cuts != b.tiers->cuts)) return true;
    if (!a.is_indicator()) {
        return a.aggregation.method != b.aggregation.method || exponent_of(a.aggregation) != exponent_of(b.aggregation);
    }
    const bool posts_differ =
        a.goalposts.has_value() != b.goalposts.has_value() ||
        (a.goalposts && (a.goalposts->worst != b.goalposts->worst || a.goalposts->best != b.goalposts->best));
    const auto ends = [](const Node& node) {
        const Range quantiles = node.quantiles.value_or(Range{});
        const Optimum optimum = node.best_at.value_or(Optimum{});
        return std::tuple(node.quantiles.has_value(), quantiles.low, quantiles.high, node.best_at.has_value(),
                          optimum.low, optimum.high, optimum.worst_distance);
    };
    return posts_differ || ends(a) != ends(b) || a.transform != b.transform ||
           a.normalisation.method != b.normalisation.method;
}

/// Why children at or below the node that is looked at have no parts of the change.
void add_unsplit_notes(Document& document, const Index& index, std::size_t top, Language language) {
    std::size_t node = top;
    do {
        add_unsplit_note(document, index.nodes[node], language);
    } while (++node < index.nodes.size() && index.nodes[node].level > index.nodes[top].level);
}

/// The nodes that came, left or are computed in another way.
std::string changed_nodes(const Changes& changes, Language language) {
    std::vector<std::string> names;
    const Index& before = changes.before.index;
    const Index& after = changes.after.index;
    for (std::size_t node = 0; node < after.nodes.size(); ++node) {
        const auto old_node = before.find(after.nodes[node].code);
        if (old_node && !differs(before.nodes[*old_node], after.nodes[node], changes.before.weights[0][*old_node],
                                 changes.after.weights[0][node])) {
            continue;
        }
        names.push_back(after.nodes[node].name.in(language));
    }
    for (const Node& node : before.nodes) {
        if (!after.find(node.code)) names.push_back(node.name.in(language));
    }
    return fmt::format("{}", fmt::join(names, list_comma(language)));
}

void add_notes(Document& document, const Changes& changes, Language language) {
    const auto note = [&](const std::string& what, fmt::format_string<const std::string&> text) {
        if (!what.empty()) document.notes.push_back(worded(language, text, what));
    };
    note(listed(
             changes, [](const UnitChange& unit) { return !unit.old_row; }, language),
         marked("New: {}."));
    note(listed(
             changes, [](const UnitChange& unit) { return !unit.new_row; }, language),
         marked("Left: {}."));
    note(changed_nodes(changes, language), marked("The method changed (weights, cuts, scales) at: {}."));
    add_unsplit_notes(document, changes.before.index, changes.old_node, language);
    add_unsplit_notes(document, changes.after.index, changes.new_node, language);
    if (!changes.causes_found) {
        document.notes.push_back(worded(language, "The tables are too large to find the causes."));
    }
    if (const std::string warning = own_scales_warning(changes, language); !warning.empty()) {
        document.notes.push_back(warning);
    }
    const std::string before = origins_note(changes.before, language), after = origins_note(changes.after, language);
    note(before == after ? "" : before, marked("Old: {}"));
    if (before == after)
        note(after, "{}");
    else
        note(after, marked("New: {}"));
}

}  // namespace

std::string own_scales_warning(const Changes& changes, Language language) {
    if (!changes.own_scales) return {};
    return worded(
        language,
        "Each year is scaled by its own units, so that the scores of two years do not compare directly: a score "
        "moves with others' values too. See both years on one scale.");
}

Document change_document(const Changes& changes, Language language) {
    const Index& index = changes.after.index;
    const std::string& from = changes.before.data.periods.front().label;
    const std::string& to = changes.after.data.periods.front().label;
    Document document{.code = "change", .title = index.nodes[changes.new_node].name.in(language)};
    if (!from.empty() && !to.empty()) document.title += worded(language, ": {} to {}", from, to);
    document.facts = {{"index", std::string_view(index.root().code)},
                      {"node", std::string_view(index.nodes[changes.new_node].code)},
                      {"old_period", std::string_view(from)},
                      {"period", std::string_view(to)},
                      {"own_scales", std::int64_t{changes.own_scales ? 1 : 0}}};
    document.lead = change_sentences(changes, language);
    document.tables.push_back(score_table(changes, language));
    if (changes.causes_found) document.tables.push_back(rank_table(changes, language));
    if (!index.nodes[changes.new_node].is_indicator() && has_parts(changes))
        document.tables.push_back(child_table(changes, language));
    document.tables.push_back(part_table(changes));
    if (changes.has_common_scale) document.tables.push_back(common_table(changes, language));
    add_missing(document, {&changes.before, &changes.after}, language);
    add_notes(document, changes, language);
    return document;
}

}  // namespace iiindex
