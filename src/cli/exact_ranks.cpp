#include <utility>

#include <iiindex/compute.hpp>
#include <iiindex/exact.hpp>
#include <iiindex/number.hpp>
#include <iiindex/present.hpp>
#include <iiindex/recover.hpp>

#include "cli/names.hpp"
#include "cli/robustness.hpp"

namespace iiindex::cli {
namespace {

/// Which weights are thought possible, and how that is said.
struct Possible {
    WeightBounds bounds;
    std::string words;
};

/// All weights as they are.
WeightBounds as_used(const Result& result, std::size_t period) {
    WeightBounds bounds = weights_within(result, period, 0);
    bounds.of_shares = true;
    return bounds;
}

Possible within_share(const RobustnessArguments& options, const Result& result, std::size_t period, Language language) {
    const std::string percent = shortest(round_half_up(100 * options.weights, 6));
    return {weights_within(result, period, options.weights),
            options.weights == 1 ? worded(language, "any")
                                 : worded(language, "each changed by up to {} % of itself", percent)};
}

/// From the least to the greatest that an expert gives each child.
Possible within_panel(const Result& result, std::size_t period, const std::vector<NodeWeights>& weights,
                      Language language) {
    Possible possible{as_used(result, period), worded(language, "from the least to the greatest of an expert")};
    for (const NodeWeights& node : weights) {
        const auto& children = result.index.nodes[node.node].children;
        for (std::size_t i = 0; i < children.size(); ++i) {
            possible.bounds.low[children[i]] = node.spread[i].least;
            possible.bounds.high[children[i]] = node.spread[i].most;
        }
    }
    return possible;
}

/// What printed scores leave open.
Possible within_print(const Result& result, std::size_t period, const std::vector<RecoveredWeights>& recovered,
                      Language language) {
    Possible possible{as_used(result, period), worded(language, "what published scores allow")};
    for (const RecoveredWeights& node : recovered) {
        for (const WeightInterval& interval : node.intervals) {
            possible.bounds.low[interval.node] = interval.low;
            possible.bounds.high[interval.node] = interval.high;
        }
    }
    return possible;
}

}  // namespace

ExitCode decide_ranks(const RobustnessArguments& options, Environment& environment) {
    Input input = load_inputs(options.input, environment);
    const std::size_t by = options.by.empty() ? 0 : node_of(input.index, options.by);
    const std::size_t period = period_of(input.data, options.period);
    const auto experts = put_panel_in(options.experts, input.index, load_options(options.input), environment);
    std::vector<RecoveredWeights> recovered;
    if (options.recovered) recovered = recover_weights(input);
    const Result result = iiindex::compute(std::move(input.index), std::move(input.data));
    warn_of_gaps(result, environment);
    const Language language = language_of(options.output, result.index);
    const Possible possible = options.recovered ? within_print(result, period, recovered, language)
                              : experts         ? within_panel(result, period, experts->weights, language)
                                                : within_share(options, result, period, language);
    const ExactRanks exact = exact_ranks(result, period, by, possible.bounds);
    write(exact_document(result, exact, {possible.words, possible.words}, language), options.output, language,
          environment);
    return ExitCode::done;
}

}  // namespace iiindex::cli
