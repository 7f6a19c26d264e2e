#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include <iiindex/experts.hpp>
#include <iiindex/number.hpp>
#include <iiindex/present.hpp>

#include "ground/catalogue.hpp"
#include "present/child_columns.hpp"
#include "present/table_of.hpp"
#include "text/commas.hpp"
#include "words/experts.hpp"
#include "words/labels.hpp"

namespace iiindex {

using namespace detail;

namespace {

constexpr int weight_digits = 4;
constexpr std::size_t most_listed = 10;

/// What the tables are made from.
struct Judged {
    const Index& index;
    const Panel& panel;
    const std::vector<NodeWeights>& weights;
    Language language;

    const std::string& name(std::size_t node) const { return index.nodes[node].name.in(language); }
    std::size_t child(const NodeWeights& node, std::size_t place) const {
        return index.nodes[node.node].children[place];
    }
    std::string_view separator() const { return list_comma(language); }
};

/// A child of a judged node.
struct ChildLine {
    const NodeWeights* of;
    std::size_t place;

    const Spread& spread() const { return of->spread[place]; }
};

std::vector<ChildLine> children_of(const Judged& judged) {
    std::vector<ChildLine> lines;
    for (const NodeWeights& node : judged.weights) {
        for (std::size_t i = 0; i < node.weights.size(); ++i) lines.push_back({&node, i});
    }
    return lines;
}

/// The columns that say which child a line is of.
template <class Line>
void add_child(TableOf<Line>& table, const Judged& judged) {
    detail::add_child(table, judged.index, judged.weights.size() > 1, Audience::people, judged.language,
                      [&judged_index = judged.index](const Line& line) {
                          return judged_index.nodes[line.of->node].children[line.place];
                      });
}

Table weight_table(const Judged& judged) {
    const Language language = judged.language;
    TableOf<ChildLine> table("weights", worded(language, "Weights"), children_of(judged));
    add_child(table, judged);
    table.number(
        "weight", worded(language, "Weight"), [](const ChildLine& line) { return line.of->weights[line.place]; },
        weight_digits);
    const auto add = [&](std::string_view code, std::string_view title, double Spread::*member) {
        table.number(
            code, title, [member](const ChildLine& line) { return line.spread().*member; }, weight_digits);
    };
    add("least", worded(language, "Least"), &Spread::least);
    add("lower", worded(language, "Lower quartile"), &Spread::lower);
    add("median", worded(language, "Median"), &Spread::median);
    add("upper", worded(language, "Upper quartile"), &Spread::upper);
    add("most", worded(language, "Most"), &Spread::most);
    table.number(
        "variation", worded(language, "Variation"), [](const ChildLine& line) { return line.spread().variation(); }, 2);
    return table.take();
}

/// An expert's judgement of one node.
struct ExpertLine {
    const NodeWeights* of;
    const ExpertWeights* expert;
    std::string contradiction;
};

std::string preference_words(double preference) {
    const double size = std::max(preference, 1 / preference);
    const bool is_whole = std::abs(size - std::round(size)) < 1e-9 * size;
    const std::string text = fixed(size, is_whole ? 0 : 2);
    return preference >= 1 || text == "1.00" || text == "1" ? text : "1/" + text;
}

/// "Funding support : R&D capability is 5; 1.20 would fit".
std::string contradiction_words(const Judged& judged, const NodeWeights& node, const ExpertWeights& expert) {
    if (!expert.contradiction) return {};
    const auto& [pair, fitting] = *expert.contradiction;
    return worded(judged.language, "{} to {}: {}; the others say {}", judged.name(judged.child(node, pair.first)),
                  judged.name(judged.child(node, pair.second)), preference_words(pair.preference),
                  preference_words(fitting));
}

std::vector<ExpertLine> lines_of(const Judged& judged, const NodeWeights& node) {
    std::vector<ExpertLine> lines;
    for (const ExpertWeights& expert : node.experts)
        lines.push_back({&node, &expert, contradiction_words(judged, node, expert)});
    return lines;
}

template <class Member>
bool any_has(const NodeWeights& node, Member member) {
    return std::any_of(node.experts.begin(), node.experts.end(),
                       [&](const ExpertWeights& one) { return (one.*member).has_value(); });
}

/// For people: each expert's weights, a row an expert.
Table expert_table(const Judged& judged, const NodeWeights& node) {
    const Language language = judged.language;
    TableOf<ExpertLine> table("experts_" + judged.index.nodes[node.node].code,
                              worded(language, "{}: each expert", judged.name(node.node)), lines_of(judged, node));
    table.text("name", worded(language, "Expert"),
               [&panel = judged.panel](const ExpertLine& line) -> const std::string& {
                   return panel.experts[line.expert->expert].name;
               });
    const auto& experts = judged.panel.experts;
    if (std::any_of(experts.begin(), experts.end(), [&](const Expert& one) { return one.weight != experts[0].weight; }))
        table.number(
            "expert_weight", worded(language, "Counts"),
            [&experts](const ExpertLine& line) { return experts[line.expert->expert].weight; }, 2);
    for (std::size_t i = 0; i < node.weights.size(); ++i) {
        const Node& child = judged.index.nodes[judged.child(node, i)];
        table.number(
            child.code, child.name.in(language), [i](const ExpertLine& line) { return line.expert->weights[i]; },
            weight_digits);
    }
    const auto add = [&](std::string_view code, std::string_view title, std::optional<double> ExpertWeights::*member) {
        if (any_has(node, member))
            table.number(
                code, title, [member](const ExpertLine& line) { return line.expert->*member; }, weight_digits);
    };
    add("consistency_ratio", worded(language, "Consistency ratio"), &ExpertWeights::consistency_ratio);
    add("geometric_index", worded(language, "Geometric index"), &ExpertWeights::geometric_index);
    add("deviation", worded(language, "Deviation ξ"), &ExpertWeights::deviation);
    if (any_has(node, &ExpertWeights::contradiction)) {
        table.text("contradiction", worded(language, "Most contradictory judgement"), &ExpertLine::contradiction);
        table.wrapped();
    }
    if (std::any_of(node.experts.begin(), node.experts.end(), [](const auto& one) { return one.left_out; })) {
        table.text("left_out", worded(language, "Counted"), [language](const ExpertLine& line) {
            return line.expert->left_out ? translated_in("of an expert", "left out", language) : std::string_view();
        });
    }
    return table.take(Audience::people);
}

/// For programs: a row an expert and node.
Table experts_table(const Judged& judged) {
    std::vector<ExpertLine> lines;
    for (const NodeWeights& node : judged.weights) {
        for (const ExpertWeights& expert : node.experts) lines.push_back({&node, &expert, {}});
    }
    TableOf<ExpertLine> table("experts", "", std::move(lines));
    const auto expert = [&panel = judged.panel](const ExpertLine& line) -> const Expert& {
        return panel.experts[line.expert->expert];
    };
    const auto& nodes = judged.index.nodes;
    table.text(
        "node", "node", [&nodes](const ExpertLine& line) -> const auto& { return nodes[line.of->node].code; });
    table.text(
        "expert", "expert", [expert](const ExpertLine& line) -> const auto& { return expert(line).name; });
    table.number("expert_weight", "expert_weight", [expert](const ExpertLine& line) { return expert(line).weight; });
    table.flag("counted", "counted", [](const ExpertLine& line) { return !line.expert->left_out; });
    table.number("consistency_ratio", "", [](const ExpertLine& line) { return line.expert->consistency_ratio; });
    table.number("geometric_index", "", [](const ExpertLine& line) { return line.expert->geometric_index; });
    table.number("deviation", "", [](const ExpertLine& line) { return line.expert->deviation; });
    const auto code = [&nodes](const ExpertLine& line, std::size_t PairComparison::*side) -> std::string_view {
        const auto& contradiction = line.expert->contradiction;
        if (!contradiction) return {};
        return nodes[nodes[line.of->node].children[contradiction->judged.*side]].code;
    };
    table.text("a", "", [code](const ExpertLine& line) { return code(line, &PairComparison::first); });
    table.text("b", "", [code](const ExpertLine& line) { return code(line, &PairComparison::second); });
    table.number("preference", "", [](const ExpertLine& line) {
        return line.expert->contradiction ? line.expert->contradiction->judged.preference : missing;
    });
    table.number("fitting", "", [](const ExpertLine& line) {
        return line.expert->contradiction ? line.expert->contradiction->fitting : missing;
    });
    return table.take(Audience::programs);
}

struct ExpertWeightLine {
    const NodeWeights* of;
    const ExpertWeights* expert;
    std::size_t place;
};

/// For programs: a row an expert and child.
Table expert_weights_table(const Judged& judged) {
    std::vector<ExpertWeightLine> lines;
    for (const NodeWeights& node : judged.weights) {
        for (const ExpertWeights& expert : node.experts) {
            for (std::size_t i = 0; i < expert.weights.size(); ++i) lines.push_back({&node, &expert, i});
        }
    }
    TableOf<ExpertWeightLine> table("expert_weights", "", std::move(lines));
    const auto& nodes = judged.index.nodes;
    table.text(
        "node", "", [&nodes](const auto& line) -> const auto& { return nodes[line.of->node].code; });
    table.text(
        "expert", "", [&panel = judged.panel](const auto& line) -> const auto& {
            return panel.experts[line.expert->expert].name;
        });
    table.text(
        "code", "", [&nodes](const auto& line) -> const auto& {
            return nodes[nodes[line.of->node].children[line.place]].code;
        });
    table.number("weight", "", [](const auto& line) { return line.expert->weights[line.place]; });
    return table.take(Audience::programs);
}

/// How far the experts agree: a row a node.
Table agreement_table(const Judged& judged) {
    const Language language = judged.language;
    TableOf<NodeWeights> table("agreement", worded(language, "Agreement"), &judged.weights);
    table
        .text(
            "node", label(Label::code, language),
            [&nodes = judged.index.nodes](const auto& node) -> const auto& { return nodes[node.node].code; })
        .only_for(Audience::programs);
    table.text(
        "name", label(Label::node, language),
        [&nodes = judged.index.nodes,
         language ](const auto& node) -> const auto& { return nodes[node.node].name.in(language); });
    table.text("judgements", worded(language, "Judgements"),
               [](const NodeWeights& node) { return to_string(node.kind); });
    table.only_for(Audience::programs);
    table.count("experts", worded_in(language, "how many", "Experts"),
                [](const NodeWeights& node) { return node.counted(); });
    const auto of_agreement = [](auto member) {
        return [member](const NodeWeights& node) {
            return node.agreement ? static_cast<double>((*node.agreement).*member) : missing;
        };
    };
    table.number("kendall_w", worded(language, "Kendall's W"), of_agreement(&Concordance::w), 3);
    table.number("chi_squared", worded(language, "Chi squared"), of_agreement(&Concordance::chi_squared), 2);
    table.count("degrees", worded(language, "Degrees"),
                [](const NodeWeights& node) { return node.agreement ? node.agreement->degrees : 0; });
    table.number("p", "p", of_agreement(&Concordance::p), 4);
    const auto any = [&](auto member) {
        return std::any_of(judged.weights.begin(), judged.weights.end(),
                           [&](const NodeWeights& node) { return (node.*member).has_value(); });
    };
    if (any(&NodeWeights::consistency_ratio))
        table.number("consistency_ratio", worded(language, "Group's consistency ratio"),
                     &NodeWeights::consistency_ratio, weight_digits);
    if (any(&NodeWeights::geometric_index))
        table.number("geometric_index", worded(language, "Group's geometric index"), &NodeWeights::geometric_index,
                     weight_digits);
    return table.take();
}

/// A child in one round.
struct RoundLine {
    const NodeWeights* of;
    std::size_t place;
    std::size_t at;  ///< among the node's rounds

