#include "cli/experts.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <iiindex/named.hpp>
#include <iiindex/text.hpp>

#include "cli/names.hpp"

namespace iiindex::cli {
namespace {

std::optional<std::size_t> round_of(const Panel& panel, const std::string& label) {
    if (label.empty()) return std::nullopt;
    const auto found = std::find(panel.rounds.begin(), panel.rounds.end(), label);
    if (found != panel.rounds.end()) return static_cast<std::size_t>(found - panel.rounds.begin());
    const std::vector<std::string_view> rounds(panel.rounds.begin(), panel.rounds.end());
    throw UsageError(said("no round '{}'; there are {}", printable(label), enumerated(rounds)));
}

}  // namespace

WeighingOptions weighing_of(const ExpertOptions& options, const Panel& panel) {
    WeighingOptions weighing{.priorities = meaning_of(priorities_names(), options.priorities),
                             .combining = {},
                             .trim = options.trim,
                             .rank_weights = meaning_of(rank_weights_names(), options.rank_weights),
                             .random_index = find_named(random_indices(), options.random_index),
                             .max_consistency_ratio = options.max_consistency_ratio,
                             .round = round_of(panel, options.round)};
    if (!options.combining.empty()) weighing.combining = meaning_of(combining_names(), options.combining);
    const bool any_pairs = std::any_of(panel.nodes.begin(), panel.nodes.end(),
                                       [](const JudgedNode& node) { return node.kind == JudgementKind::pairwise; });
    if (weighing.combining == Combining::judgements && !any_pairs)
        throw UsageError(said("--combine judgements takes pairwise comparisons; there are none"));
    return weighing;
}

Panel load_panel(const ExpertOptions& options, const Index& index, const LoadOptions& reading,
                 Environment& environment) {
    std::vector<Source> sources;
    for (const std::string& file : options.files) sources.push_back(read_input(file, environment));
    std::optional<JudgementKind> kind;
    if (!options.judgements.empty()) kind = meaning_of(judgement_kinds(), options.judgements);
    Loaded<Panel> panel = load_judgements(sources, index, kind, reading);
    warn(panel.warnings, environment);
    return std::move(panel.value);
}

void add_expert_options(Syntax& syntax, ExpertOptions& options) {
    syntax.heading(marked("Experts"));
    syntax.choice("--judgements", options.judgements, words_of(judgement_kinds()),
                  said("What a table of judgements holds that does not say"));
    syntax.choice("--priorities", options.priorities, words_of(priorities_names()),
                  said("Pairwise: the principal eigenvector, or geometric means of rows"));
    syntax.choice("--combine", options.combining, words_of(combining_names()),
                  said("Experts into a group: by judgements (else, pairwise), or each one's weights by geometric, mean "
                       "(else, other kinds), median or trimmed mean"));
    syntax.number("--trim", options.trim, {0, 0.49},
                  said("Trimmed mean: the share of experts cut at each end, at least one"));
    syntax.choice("--rank-weights", options.rank_weights, words_of(rank_weights_names()),
                  said("Rankings: rank-order centroid, rank sum or reciprocal"));
    syntax.choice("--random-index", options.random_index, names_of(random_indices()),
                  said("Pairwise: the table that a consistency ratio is taken with"));
    syntax.number("--max-consistency-ratio", options.max_consistency_ratio, {0, 10},
                  said("Leave out the judgements above it, as 0.1"));
    syntax.text("--delphi-round", options.round, said("Of several rounds this one; else the last"), {.value = "ROUND"});
    syntax.heading({});
}

void add_expert_files(Syntax& syntax, ExpertOptions& options, std::string_view about) {
    syntax.heading(marked("Experts"));
    syntax.repeated("--experts", options.files, about, {.value = "FILE"});
    add_expert_options(syntax, options);
}

void refuse_expert_options(Syntax& syntax, const ExpertOptions& options) {
    if (!options.files.empty()) return;
    syntax.refuse({"--one-expert", "--judgements", "--priorities", "--combine", "--trim", "--rank-weights",
                   "--random-index", "--max-consistency-ratio", "--delphi-round"},
                  said("there are no --experts"));
}

std::optional<WeighedPanel> put_panel_in(const ExpertOptions& options, Index& index, const LoadOptions& reading,
                                         Environment& environment) {
    if (options.files.empty()) return std::nullopt;
    WeighedPanel experts;
    experts.panel = load_panel(options, index, {.encoding = reading.encoding}, environment);
    experts.weighing = weighing_of(options, experts.panel);
    experts.weights = panel_weights(index, experts.panel, experts.weighing);
    index = with_panel_weights(std::move(index), experts.weights);
    std::vector<std::string_view> nodes;
    for (const NodeWeights& node : experts.weights) nodes.push_back(index.nodes[node.node].code);
    note(said("the children of {} have the experts' weights, not those of the index", enumerated(nodes)), environment);
    return experts;
}

}  // namespace iiindex::cli
