#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include <iiindex/coupling.hpp>
#include <iiindex/present.hpp>
#include <iiindex/text.hpp>

#include "cli/evaluate.hpp"
#include "cli/number.hpp"

namespace iiindex::cli {
namespace {

struct CouplingArguments {
    EvaluationOptions evaluation;
    OutputOptions output;
    std::vector<std::string> nodes;
    std::vector<std::string> shares;
};

std::vector<double> shares_of(const CouplingArguments& options) {
    std::vector<double> shares;
    for (const std::string& text : options.shares) {
        const auto share = number_from(text);
        if (!share || *share <= 0)
            throw UsageError(said("--shares has '{}', expected numbers above 0: 0.4,0.6", printable(text)));
        shares.push_back(*share);
    }
    if (!shares.empty() && shares.size() != options.nodes.size())
        throw UsageError(said("--shares has {} numbers for {} nodes", shares.size(), options.nodes.size()));
    return shares;
}

ExitCode show_coupling(const CouplingArguments& options, Environment& environment) {
    const std::vector<double> shares = shares_of(options);
    const Evaluation evaluation = evaluate(options.evaluation, environment);
    const Result& result = evaluation.result;
    std::vector<std::size_t> nodes;
    for (const std::string& name : options.nodes) add_once(nodes, node_of(result.index, name), name);
    const Couplings all =
        couplings(result, period_of(result.data, options.evaluation.period), std::move(nodes), shares);
    const Language language = language_of(options.output, result.index);
    write(coupling_document(result, all, language), options.output, language, environment);
    return ExitCode::done;
}

}  // namespace

Run add_coupling(Syntax& syntax) {
    const auto options = std::make_shared<CouplingArguments>();
    add_evaluation_options(syntax, options->evaluation);
    syntax.arguments("nodes", options->nodes, said("Two nodes or more, by their codes or names"), "NODE", {2, 100});
    syntax.list("--shares", options->shares, said("What each of them counts for in the level T; else all the same"),
                {.value = "SHARE,..."});
    add_output_options(syntax, options->output);
    return [options](Environment& environment) { return show_coupling(*options, environment); };
}

}  // namespace iiindex::cli
