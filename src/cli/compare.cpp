#include <algorithm>
#include <memory>
#include <ostream>

#include <iiindex/chart.hpp>
#include <iiindex/compare.hpp>
#include <iiindex/named.hpp>
#include <iiindex/present.hpp>
#include <iiindex/text.hpp>

#include "cli/evaluate.hpp"
#include "cli/file.hpp"
#include "cli/png.hpp"

namespace iiindex::cli {
namespace {

struct CompareArguments {
    EvaluationOptions evaluation;
    OutputOptions output;
    std::vector<std::string> units;
    std::string by;
};

bool is_picture(const OutputOptions& output) { return asks_for(output, ".svg") || asks_for(output, ".png"); }

/// The radar that `chart --kind radar` draws of the same units.
void draw(const CompareArguments& options, const Result& result, const ChartOptions& drawing,
          Environment& environment) {
    if (result.index.nodes[drawing.node].is_indicator()) {
        throw UsageError(said("a picture shows what is below a node, and '{}' is an indicator",
                              result.index.nodes[drawing.node].code));
    }
    std::string bytes = find_named(chart_kinds(), "radar")->draw({.result = &result}, drawing);
    if (asks_for(options.output, ".png")) bytes = png_of(bytes);
    write_out(options.output.path, environment, [&](std::ostream& out) { out << bytes; });
}

ExitCode compare(const CompareArguments& options, Environment& environment) {
    const Evaluation evaluation = evaluate(options.evaluation, environment);
    const Result& result = evaluation.result;
    const Language language = language_of(options.output, result.index);
    const std::size_t node = options.by.empty() ? 0 : node_of(result.index, options.by);
    const Period& period = result.data.periods[period_of(result.data, options.evaluation.period)];
    std::vector<std::size_t> rows;
    for (const std::string& unit : options.units) {
        add_once(rows, scored_row_of(result, period, unit, node, language), unit);
    }
    if (is_picture(options.output)) {
        draw(options, result,
             {.language = language,
              .node = node,
              .period = period_of(result.data, options.evaluation.period),
              .top = {},
              .rows = rows,
              .title = {}},
             environment);
        return ExitCode::done;
    }
    const SideBySide comparison = iiindex::compare(result, rows, node);
    write(comparison_document(result, comparison, language), options.output, language, environment);
    return ExitCode::done;
}

}  // namespace

Run add_compare(Syntax& syntax) {
    const auto options = std::make_shared<CompareArguments>();
    add_evaluation_options(syntax, options->evaluation);
    syntax.arguments("units", options->units, said("Two units or more, by their codes or names"), "UNIT", {2, 1000});
    syntax.text("--by", options->by, said("Compare at another node, by its code or name"), {.value = "NODE"});
    add_output_options(syntax, options->output);
    syntax.rule([&syntax, output = &options->output] {
        if (is_picture(*output)) refuse_table_options(syntax, said("a picture is written"));
    });
    return [options](Environment& environment) { return compare(*options, environment); };
}

}  // namespace iiindex::cli
