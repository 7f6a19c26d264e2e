#include <algorithm>

#include <iiindex/aggregate.hpp>
#include <iiindex/explain.hpp>
#include <iiindex/number.hpp>
#include <iiindex/present.hpp>

#include "ground/catalogue.hpp"
#include "present/columns.hpp"
#include "present/parts.hpp"
#include "present/table_of.hpp"
#include "words/formula.hpp"
#include "words/labels.hpp"
#include "words/origins.hpp"
#include "words/scores.hpp"
#include "words/units.hpp"

namespace iiindex {

using namespace detail;

namespace {

/// Whether a node counts by weight, and not by formulas, for one above it.
bool is_weighed(const Index& index, std::size_t node, std::size_t top) {
    for (; node != top; node = index.nodes[node].parent) {
        if (index.nodes[index.nodes[node].parent].aggregation.formula) return false;
    }
    return true;
}

/// The name of a node, set in by its level below another.
std::string set_in(const Index& index, std::size_t node, std::size_t below, Language language) {
    return std::string(2 * (index.nodes[node].level - index.nodes[below].level), ' ') +
           index.nodes[node].name.in(language);
}

struct ExplainedLine {
    const NodeExplanation* of;
    std::string code, name, shown, formula, tier;
    std::size_t level;
    std::optional<double> weight, effective_weight;
};

Table node_table(const Result& result, const Explanation& explanation, Language language) {
    std::vector<ExplainedLine> lines;
    for (const NodeExplanation& one : explanation.nodes) {
        const Node& node = result.index.nodes[one.node];
        const bool has_weight = one.node == explanation.node || !result.index.nodes[node.parent].aggregation.formula;
        const bool is_effective = is_weighed(result.index, one.node, explanation.node);
        lines.push_back({&one, node.code, node.name.in(language),
                         set_in(result.index, one.node, explanation.node, language),
                         formula({&result, explanation.row}, one.node, language), tier_name(node, one.tier, language),
                         node.level, has_weight ? std::optional(one.weight) : std::nullopt,
                         is_effective ? std::optional(one.effective_weight) : std::nullopt});
    }
    const auto of = [](auto member) { return [member](const ExplainedLine& line) { return line.of->*member; }; };
    const int digits = digits_of(result.index, explanation.node);
    TableOf<ExplainedLine> table("nodes", worded(language, "How the score is made up"), std::move(lines));
    table.text("node", label(Label::code, language), &ExplainedLine::code).only_for(Audience::programs);
    table.count("level", worded(language, "Level"), &ExplainedLine::level).only_for(Audience::programs);
    table.text("name", label(Label::node, language), &ExplainedLine::name).only_for(Audience::programs);
    table.text("name", label(Label::node, language), &ExplainedLine::shown).only_for(Audience::people);
    table.number("score", worded(language, "Score"), of(&NodeExplanation::score), digits);
    table.whole("rank", label(Label::rank, language), of(&NodeExplanation::rank));
    table.text("tier", label(Label::tier, language), &ExplainedLine::tier).only_for(Audience::people).spare();
    table
        .whole("tier", label(Label::tier, language),
               [](const ExplainedLine& line) { return line.of->tier.value_or(0); })
        .only_for(Audience::programs);
    table.number("weight", worded(language, "Weight"), &ExplainedLine::weight, 3);
    table.number("effective_weight", worded_in(language, "of a part", "Effective weight"),
                 &ExplainedLine::effective_weight, 3);
    const auto contribution = [&index = result.index, top = explanation.node](const ExplainedLine& line) {
        return has_part(index, top, line.of->node) ? std::optional<double>(line.of->contribution) : std::nullopt;
    };
    table.number("contribution", worded(language, "Contribution"), contribution, digits + 1);
    table.number("own", worded(language, "Own part"), of(&NodeExplanation::own), digits + 1)
        .only_for(Audience::programs);
    table.number("value", worded(language, "Value"), of(&NodeExplanation::value), 3);
    table.text("formula", worded(language, "Formula"), &ExplainedLine::formula).wrapped().spare();
    return table.take();
}

struct LeadLine {
    std::string code, name;
    std::optional<double> score, median, lead, weighted, next, to_next;
};

/// The indicators, the greatest strength first.
std::vector<LeadLine> leads(const Result& result, const Explanation& explanation, Language language) {
    std::vector<LeadLine> lines;
    for (const NodeExplanation& one : explanation.nodes) {
        const Node& node = result.index.nodes[one.node];
        if (!node.is_indicator() || !one.score) continue;
        const auto lead = difference(one.score, one.median);
        lines.push_back({node.code, node.name.in(language), one.score, one.median, lead,
                         lead && is_weighed(result.index, one.node, explanation.node)
                             ? std::optional(*lead * one.effective_weight)
                             : std::nullopt,
                         one.next_tier, difference(one.score, one.next_tier)});
    }
    std::stable_sort(lines.begin(), lines.end(), [](const LeadLine& a, const LeadLine& b) {
        return a.weighted.value_or(a.lead.value_or(0)) > b.weighted.value_or(b.lead.value_or(0));
    });
    return lines;
}

Table strength_table(const Result& result, const Explanation& explanation, Language language) {
    auto lines = leads(result, explanation, language);
    const bool any_next = std::any_of(lines.begin(), lines.end(), [](const LeadLine& line) { return line.next; });
    const int digits = digits_of(result.index, explanation.node);
    TableOf<LeadLine> table("strengths", worded(language, "Strengths and weaknesses, strengths first"),
                            std::move(lines));
    table.text("node", label(Label::code, language), &LeadLine::code).only_for(Audience::programs);
    table.text("name", worded(language, "Indicator"), &LeadLine::name);
    table.number("score", worded(language, "Score"), &LeadLine::score, digits);
    table.number("median", worded(language, "Median"), &LeadLine::median, digits);
    table.number("lead", worded_in(language, "over the median", "Lead"), &LeadLine::lead, digits);
    table.number("weighted_lead", worded(language, "Weighted lead"), &LeadLine::weighted, digits + 1);
    const Audience readers = any_next ? Audience::all : Audience::programs;
    table.number("next_tier_median", worded(language, "Median one tier up"), &LeadLine::next, digits).only_for(readers);
    table.number("next_tier_lead", worded(language, "Lead over it"), &LeadLine::to_next, digits).only_for(readers);
    return table.take();
}

struct StepLine {
    std::string code, name;
    double value;
    std::optional<double> for_rank, by_for_rank, for_tier, by_for_tier;
    bool sets_scale;
};

/// What is special about the moves of a line.
bool sets_scale(const std::optional<Step>& rank, const std::optional<Step>& tier) {
    const auto sets = [](const std::optional<Step>& step) { return step && step->moves.front().sets_scale; };
    return sets(rank) || sets(tier);
}

/// Empty tables are for programs, which find the same keys always.
Audience readers_of(std::size_t lines) { return lines == 0 ? Audience::programs : Audience::all; }

/// A difference of two numbers that were typed: with as many decimals as they have, and nothing beyond.
double typed_difference(double to, double from) {
    return round_half_up(to - from, std::max(decimals_of(to), decimals_of(from)));
}

Table alone_table(const Result& result, const StepsUp& steps, Language language) {
    std::vector<StepLine> lines;
    const auto target = [](const std::optional<Step>& step) {
        return step ? std::optional(step->moves.front().to) : std::nullopt;
    };
    const auto change = [](const std::optional<Step>& step) {
        return step ? std::optional(typed_difference(step->moves.front().to, step->moves.front().from)) : std::nullopt;
    };
    for (const StepsUp::Alone& one : steps.alone) {
        if (!one.rank && !one.tier) continue;
        const Node& node = result.index.nodes[one.node];
        const Move& move = (one.rank ? one.rank : one.tier)->moves.front();
        lines.push_back({node.code, node.name.in(language), move.from, target(one.rank), change(one.rank),
                         target(one.tier), change(one.tier), sets_scale(one.rank, one.tier)});
    }
    const Audience readers = readers_of(lines.size());
    int digits = 3;  // as many as it takes to get there
    for (const StepLine& line : lines) {
        for (const auto& needed : {line.for_rank, line.for_tier})
            digits = std::max(digits, decimals_of(needed.value_or(0)));
    }
    TableOf<StepLine> table("steps", worded(language, "The smallest change of one indicator"), std::move(lines));
    table.text("node", label(Label::code, language), &StepLine::code).only_for(Audience::programs);
    table.text("name", worded(language, "Indicator"), &StepLine::name);
    table.number("value", worded(language, "Value"), &StepLine::value, digits);
    const auto number = [&](std::string_view code, std::string title, auto member, bool is_shown) {
        table.number(code, title, member, digits).only_for(is_shown ? Audience::all : Audience::programs);
    };
    number("for_rank", worded(language, "For the next rank"), &StepLine::for_rank, steps.has_better_rank);
    number("change_for_rank", worded_in(language, "of a value", "Change"), &StepLine::by_for_rank,
           steps.has_better_rank);
    number("for_tier", worded(language, "For the next tier"), &StepLine::for_tier, steps.has_better_tier);
    number("change_for_tier", worded_in(language, "of a value", "Change"), &StepLine::by_for_tier,
           steps.has_better_tier);
    table.flag("beyond_all_others", worded(language, "Remark"), &StepLine::sets_scale);
    table
        .text("remark", worded(language, "Remark"),
              [language](const StepLine& line) {
                  return line.sets_scale ? translated("beyond all other units", language) : std::string_view();
              })
        .only_for(Audience::people);
    return table.take(readers);
}

struct TogetherLine {
    std::string_view to;
    std::string_view goal;
    std::string code, name;
    double from, target;
};

Table together_table(const Result& result, const StepsUp& steps, Language language) {
    std::vector<TogetherLine> lines;
    const auto add = [&](const std::optional<Step>& step, std::string_view to, std::string_view goal) {
        if (!step) return;
        for (const Move& move : step->moves) {
            const Node& node = result.index.nodes[move.node];
            lines.push_back({to, goal, node.code, node.name.in(language), move.from, move.to});
        }
    };
    add(steps.together_rank, "rank", translated("next rank", language));
    add(steps.together_tier, "tier", translated("next tier", language));
    const Audience readers = readers_of(lines.size());
    int digits = 3;
    for (const TogetherLine& line : lines) digits = std::max(digits, decimals_of(line.target));
    TableOf<TogetherLine> table(
        "together",
        worded(language, "The weakest {} together, by one share of the way to the best", steps.weakest.size()),
        std::move(lines));
    table.text("to", worded(language, "For"), &TogetherLine::to).only_for(Audience::programs);
    table.text("goal", worded(language, "For"), &TogetherLine::goal).only_for(Audience::people);
    table.text("node", label(Label::code, language), &TogetherLine::code).only_for(Audience::programs);
    table.text("name", worded(language, "Indicator"), &TogetherLine::name);
    table.number("value", worded(language, "Value"), &TogetherLine::from, digits);
    table.number("needed", worded(language, "Needed"), &TogetherLine::target, digits);
    return table.take(readers);
}

/// Whether a step is told in values that formulas compute: which inputs lead to them, they do not say.
bool has_computed(const Index& index, const StepsUp& steps) {
    const auto moves_computed = [&](const std::optional<Step>& step) {
        return step && std::any_of(step->moves.begin(), step->moves.end(),
                                   [&](const Move& move) { return index.nodes[move.node].formula.has_value(); });
    };
    return moves_computed(steps.together_rank) || moves_computed(steps.together_tier) ||
           std::any_of(steps.alone.begin(), steps.alone.end(),
                       [&](const StepsUp::Alone& one) { return moves_computed(one.rank) || moves_computed(one.tier); });
}

/// What is out of reach, so that an empty place in a table is not a riddle.
void add_step_notes(Document& document, const Index& index, const StepsUp& steps, Language language) {
    if (!steps.searched) {
        document.notes.push_back(worded(language, "The table is too large to search for the smallest changes."));
        return;
    }
    if (has_computed(index, steps)) {
        document.notes.push_back(worded(language,
                                        "What indicators with formulas need is told in their own values, which several "
                                        "values of the inputs may give."));
    }
    if (!steps.has_better_rank) document.notes.push_back(worded(language, "There is no better rank."));
    const auto out_of_reach = [&](bool wanted, auto member, std::string note) {
        const bool any =
            std::any_of(steps.alone.begin(), steps.alone.end(), [&](const auto& one) { return one.*member; });
        if (wanted && !any) document.notes.push_back(std::move(note));
    };
    out_of_reach(steps.has_better_rank, &StepsUp::Alone::rank,
                 worded(language, "No indicator alone leads to the next rank."));
    out_of_reach(steps.has_better_tier, &StepsUp::Alone::tier,
                 worded(language, "No indicator alone leads to the next tier."));
}

/// How parts are defined where that needs to be said, each method's once.
void add_method_notes(Document& document, const Result& result, const Explanation& explanation, Language language) {
    for (const AggregationMethod& method : aggregation_methods()) {
        for (const NodeExplanation& one : explanation.nodes) {
            const Node& node = result.index.nodes[one.node];
            if (node.is_indicator() || node.aggregation.method != &method) continue;
            const std::string_view note = translated(method.formula(node.aggregation).note, language);
            const bool is_new = std::find(document.notes.begin(), document.notes.end(), note) == document.notes.end();
            if (!note.empty() && is_new) document.notes.emplace_back(note);
        }
    }
}

struct ChangeLine {
    std::string code, name;
    Origin origin;
    std::string_view rule;
    std::optional<double> before;
    double after;
};

/// What was put in or changed for the unit on the way to its scores.
Table changed_table(const Result& result, const Explanation& explanation, Language language) {
    std::vector<ChangeLine> lines;
    for (const Change& change : result.changes) {
        const bool shown = std::any_of(explanation.nodes.begin(), explanation.nodes.end(),
                                       [&](const NodeExplanation& one) { return one.node == change.node; });
        if (change.row != explanation.row || !shown) continue;
        const Node& node = result.index.nodes[change.node];
        lines.push_back({node.code, node.name.in(language), change.origin, change.rule, change.before, change.after});
    }
    const Audience readers = readers_of(lines.size());
    TableOf<ChangeLine> table("changed", worded(language, "Changed on the way"), std::move(lines));
    table.text("node", label(Label::code, language), &ChangeLine::code).only_for(Audience::programs);
    table.text("name", label(Label::node, language), &ChangeLine::name);
    table.text("origin", label(Label::origin, language), [](const ChangeLine& line) { return to_string(line.origin); })
        .only_for(Audience::programs);
    table
        .text("origin_words", label(Label::origin, language),
              [language](const ChangeLine& line) { return origin_words(line.origin, language); })
        .only_for(Audience::people);
    table.text("rule", label(Label::method, language), &ChangeLine::rule);
    table.number("before", worded(language, "Before"), &ChangeLine::before, 3);
    table.number("after", worded(language, "After"), &ChangeLine::after, 3);
    return table.take(readers);
}

std::string headline(const Result& result, const Explanation& explanation, Language language) {
    const NodeExplanation& whole = explanation.nodes.front();
    const Node& node = result.index.nodes[explanation.node];
    std::string text = worded(language, "{}: {} {}, rank {} of {}",
                              with_period(result.data.units.name(explanation.row, language),
                                          result.data.period_of(explanation.row).label, language),
                              node.name.in(language), shown_score(result, explanation.node, whole.score), whole.rank,
                              counted_units(result.index, explanation.ranked, language));
    if (whole.tier) text += worded(language, ", {}", tier_name(node, whole.tier, language));
    return text;
}

}  // namespace

Document explanation_document(const Result& result, const Explanation& explanation, const StepsUp& steps,
                              Language language) {
    Document document{.code = "explain", .title = headline(result, explanation, language)};
    const NodeExplanation& whole = explanation.nodes.front();
    document.facts = {{"index", std::string_view(result.index.root().code)},
                      {"period", std::string_view(result.data.period_of(explanation.row).label)},
                      {"unit", result.data.units.codes[explanation.row]},
                      {"node", std::string_view(result.index.nodes[explanation.node].code)},
                      {"score", *whole.score},
                      {"rank", std::int64_t{whole.rank}},
                      {"ranked", static_cast<std::int64_t>(explanation.ranked)},
                      {"origin", overall_origin(origins_of(result.data))}};
    document.tables.push_back(node_table(result, explanation, language));
    document.tables.push_back(strength_table(result, explanation, language));
    document.tables.push_back(alone_table(result, steps, language));
    document.tables.push_back(together_table(result, steps, language));
    document.tables.push_back(changed_table(result, explanation, language));
    add_missing(document, {&result}, language, {.node = explanation.node, .period = {}, .rows = {explanation.row}});
    add_step_notes(document, result.index, steps, language);
    add_method_notes(document, result, explanation, language);
    if (std::string origins = origins_note(result, language); !origins.empty()) {
        document.notes.push_back(std::move(origins));
    }
    return document;
}

}  // namespace iiindex
