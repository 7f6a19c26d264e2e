#include <memory>
#include <ostream>

#include <iiindex/change.hpp>
#include <iiindex/report.hpp>
#include <iiindex/text.hpp>

#include "cli/evaluate.hpp"
#include "cli/file.hpp"
#include "cli/intervals.hpp"

namespace iiindex::cli {
namespace {

struct Options {
    EvaluationOptions evaluation;
    std::string path;
    std::string language;
    std::string previous;
};

std::optional<Changes> changes_since(const Options& options, const Evaluation& evaluation, std::size_t period,
                                     Environment& environment) {
    if (options.previous.empty()) return std::nullopt;
    Input before = load_input(read_input(options.previous, environment), options.evaluation.input, environment);
    const std::size_t last = before.data.periods.size() - 1;
    before = in_period(std::move(before), last);
    warn(match_units(evaluation.input.data, before.data), environment);
    if (!before.index.find(evaluation.input.index.root().code)) {
        throw UsageError("--previous is of another index: '" + before.index.root().code + "'");
    }
    return iiindex::change(before, in_period(evaluation.input, period), 0);
}

constexpr std::size_t most_units = 5000;  // whose rank intervals can still be read

/// None for an index that cannot be varied, which is no reason to go without a page.
std::vector<RankInterval> intervals_of(const Result& result, std::size_t period, Environment& environment) {
    if (result.data.periods[period].count > most_units) return {};
    try {
        return rank_intervals(result, 0, period);
    } catch (const InputError& error) {
        if (!environment.quiet) {
            environment.err << "note: the page has no rank intervals: " << printable(error.problems().front().what)
                            << '\n';
        }
        return {};
    }
}

ExitCode report(const Options& options, Environment& environment) {
    const Evaluation evaluation = evaluate(options.evaluation, environment);
    const Result& result = evaluation.result;
    const std::size_t number = period_of(result.data, options.evaluation.period);
    const auto changes = changes_since(options, evaluation, number, environment);
    const auto intervals = intervals_of(result, number, environment);
    const std::string page =
        iiindex::report({.result = &result, .changes = changes ? &*changes : nullptr, .intervals = intervals},
                        {.language = language_of({.language = options.language}, result.index), .period = number});
    write_out(options.path, environment, [&](std::ostream& out) { out << page; });
    return ExitCode::done;
}

}  // namespace

Run add_report(Syntax& syntax) {
    const auto options = std::make_shared<Options>();
    add_evaluation_options(syntax, options->evaluation);
    syntax.output("-o,--output", options->path, "An HTML file; else standard output");
    syntax.input("--previous", options->previous, "The year before, for what changed since");
    syntax.choice("--lang", options->language, {"zh", "en"}, "Language of the page; else the index's own");
    syntax.rule([path = &options->path] {
        const std::string extension = extension_of(*path);
        if (extension.empty() || extension == ".html" || extension == ".htm") return;
        throw UsageError("a report is written to .html, not to '" + *path + "'");
    });
    return [options](Environment& environment) { return report(*options, environment); };
}

}  // namespace iiindex::cli
