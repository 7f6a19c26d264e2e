#include <memory>

#include <fmt/format.h>

#include <iiindex/aggregate.hpp>
#include <iiindex/compute.hpp>
#include <iiindex/normalise.hpp>
#include <iiindex/present.hpp>

#include "cli/command.hpp"
#include "cli/live.hpp"
#include "cli/method_options.hpp"
#include "cli/options.hpp"

namespace iiindex::cli {
namespace {

struct ComputeArguments {
    InputOptions input;
    OutputOptions output;
    MethodOptions method;
    std::string by;
    std::string period;
    std::size_t depth = 1;
    std::optional<std::size_t> top;
    std::optional<std::size_t> tier;
    bool live = false;
};

View view_of(const ComputeArguments& options, const Index& index) {
    View view{.language = language_of(options.output, index),
              .by = options.by.empty() ? 0 : node_of(index, options.by),
              .depth = options.depth,
              .top = options.top,
              .tier = options.tier};
    if (view.depth > index.depth()) {
        throw UsageError(
            said("--depth {} is deeper than the index, whose indicators are at {}", view.depth, index.depth()));
    }
    const auto& tiers = index.nodes[view.by].tiers;
    if (view.tier && !tiers) throw UsageError(said("'{}' has no tiers", index.nodes[view.by].code));
    if (view.tier && *view.tier > tiers->names.size()) {
        throw UsageError(
            said("'{}' has {} tiers, there is no tier {}", index.nodes[view.by].code, tiers->names.size(), *view.tier));
    }
    return view;
}

ExitCode compute(ComputeArguments options, Environment& environment) {
    options.input.settings = settings_of(options.method);
    Input input = load_inputs(options.input, environment);
    if (!options.period.empty()) input = for_period(std::move(input), options.period);
    input.index = with_method(std::move(input.index), options.method, environment);
    const View view = view_of(options, input.index);
    const auto reference = load_reference(options.method, options.input, input.index, environment);

    const bool with_levels = formatter_for(options.output).holds_levels;
    const std::size_t depth =
        with_levels ? input.index.depth() : std::max(view.depth, input.index.nodes[view.by].level);
    // A ranking shows no values, but counts those of several origins: their memory is for scores, sorting and the text.
    const bool asks_for_values = options.live || !options.period.empty() || origins_of(input.data).size() > 1;
    const ComputeOptions settings{
        .scale = {.pooled = options.method.pooled, .reference = reference ? &*reference : nullptr},
        .depth = depth,
        .keep_values = asks_for_values};
    std::optional<Dataset> read;
    if (options.live) read = input.data;
    Result result = iiindex::compute(std::move(input.index), std::move(input.data), settings);
    if (read) {
        warn_of_gaps(result, environment);
        refuse_binary_to_terminal(options.output, environment);
        write_live(options.output.path, std::move(result), std::move(*read), settings.scale, options.period,
                   view.language, environment);
        return ExitCode::done;
    }
    if (!options.period.empty()) result = in_period_called(std::move(result), options.period);
    warn_of_gaps(result, environment);
    Document document = ranking_document(result, view);
    if (with_levels) add_levels(document, result, view);
    write(document, options.output, view.language, environment);
    return ExitCode::done;
}

}  // namespace

Run add_compute(Syntax& syntax) {
    const auto options = std::make_shared<ComputeArguments>();
    add_input_options(syntax, options->input, {1, Syntax::unlimited});
    add_output_options(syntax, options->output);
    syntax.text("--by", options->by, said("Sort and rank by another node, by its code or name"), {.value = "NODE"});
    syntax.whole("--depth", options->depth, {},
                 said("Deepest level shown: 0 the total, 1 primary, 2 secondary, 3 indicators"));
    syntax.text("--period", options->period,
                said("Of several periods this one alone; formulas look back to the others"), {.value = "PERIOD"});
    syntax.whole("--top", options->top, {.low = 1}, said("Only ranks up to this"));
    syntax.whole("--tier", options->tier, {.low = 1}, said("Only this tier, 1 the best"));
    syntax.flag("--live", options->live, said("A workbook (-o x.xlsx) whose cells are formulas, so that it computes"));
    add_method_options(syntax, options->method);
    syntax.rule([&syntax, options] {
        if (!options->live) return;
        if (formatter_for(options->output).name != "xlsx") throw UsageError(said("--live goes with xlsx: -o x.xlsx"));
        syntax.refuse({"--by", "--depth", "--top", "--tier", "--digits"},
                      said("a workbook that computes holds all of it"));
    });
    return [options](Environment& environment) { return compute(*options, environment); };
}

}  // namespace iiindex::cli
