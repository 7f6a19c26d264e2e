#include <algorithm>
#include <memory>
#include <ostream>

#include <fmt/format.h>

#include <iiindex/change.hpp>
#include <iiindex/chart.hpp>
#include <iiindex/named.hpp>
#include <iiindex/text.hpp>

#include "cli/evaluate.hpp"
#include "cli/file.hpp"
#include "cli/intervals.hpp"
#include "cli/png.hpp"

namespace iiindex::cli {
namespace {

struct Options {
    EvaluationOptions evaluation;
    std::string path;
    std::string language;
    std::string kind = "bars";
    std::string by;
    std::string previous;
    std::vector<std::string> units;
    std::optional<std::size_t> top;
    double width = 760;
};

enum class Picture { svg, png };

Picture picture_of(const std::string& path) {
    const std::string extension = extension_of(path);
    if (path.empty() || path == "-" || extension == ".svg") return Picture::svg;
    if (extension == ".png") return Picture::png;
    throw UsageError(fmt::format("a chart is written to .svg or .png, not to '{}'", printable(path)));
}

std::string kinds_listed() {
    std::string text = "What is drawn:";
    for (const ChartKind& kind : chart_kinds()) text += fmt::format("\n{}: {}", kind.name, kind.summary);
    return text;
}

ChartOptions drawing_of(const Options& options, const Result& result) {
    ChartOptions drawing{.language = language_of({.language = options.language}, result.index),
                         .top = options.top,
                         .rows = {},
                         .width = options.width,
                         .title = {}};
    drawing.node = options.by.empty() ? 0 : node_of(result.index, options.by);
    drawing.period = period_of(result.data, options.evaluation.period);
    const Period& period = result.data.periods[drawing.period];
    for (const std::string& unit : options.units) {
        drawing.rows.push_back(scored_row_of(result, period, unit, drawing.node, drawing.language));
    }
    return drawing;
}

/// What moved since the file of --previous.
Changes changes_since(const Options& options, const Evaluation& evaluation, const ChartOptions& drawing,
                      Environment& environment) {
    if (options.previous.empty()) throw UsageError("a chart of changes needs the year before: --previous FILE");
    Input before = load_input(read_input(options.previous, environment), options.evaluation.input, environment);
    const std::size_t last = before.data.periods.size() - 1;
    const Input after = in_period(evaluation.input, drawing.period);
    if (!before.index.find(after.index.nodes[drawing.node].code)) {
        throw UsageError(fmt::format("'{}' is no node of the index before", after.index.nodes[drawing.node].code));
    }
    return iiindex::change(in_period(std::move(before), last), after, drawing.node);
}

std::string draw(const Options& options, const Evaluation& evaluation, Environment& environment) {
    const ChartKind& kind = *find_named(chart_kinds(), options.kind);
    ChartOptions drawing = drawing_of(options, evaluation.result);
    const Node& node = evaluation.result.index.nodes[drawing.node];
    if (kind.needs == ChartKind::Needs::children && node.is_indicator()) {
        throw UsageError(
            fmt::format("'{}' is an indicator; a chart of this kind shows what is below a node", node.code));
    }
    ChartInput input{.result = &evaluation.result};
    std::vector<RankInterval> intervals;
    if (kind.needs == ChartKind::Needs::intervals) {
        intervals = rank_intervals(evaluation.result, drawing.node, drawing.period);
        input.intervals = intervals;
    }
    if (kind.needs != ChartKind::Needs::changes) return kind.draw(input, drawing);
    const Changes changes = changes_since(options, evaluation, drawing, environment);
    input.result = &changes.after;
    input.changes = &changes;
    const std::size_t first = evaluation.result.data.periods[drawing.period].first;
    for (std::size_t& row : drawing.rows) row -= first;
    drawing.period = 0;
    return kind.draw(input, drawing);
}

ExitCode chart(const Options& options, Environment& environment) {
    const Picture picture = picture_of(options.path);
    const Evaluation evaluation = evaluate(options.evaluation, environment);
    std::string bytes = draw(options, evaluation, environment);
    if (picture == Picture::png) bytes = png_of(bytes);
    write_out(options.path, environment, [&](std::ostream& out) { out << bytes; });
    return ExitCode::done;
}

}  // namespace

Run add_chart(Syntax& syntax) {
    const auto options = std::make_shared<Options>();
    add_evaluation_options(syntax, options->evaluation);
    syntax.choice("-k,--kind", options->kind, names_of(chart_kinds()), kinds_listed());
    syntax.output("-o,--output", options->path, "An .svg or .png file; else SVG to standard output");
    syntax.text("--by", options->by, "The node that is drawn, by its code or name; else the total", {.value = "NODE"});
    syntax.list("--units", options->units, "Only these units, with commas between them", {.value = "UNIT,..."});
    syntax.whole("--top", options->top, {.low = 1}, "Only ranks up to this");
    syntax.input("--previous", options->previous, "The year before, for the kind 'change'");
    syntax.number("--width", options->width, {280, 4000}, "Width in pixels");
    syntax.choice("--lang", options->language, {"zh", "en"}, "Language of names; else the index's own");
    syntax.rule([&syntax, kind = &options->kind] {
        if (find_named(chart_kinds(), *kind)->needs != ChartKind::Needs::changes) {
            syntax.refuse({"--previous"}, "the kind '" + *kind + "' has no year before");
        }
        if (syntax.given("--units")) syntax.refuse({"--top"}, "--units says which units are drawn");
    });
    return [options](Environment& environment) { return chart(*options, environment); };
}

}  // namespace iiindex::cli
