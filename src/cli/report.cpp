#include <memory>
#include <ostream>

#include <iiindex/live_book.hpp>
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

constexpr std::string_view workbook = ".xlsx";
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
    const Language language = language_of({.language = options.language}, result.index);
    if (extension_of(options.path) == workbook) {
        write_out(options.path, environment, [&](std::ostream& out) {
            write_live_book(out, result, evaluation.input.data, evaluation.options().scale, language);
        });
        return ExitCode::done;
    }
    const std::size_t number = period_of(result.data, options.evaluation.period);
    std::optional<Changes> changes;
    if (!options.previous.empty()) {
        changes = changes_since(options.previous, options.evaluation.input, evaluation.input, number, 0, environment);
    }
    const auto intervals = intervals_of(result, number, environment);
    const std::string page =
        iiindex::report({.result = &result, .changes = changes ? &*changes : nullptr, .intervals = intervals},
                        {.language = language, .period = number});
    write_out(options.path, environment, [&](std::ostream& out) { out << page; });
    return ExitCode::done;
}

}  // namespace

Run add_report(Syntax& syntax) {
    const auto options = std::make_shared<Options>();
    add_evaluation_options(syntax, options->evaluation);
    syntax.output("-o,--output", options->path, "An HTML file, or an .xlsx that computes; else standard output");
    syntax.input("--previous", options->previous, "The year before, for what changed since");
    syntax.choice("--lang", options->language, {"zh", "en"}, "Language of the page; else the index's own");
    syntax.rule([&syntax, path = &options->path] {
        const std::string extension = extension_of(*path);
        if (extension == workbook) return syntax.refuse({"--previous"}, "a workbook has no page of what changed");
        if (extension.empty() || extension == ".html" || extension == ".htm") return;
        throw UsageError("a report is written to .html or .xlsx, not to '" + *path + "'");
    });
    return [options](Environment& environment) { return report(*options, environment); };
}

}  // namespace iiindex::cli
