#include <memory>

#include <iiindex/explain.hpp>
#include <iiindex/present.hpp>

#include "cli/evaluate.hpp"

namespace iiindex::cli {
namespace {

struct ExplainArguments {
    EvaluationOptions evaluation;
    OutputOptions output;
    std::string unit;
    std::string node;
};

ExitCode explain(const ExplainArguments& options, Environment& environment) {
    const Evaluation evaluation = evaluate(options.evaluation, environment);
    const Result& result = evaluation.result;
    const Language language = language_of(options.output, result.index);
    const std::size_t node = options.node.empty() ? 0 : node_of(result.index, options.node);
    const Period& period = result.data.periods[period_of(result.data, options.evaluation.period)];
    const std::size_t row = scored_row_of(result, period, options.unit, node, language);
    const Explanation explanation = iiindex::explain({&result, row}, node);
    const StepsUp steps = steps_up(evaluation.input.index, evaluation.input.data, evaluation.options(), row, node);
    write(explanation_document(result, explanation, steps, language), options.output, language, environment);
    return ExitCode::done;
}

}  // namespace

Run add_explain(Syntax& syntax) {
    const auto options = std::make_shared<ExplainArguments>();
    add_evaluation_options(syntax, options->evaluation);
    syntax.argument("unit", options->unit, said("The unit, by its code or name"), "UNIT");
    syntax.argument("node", options->node, said("The node that is explained, by its code or name; else the total"),
                    "NODE", {.least = 0});
    add_output_options(syntax, options->output);
    return [options](Environment& environment) { return explain(*options, environment); };
}

}  // namespace iiindex::cli
