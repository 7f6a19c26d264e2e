#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include <iiindex/explain.hpp>
#include <iiindex/number.hpp>

#include "ground/catalogue.hpp"
#include "report/sections.hpp"
#include "words/labels.hpp"
#include "words/scores.hpp"
#include "words/units.hpp"

namespace iiindex::detail {
namespace {

constexpr std::size_t most_profiles = 1000;
constexpr std::size_t listed_most = 3;  ///< strengths, weaknesses, ways to the next rank

/// All that the profiles of a page are written from.
struct Profiles {
    const ReportInput& input;
    const Result& result;
    Language language;
    Ranked units;

    std::string name(std::size_t row) const { return std::string(result.data.units.name(row, language)); }
    const Node& node(std::size_t number) const { return result.index.nodes[number]; }
};

std::string headline(const Profiles& all, std::size_t place) {
    const std::size_t row = all.units.rows[place];
    const auto ranked = static_cast<std::size_t>(
        std::count_if(all.units.ranks.begin(), all.units.ranks.end(), [](Rank rank) { return rank != 0; }));
    std::string text = worded(all.language, "Total {0}: rank {2} of {1}", score_text(all.result, row, 0),
                              counted_units(all.result.index, ranked, all.language), all.units.ranks[place]);
    if (const std::string tier = tier_name(all.result.index.nodes[0], tier_of(all.result, 0, row), all.language);
        !tier.empty())
        text += worded(all.language, ", {}", tier);
    return text + worded(all.language, ".");
}

/// The nearest above and below.
std::string neighbours(const Profiles& all, std::size_t place) {
    const auto score = [&](std::size_t i) { return all.result.score(all.units.rows[i], 0); };
    const auto text = [&](std::size_t other) {
        const double difference = *score(other) - *score(place);
        return worded(all.language, "{} ({}, {})", all.name(all.units.rows[other]),
                      score_text(all.result, all.units.rows[other], 0),
                      signed_decimal(difference, digits_of(all.result.index, 0) + 1));
    };
    const bool any_above = place > 0;
    const bool any_below = place + 1 < all.units.rows.size() && all.units.ranks[place + 1] != 0;
    if (any_above && any_below)
        return worded(all.language, "Next above is {}; next below is {}.", text(place - 1), text(place + 1));
    if (any_above) return worded(all.language, "Next above is {}.", text(place - 1));
    return any_below ? worded(all.language, "Next below is {}.", text(place + 1)) : std::string();
}

/// Indicators that raise or lower the unit's score most against the median of all.
std::string leads(const Profiles& all, const Explanation& explanation, double sign) {
    std::vector<const NodeExplanation*> found;
    const auto lead = [](const NodeExplanation& one) { return (*one.score - *one.median) * one.effective_weight; };
    for (const NodeExplanation& one : explanation.nodes) {
        if (!all.node(one.node).is_indicator() || !one.score || !one.median) continue;
        if (sign * lead(one) > all.result.tolerance(one.node, all.result.data.period_of(explanation.row)))
            found.push_back(&one);
    }
    std::stable_sort(found.begin(), found.end(),
                     [&](const auto* a, const auto* b) { return sign * lead(*a) > sign * lead(*b); });
    if (found.size() > listed_most) found.resize(listed_most);
    std::vector<std::string> texts;
    for (const NodeExplanation* const one : found) {
        const int digits = digits_of(all.result.index, one->node);
        texts.push_back(worded(all.language, "{} ({}, median {})", all.node(one->node).name.in(all.language),
                               shown_number(*one->score, digits), shown_number(*one->median, digits)));
    }
    return listed(texts, all.language);
}

/// A value as it was typed, or as a computed one can be read.
std::string value_text(double value) { return shortest(decimals_of(value) > 6 ? round_half_up(value, 6) : value); }

/// How far a move goes, in points of the indicator's score where a line carries it there.
double length_of(const Move& move, const Explanation& explanation) {
    const auto one = std::find_if(explanation.nodes.begin(), explanation.nodes.end(),
                                  [&](const NodeExplanation& node) { return node.node == move.node; });
    const double difference = std::abs(move.to - move.from);
    if (one == explanation.nodes.end() || !one->scale) return difference / std::max(std::abs(move.from), 1e-12);
    return difference / std::abs(one->scale->span) * one->effective_weight;
}

std::string move_text(const Profiles& all, const Move& move) {
    const Node& node = all.node(move.node);
    const auto name = node.name.in(all.language);
    return move.sets_scale ? worded(all.language, "{} from {} to {} (beyond all other units)", name,
                                    value_text(move.from), value_text(move.to))
                           : worded(all.language, "{} from {} to {}", name, value_text(move.from), value_text(move.to));
}

/// What the next rank takes: the shortest ways of single indicators, else of the weakest together.
std::string way_up(const Profiles& all, const Explanation& explanation, const StepsUp& steps) {
    std::vector<const Move*> moves;
    for (const StepsUp::Alone& one : steps.alone) {
        if (one.rank && !one.rank->moves.empty()) moves.push_back(&one.rank->moves.front());
    }
    const auto observed =  // what no unit has reached may be impossible
        std::stable_partition(moves.begin(), moves.end(), [](const Move* move) { return !move->sets_scale; });
    if (observed != moves.begin()) moves.erase(observed, moves.end());
    std::stable_sort(moves.begin(), moves.end(), [&](const Move* a, const Move* b) {
        return length_of(*a, explanation) < length_of(*b, explanation);
    });
    const auto& together = steps.together_rank;
    std::vector<std::string> texts;
    const std::string text = worded(all.language, "One rank up: ");
    if (!moves.empty()) {
        moves.resize(std::min(moves.size(), listed_most));
        for (const Move* const move : moves) texts.push_back(move_text(all, *move));
        return text + worded(all.language, "{} alone does it, all else the same.",
                             fmt::format("{}", fmt::join(texts, translated(", or ", all.language))));
    }
    if (!together || together->moves.empty())
        return text +
               worded(all.language,
                      "no change of one of the indicators that count most, or of the weakest few together, does it.");
    for (const Move& move : together->moves) texts.push_back(move_text(all, move));
    return text + worded(all.language, "{}, together.", listed(texts, all.language));
}

/// What a year did to the unit; empty where there is no year before.
std::string since(const Profiles& all, std::size_t row) {
    if (all.input.changes == nullptr) return {};
    const Changes& changes = *all.input.changes;
    const std::size_t first = all.result.data.period_of(row).first;
    const auto unit = std::find_if(changes.units.begin(), changes.units.end(),
                                   [&](const UnitChange& one) { return one.new_row == row - first; });
    if (unit == changes.units.end()) return {};
    if (!unit->old_score || !unit->new_score) return worded(all.language, "It had no score the year before.");
    std::string text =
        unit->old_rank == unit->new_rank
            ? worded(all.language, "Since the year before: rank {} as then", unit->new_rank)
            : worded(all.language, "Since the year before: from rank {} to {}", unit->old_rank, unit->new_rank);
    const auto now = unit->new_common ? unit->new_common : unit->new_score;
    const auto then = unit->old_common ? unit->old_common : unit->old_score;
    text += worded(all.language, ", score {}", signed_decimal(*now - *then, digits_of(all.result.index, 0) + 1));
    if (unit->old_common) text += worded(all.language, " on one scale");
    return text + worded(all.language, ".");
}

void put_table(Html& html, const Profiles& all, const Explanation& explanation) {
    HtmlTable table{.columns = {{worded_in(all.language, "of any level", "Node")},
                                {worded(all.language, "Score"), true},
                                {worded(all.language, "Rank"), true},
                                {worded(all.language, "Median"), true}},
                    .rows = {}};
    for (const NodeExplanation& one : explanation.nodes) {
        const Node& node = all.node(one.node);
        if (node.level > 1) continue;
        table.rows.push_back({column_title(all.result.index, one.node, all.language),
                              score_text(all.result, explanation.row, one.node),
                              one.rank == 0 ? "–" : std::to_string(one.rank),
                              one.median ? shown_number(*one.median, digits_of(all.result.index, one.node)) : "–"});
    }
    put_table(html, table, "scores");
}

void put_ways(Html& html, const Profiles& all, const Explanation& explanation) {
    const auto found = std::find_if(all.input.steps.begin(), all.input.steps.end(),
                                    [&](const UnitSteps& one) { return one.row == explanation.row; });
    if (found == all.input.steps.end() || !found->steps.searched) return;
    if (found->steps.has_better_rank) put_paragraph(html, way_up(all, explanation, found->steps));
}

void put_profile(Html& html, const Profiles& all, std::size_t place) {
    const std::size_t row = all.units.rows[place];
    const std::string name = all.name(row);
    const std::string id = "unit-" + std::to_string(row - all.result.data.period_of(row).first);
    html.open("details", {{"class", "profile"}, {"data-name", name}});
    html.open("summary");
    html.put("span", all.units.ranks[place] == 0 ? "–" : std::to_string(all.units.ranks[place]), {{"class", "place"}});
    html.put("strong", name);
    html.put("span", score_text(all.result, row, 0));
    html.close("summary");
    html.open("div", {{"id", id}});
    if (all.units.ranks[place] == 0) {
        html.put("p", worded(all.language, "It has no score of the total; the notes on the data say why."));
    } else {
        const Explanation explanation = explain({&all.result, row}, 0);
        html.put("p", headline(all, place) + (all.language == Language::en ? " " : "") + neighbours(all, place));
        put_table(html, all, explanation);
        if (const auto most = leads(all, explanation, 1); !most.empty())
            html.put("p", worded(all.language, "Strengths: {}.", most));
        if (const auto least = leads(all, explanation, -1); !least.empty())
            html.put("p", worded(all.language, "Weaknesses: {}.", least));
        put_ways(html, all, explanation);
        put_paragraph(html, since(all, row));
    }
    html.close("div");
    html.close("details");
}

}  // namespace

void write_profiles(Html& html, const ReportInput& input, const ReportOptions& options) {
    const Profiles all{input, *input.result, options.language, ranked(*input.result, options.period, 0)};
    if (all.units.rows.size() > most_profiles) {
        return put_paragraph(
            html, worded(options.language,
                         "There are more than {} units, too many to list; `iiindex explain` opens any of them.",
                         most_profiles));
    }
    html.open("div", {{"class", "controls"}, {"hidden", ""}});
    html.open("label");
    html.put("span", worded(all.language, "Search"));
    html.open("input", {{"id", "find-unit"}, {"type", "search"}, {"autocomplete", "off"}});
    html.close("label");
    html.put("output", "", {{"id", "found"}});
    html.close("div");
    html.open("div", {{"class", "profiles"}});
    for (std::size_t place = 0; place < all.units.rows.size(); ++place) put_profile(html, all, place);
    html.close("div");
    html.put("p",
             worded(all.language,
                    "Strengths and weaknesses are the indicators that move the total most, by weight, against the "
                    "median of all."),
             {{"class", "note"}});
}

}  // namespace iiindex::detail