    const RoundWeights& round() const { return of->rounds[at]; }
    double moved() const { return at == 0 ? missing : round().weights[place] - of->rounds[at - 1].weights[place]; }
};

/// What moved over the rounds; no rows where there was but one.
Table round_table(const Judged& judged) {
    const Language language = judged.language;
    std::vector<RoundLine> lines;
    for (const ChildLine& child : children_of(judged)) {
        if (child.of->rounds.size() < 2) continue;
        for (std::size_t i = 0; i < child.of->rounds.size(); ++i) lines.push_back({child.of, child.place, i});
    }
    TableOf<RoundLine> table("rounds", worded(language, "Rounds"), std::move(lines));
    add_child(table, judged);
    table.text(
        "round", worded(language, "Round"), [&panel = judged.panel](const RoundLine& line) -> const auto& {
            return panel.rounds[line.round().round];
        });
    table.count("experts", worded_in(language, "how many", "Experts"),
                [](const RoundLine& line) { return line.round().experts; });
    table.number(
        "weight", worded(language, "Weight"), [](const RoundLine& line) { return line.round().weights[line.place]; },
        weight_digits);
    table.number(
        "moved", worded(language, "Moved"), [](const RoundLine& line) { return line.moved(); }, weight_digits);
    table.number(
        "variation", worded(language, "Variation"),
        [](const RoundLine& line) { return line.round().spread[line.place].variation(); }, 2);
    table.number(
        "kendall_w", worded(language, "Kendall's W"),
        [](const RoundLine& line) { return line.round().agreement ? line.round().agreement->w : missing; }, 3);
    const auto settled = [](const RoundLine& line) {
        return line.of->rounds[line.at].round == line.of->round ? line.of->settled(line.place) : std::nullopt;
    };
    table.text("settled", worded(language, "Settled"), [settled, language](const RoundLine& line) {
        const auto is = settled(line);
        if (!is) return std::string_view();
        return *is ? translated("yes", language) : translated("no", language);
    });
    return table.take();
}

void add_left_out(std::vector<std::string>& notes, const Judged& judged, const NodeWeights& node,
                  const WeighingOptions& options) {
    std::vector<std::string> out;
    for (const ExpertWeights& one : node.experts) {
        if (one.left_out)
            out.push_back(
                fmt::format("{} ({})", judged.panel.experts[one.expert].name, fixed(*one.consistency_ratio, 3)));
    }
    if (out.empty()) return;
    const std::string counts = worded(judged.language, "{} of {}", out.size(), node.experts.size());
    notes.push_back(worded(judged.language, "{}: left out for a consistency ratio above {} ({}): {}.",
                           judged.name(node.node), shortest(*options.max_consistency_ratio), counts,
                           first_few(out, most_listed, out.size(), judged.language)));
}

void add_gaps(std::vector<std::string>& notes, const Judged& judged, const NodeWeights& node) {
    if (node.kind != JudgementKind::pairwise) return;
    std::vector<std::string> with_gaps;
    for (const ExpertWeights& one : node.experts) {
        if (!one.consistency_ratio) with_gaps.push_back(judged.panel.experts[one.expert].name);
    }
    if (with_gaps.empty()) return;
    notes.push_back(worded(judged.language,
                           "{}: not every pair was judged by {}: weights by logarithmic least squares, and no "
                           "consistency ratio.",
                           judged.name(node.node),
                           first_few(with_gaps, most_listed, with_gaps.size(), judged.language)));
}

void add_random_index(std::vector<std::string>& notes, const Judged& judged, const WeighingOptions& options) {
    const bool any = std::any_of(judged.weights.begin(), judged.weights.end(), [](const NodeWeights& node) {
        return node.kind == JudgementKind::pairwise && node.weights.size() > 2;
    });
    if (!any) return;
    const RandomIndex& random = options.random_index ? *options.random_index : random_indices().front();
    std::vector<std::string> used;
    for (const NodeWeights& node : judged.weights) {
        const std::string one =
            fmt::format("{} (n = {})", shortest(random.of(node.weights.size())), node.weights.size());
        const bool is_new = std::find(used.begin(), used.end(), one) == used.end();
        if (node.kind == JudgementKind::pairwise && node.weights.size() > 2 && is_new) used.push_back(one);
    }
    notes.push_back(worded(judged.language, "Random index (--random-index {}): {}.", random.name,
                           fmt::join(used, judged.separator())));
}

/// The nodes whose children nobody was asked about.
void add_unjudged(std::vector<std::string>& notes, const Judged& judged) {
    std::vector<std::string> names;
    for (std::size_t node = 0; node < judged.index.nodes.size(); ++node) {
        const bool is_judged = std::any_of(judged.weights.begin(), judged.weights.end(),
                                           [&](const NodeWeights& one) { return one.node == node; });
        if (judged.index.nodes[node].children.size() > 1 && !is_judged) names.push_back(judged.name(node));
    }
    if (names.empty()) return;
    notes.push_back(worded(judged.language, "Not judged, and weighted as before, are the children of {}.",
                           fmt::join(names, judged.separator())));
}

}  // namespace

Document experts_document(const Index& index, const Panel& panel, const std::vector<NodeWeights>& weights,
                          const WeighingOptions& options, Language language) {
    const Judged judged{index, panel, weights, language};
    Document document{.code = "weigh", .title = index.root().name.in(language)};
    document.facts = {{"index", std::string_view(index.root().code)},
                      {"experts", static_cast<std::int64_t>(panel.experts.size())}};
    document.tables.push_back(weight_table(judged));
    for (const NodeWeights& node : weights) document.tables.push_back(expert_table(judged, node));
    document.tables.push_back(agreement_table(judged));
    if (Table rounds = round_table(judged); rounds.rows > 0) document.tables.push_back(std::move(rounds));
    document.tables.push_back(experts_table(judged));
    document.tables.push_back(expert_weights_table(judged));
    document.notes = experts_sentences(index, weights, options, language);
    for (const NodeWeights& node : weights) {
        add_left_out(document.notes, judged, node, options);
        add_gaps(document.notes, judged, node);
    }
    add_random_index(document.notes, judged, options);
    add_unjudged(document.notes, judged);
    return document;
}

}  // namespace iiindex
