#include <memory>
#include <ostream>

#include <fmt/format.h>

#include <iiindex/present.hpp>
#include <iiindex/report.hpp>
#include <iiindex/text.hpp>

#include "cli/evaluate.hpp"
#include "cli/experts.hpp"
#include "cli/file.hpp"
#include "cli/intervals.hpp"
#include "cli/live.hpp"
#include "cli/pdf.hpp"
#include "ground/parallel.hpp"

namespace iiindex::cli {
namespace {

struct ReportArguments {
    EvaluationOptions evaluation;
    std::string path;
    std::string language;
    std::string previous;
    std::string text;
    std::vector<std::string> pairs;
    ExpertOptions experts;
};

constexpr std::string_view workbook = ".xlsx";
constexpr std::size_t most_units = 5000;    // whose rank intervals can still be read
constexpr std::size_t most_searched = 300;  // units whose way up is searched
constexpr std::size_t ways_told = 3;

/// What a page is written from beside the scores, which must outlive it.
struct Parts {
    std::optional<Changes> changes;
    std::vector<RankInterval> intervals;
    std::string intervals_words;
    std::optional<JudgedWeights> experts;
    std::vector<UnitPair> pairs;
    std::vector<UnitSteps> steps;
    std::vector<AuthorText> texts;
};

/// No intervals for an index that cannot be varied, which is no reason to go without a page.
void add_intervals(Parts& parts, const Result& result, std::size_t period, Language language,
                   Environment& environment) {
    if (result.data.periods[period].count > most_units) return;
    try {
        const Robustness robustness = usual_robustness(result, 0, period);
        parts.intervals = rank_intervals(result, period, robustness);
        parts.intervals_words = varied_words(robustness, language);
    } catch (const InputError& error) {
        note(said("the page has no rank intervals: {}", error.problems().front().what), environment);
    }
}

/// "北京:上海", with either colon.
UnitPair pair_of(const Result& result, const Period& period, const std::string& text, Language language) {
    constexpr std::string_view wide = "：";
    const std::size_t narrow_at = text.find(':'), wide_at = text.find(wide);
    const std::size_t at = std::min(narrow_at, wide_at);
    if (at == text.npos) {
        throw UsageError(
            said("--pairs: '{}' is no pair, expected two units with a colon between them", printable(text)));
    }
    const std::size_t length = at == narrow_at ? 1 : wide.size();
    const auto row = [&](const std::string& name) { return scored_row_of(result, period, name, 0, language); };
    const UnitPair pair{row(text.substr(0, at)), row(text.substr(at + length))};
    if (pair.first == pair.second) throw UsageError(said("--pairs: '{}' is one unit twice", printable(text)));
    return pair;
}

void add_experts(Parts& parts, const ReportArguments& options, const Index& index, Environment& environment) {
    if (options.experts.files.empty()) return;
    const LoadOptions reading{.encoding = load_options(options.evaluation.input).encoding};
    JudgedWeights& judged = parts.experts.emplace();
    judged.panel = load_panel(options.experts, index, reading, environment);
    judged.options = weighing_of(options.experts, judged.panel);
    judged.weights = panel_weights(index, judged.panel, judged.options);
}

void add_steps(Parts& parts, const Evaluation& evaluation, std::size_t number) {
    const Result& result = evaluation.result;
    const Period& period = result.data.periods[number];
    if (period.count > most_searched) return;
    parts.steps.resize(period.count);
    detail::for_each_number(period.count, [&](std::size_t unit) {
        const std::size_t row = period.first + unit;
        parts.steps[unit].row = row;
        if (!result.score(row, 0)) return;
        parts.steps[unit].steps =
            steps_up(evaluation.input.index, evaluation.input.data, evaluation.options(), row, 0, ways_told);
    });
}

ExitCode report(const ReportArguments& options, Environment& environment) {
    const Evaluation evaluation = evaluate(options.evaluation, environment);
    const Result& result = evaluation.result;
    const Language language = language_of({.language = options.language}, result.index);
    if (extension_of(options.path) == workbook) {
        write_live(options.path, result, evaluation.input.data, evaluation.options().scale, options.evaluation.period,
                   language, environment);
        return ExitCode::done;
    }
    const std::size_t number = period_of(result.data, options.evaluation.period);
    Parts parts;
    for (const std::string& pair : options.pairs)
        parts.pairs.push_back(pair_of(result, result.data.periods[number], pair, language));
    if (!options.text.empty())
        parts.texts = author_texts(read_input(options.text, environment), result.index, language);
    if (!options.previous.empty()) {
        parts.changes =
            changes_since(options.previous, options.evaluation.input, evaluation.input, number, 0, environment);
    }
    add_experts(parts, options, result.index, environment);
    add_intervals(parts, result, number, language, environment);
    add_steps(parts, evaluation, number);
    std::string page = iiindex::report({.result = &result,
                                        .changes = parts.changes ? &*parts.changes : nullptr,
                                        .intervals = parts.intervals,
                                        .intervals_words = parts.intervals_words,
                                        .experts = parts.experts ? &*parts.experts : nullptr,
                                        .pairs = parts.pairs,
                                        .steps = parts.steps,
                                        .texts = parts.texts},
                                       {.language = language, .period = number});
    if (extension_of(options.path) == ".pdf") page = pdf_of(page);
    write_out(options.path, environment, [&](std::ostream& out) { out << page; });
    return ExitCode::done;
}

}  // namespace

Run add_report(Syntax& syntax) {
    const auto options = std::make_shared<ReportArguments>();
    add_evaluation_options(syntax, options->evaluation);
    syntax.output("-o,--output", options->path,
                  said("An HTML or PDF file, or an .xlsx that computes; else HTML to standard output"));
    syntax.input("--previous", options->previous, said("The year before, for what changed since"));
    syntax.list("--pairs", options->pairs, said("Units set side by side, two with a colon between them"),
                {.value = "A:B,..."});
    syntax.input("--text", options->text,
                 said("The author's own words, in Markdown: headings name the parts of the page"));
    syntax.choice("--lang", options->language, {"zh", "en"}, said("Language of the page; else the index's own"));
    add_expert_files(syntax, options->experts, said("Show what a panel judged: its weights, and how far it agrees"));
    syntax.rule([&syntax, given = options.get(), path = &options->path] {
        refuse_expert_options(syntax, given->experts);
        const std::string extension = extension_of(*path);
        if (extension == workbook)
            return syntax.refuse({"--previous", "--pairs", "--text", "--experts"},
                                 said("a workbook that computes has no page"));
        if (extension.empty() || extension == ".html" || extension == ".htm" || extension == ".pdf") return;
        throw UsageError(said("a report is written to .html, .pdf or .xlsx, not to '{}'", *path));
    });
    return [options](Environment& environment) { return report(*options, environment); };
}

}  // namespace iiindex::cli
