#include <algorithm>
#include <memory>

#include <iiindex/compare.hpp>
#include <iiindex/present.hpp>

#include "evaluate.hpp"

namespace iiindex::cli {
namespace {

struct Options {
    EvaluationOptions evaluation;
    OutputOptions output;
    std::vector<std::string> units;
    std::string by;
};

ExitCode compare(const Options& options, Environment& environment) {
    const Evaluation evaluation = evaluate(options.evaluation, environment);
    const Result& result = evaluation.result;
    const Language language = language_of(options.output, result.index);
    const std::size_t node = options.by.empty() ? 0 : node_of(result.index, options.by);
    const Period& period = result.data.periods[period_of(result.data, options.evaluation.period)];
    std::vector<std::size_t> rows;
    for (const std::string& unit : options.units) {
        rows.push_back(scored_row_of(result, period, unit, node, language));
        if (std::count(rows.begin(), rows.end(), rows.back()) > 1) {
            throw UsageError("'" + printable(unit) + "' is given twice");
        }
    }
    const SideBySide comparison = iiindex::compare(result, rows, node);
    write(comparison_document(result, comparison, language), options.output, language, environment);
    return ExitCode::done;
}

}  // namespace

Run add_compare(CLI::App& app) {
    const auto options = std::make_shared<Options>();
    add_evaluation_options(app, options->evaluation);
    app.add_option("units", options->units, "Two units or more, by their codes or names")
        ->type_name("UNIT")->required()->expected(2, 1000);
    app.add_option("--by", options->by, "Compare at another node, by its code or name")->type_name("NODE");
    add_output_options(app, options->output);
    return [options](Environment& environment) { return compare(*options, environment); };
}

}  // namespace iiindex::cli
