#include <algorithm>
#include <memory>
#include <ostream>

#include <fmt/format.h>

#include <iiindex/chart.hpp>
#include <iiindex/named.hpp>
#include <iiindex/text.hpp>

#include "cli/evaluate.hpp"
#include "cli/file.hpp"
#include "cli/intervals.hpp"
#include "cli/png.hpp"
#include "model/counted.hpp"

namespace iiindex::cli {
namespace {

struct ChartArguments {
    EvaluationOptions evaluation;
    std::string path;
    std::string language;
    std::string kind = "bars";
    std::string by;
    std::string against;
    std::string previous;
    std::vector<std::string> units;
    std::optional<std::size_t> top;
    double width = 760;
    std::optional<double> height;
    std::string title, source;
};

enum class Picture { svg, png };

Picture picture_of(const std::string& path) {
    const std::string extension = extension_of(path);
    if (path.empty() || path == "-" || extension == ".svg") return Picture::svg;
    if (extension == ".png") return Picture::png;
    throw UsageError(said("a chart is written to .svg or .png, not to '{}'", printable(path)));
}

std::string kinds_listed() {
    std::string text = said("What is drawn:");
    for (const ChartKind& kind : chart_kinds())
        text += fmt::format("\n{}: {}", kind.name, translated(kind.summary, spoken()));
    return text;
}

ChartOptions drawing_of(const ChartArguments& options, const Result& result) {
    ChartOptions drawing{.language = language_of({.language = options.language}, result.index),
                         .top = options.top,
                         .rows = {},
                         .width = options.width,
                         .title = options.title,
                         .height = options.height,
                         .source = options.source};
    drawing.node = options.by.empty() ? 0 : node_of(result.index, options.by);
    if (!options.against.empty()) drawing.other = node_of(result.index, options.against);
    drawing.period = period_of(result.data, options.evaluation.period);
    const Period& period = result.data.periods[drawing.period];
    for (const std::string& list : options.units) {
        for (const std::string& unit : units_in(result.data, period, list)) {
            drawing.rows.push_back(scored_row_of(result, period, unit, drawing.node, drawing.language));
        }
    }
    return drawing;
}

/// Throws UsageError for what a kind cannot draw so that it can be read.
void check(const ChartKind& kind, const Result& result, const ChartOptions& drawing) {
    using Needs = ChartKind::Needs;
    const Node& node = result.index.nodes[drawing.node];
    if (kind.needs == Needs::children && node.is_indicator()) {
        throw UsageError(said("'{}' is an indicator; a chart of this kind shows what is below a node", node.code));
    }
    if (node.children.size() < kind.fewest_children) {
        throw UsageError(said("a {} needs {} axes, and '{}' has {} below it; 'bars' and 'heatmap' show fewer",
                              kind.name, kind.fewest_children, node.code, node.children.size()));
    }
    const std::size_t units = !drawing.rows.empty() ? drawing.rows.size() : drawing.top.value_or(kind.top.value_or(0));
    if (kind.most_units && units > *kind.most_units) {
        throw UsageError(said("a {} of {} cannot be read, expected {} at most; 'heatmap' shows more", kind.name,
                              detail::counted_units(result.index, units, spoken()), *kind.most_units));
    }
    if (kind.most_children && node.children.size() > *kind.most_children) {
        throw UsageError(said("{} of {} children cannot be read, expected {} at most; `iiindex coherence` lists them",
                              kind.name, node.children.size(), *kind.most_children));
    }
    if (kind.needs == Needs::other && !drawing.other)
        throw UsageError(said("a {} draws a node against another: --against NODE", kind.name));
}

std::string draw(const ChartArguments& options, const Evaluation& evaluation, Environment& environment) {
    const ChartKind& kind = *find_named(chart_kinds(), options.kind);
    ChartOptions drawing = drawing_of(options, evaluation.result);
    check(kind, evaluation.result, drawing);
    ChartInput input{.result = &evaluation.result};
    std::vector<RankInterval> intervals;
    if (kind.needs == ChartKind::Needs::intervals) {
        intervals = rank_intervals(evaluation.result, drawing.period,
                                   usual_robustness(evaluation.result, drawing.node, drawing.period));
        input.intervals = intervals;
    }
    const bool has_years = kind.needs == ChartKind::Needs::years && evaluation.result.data.periods.size() > 1;
    const bool needs_before = kind.needs == ChartKind::Needs::changes || kind.needs == ChartKind::Needs::years;
    if (!needs_before || (has_years && options.previous.empty())) return kind.draw(input, drawing);
    if (options.previous.empty() && drawing.period == 0) {
        throw UsageError(kind.needs == ChartKind::Needs::changes
                             ? said("a chart of changes needs the year before: a file with both, or --previous FILE")
                             : said("a chart of years needs a file with several periods, or --previous FILE"));
    }
    const Changes changes = changes_since(options.previous, options.evaluation.input, evaluation.input, drawing.period,
                                          drawing.node, environment);
    input.result = &changes.after;
    input.changes = &changes;
    const std::size_t first = evaluation.result.data.periods[drawing.period].first;
    for (std::size_t& row : drawing.rows) row -= first;
    drawing.period = 0;
    return kind.draw(input, drawing);
}

ExitCode chart(const ChartArguments& options, Environment& environment) {
    const Picture picture = picture_of(options.path);
    const Evaluation evaluation = evaluate(options.evaluation, environment);
    std::string bytes = draw(options, evaluation, environment);
    if (picture == Picture::png) bytes = png_of(bytes);
    write_out(options.path, environment, [&](std::ostream& out) { out << bytes; });
    return ExitCode::done;
}

}  // namespace

Run add_chart(Syntax& syntax) {
    const auto options = std::make_shared<ChartArguments>();
    add_evaluation_options(syntax, options->evaluation);
    syntax.choice("-k,--kind", options->kind, names_of(chart_kinds()), kinds_listed());
    syntax.output("-o,--output", options->path, said("An .svg or .png file; else SVG to standard output"));
    syntax.text("--by", options->by, said("The node that is drawn, by its code or name; else the total"),
                {.value = "NODE"});
    syntax.repeated("--units", options->units, said("Only these units, with commas between them"),
                    {.value = "UNIT,..."});
    syntax.whole("--top", options->top, {.low = 1}, said("Only ranks up to this"));
    syntax.text("--against", options->against, said("The node that a scatter has across"), {.value = "NODE"});
    syntax.input("--previous", options->previous, said("The year before, for the kinds 'change' and 'slope'"));
    syntax.number("--width", options->width, {280, 4000}, said("Width in pixels"));
    syntax.number("--height", options->height, {120, 8000}, said("Height in pixels; else what the rows need"));
    syntax.text("--title", options->title, said("The title; else what is drawn"), {.value = "TEXT"});
    syntax.text("--source", options->source, said("Where the numbers come from, in a line below"), {.value = "TEXT"});
    syntax.choice("--lang", options->language, {"zh", "en"}, said("Language of names; else the index's own"));
    syntax.rule([&syntax, kind = &options->kind] {
        using Needs = ChartKind::Needs;
        const Needs needs = find_named(chart_kinds(), *kind)->needs;
        if (needs != Needs::changes && needs != Needs::years)
            syntax.refuse({"--previous"}, said("the kind '{}' has no year before", *kind));
        if (needs != Needs::other) syntax.refuse({"--against"}, said("the kind '{}' draws one node", *kind));
        if (syntax.given("--units")) syntax.refuse({"--top"}, said("--units says which units are drawn"));
    });
    return [options](Environment& environment) { return chart(*options, environment); };
}

}  // namespace iiindex::cli
