#include <algorithm>
#include <memory>
#include <ostream>

#include <fmt/format.h>

#include <iiindex/chart.hpp>
#include <iiindex/experts.hpp>
#include <iiindex/present.hpp>
#include <iiindex/write.hpp>

#include "cli/command.hpp"
#include "cli/experts.hpp"
#include "cli/file.hpp"
#include "cli/options.hpp"
#include "cli/png.hpp"

namespace iiindex::cli {
namespace {

struct WeighArguments {
    InputOptions input;
    OutputOptions output;
    ExpertOptions experts;
    std::string node;
};

/// The panel's part at one node.
void keep_node(Panel& panel, const Index& index, const std::string& name) {
    const std::size_t node = node_of(index, name);
    std::erase_if(panel.nodes, [&](const JudgedNode& one) { return one.node != node; });
    if (!panel.nodes.empty()) return;
    throw InputError(Problem{.where = {panel.files.front()},
                             .what = said("nobody judged the children of '{}'", index.nodes[node].code),
                             .remedy = {}});
}

ExitCode weigh(const WeighArguments& options, Environment& environment) {
    const Source source = options.input.index.empty()
                              ? Source{built_in_index().file, std::string(built_in_index_text())}
                              : read_input(options.input.index, environment);
    Loaded<Index> loaded = load_index(source);
    warn(loaded.warnings, environment);
    const Index& index = loaded.value;
    Panel panel = load_panel(options.experts, index, load_options(options.input), environment);
    if (!options.node.empty()) keep_node(panel, index, options.node);
    const WeighingOptions weighing = weighing_of(options.experts, panel);
    const auto weights = panel_weights(index, panel, weighing);
    const Language language = language_of(options.output, index);
    if (asks_for(options.output, ".json")) {
        write_out(options.output.path, environment,
                  [&](std::ostream& out) { out << with_weights(source, index, weights, weighing); });
        return ExitCode::done;
    }
    if (asks_for(options.output, ".svg") || asks_for(options.output, ".png")) {
        std::string picture = experts_chart(index, weights, language);
        if (asks_for(options.output, ".png")) picture = png_of(picture);
        write_out(options.output.path, environment, [&](std::ostream& out) { out << picture; });
        return ExitCode::done;
    }
    OutputOptions output = options.output;
    // A file of weights, for --weights.
    if (asks_for(output, ".csv") || asks_for(output, ".tsv")) output.header = "code";
    write(experts_document(index, panel, weights, weighing, language), output, language, environment);
    return ExitCode::done;
}

}  // namespace

Run add_weigh(Syntax& syntax) {
    const auto options = std::make_shared<WeighArguments>();
    syntax.arguments("judgements", options->experts.files,
                     said("Tables of judgements: CSV, TSV or XLSX; - is standard input"), "FILE",
                     {1, Syntax::unlimited});
    syntax.input("-i,--index", options->input.index, said("Index: JSON, CSV, TSV or XLSX; else the built-in one"));
    add_table_options(syntax, options->input);
    syntax.text("--node", options->node, said("Only the children of this node, by its code or name"),
                {.value = "NODE"});
    add_expert_options(syntax, options->experts);
    add_output_options(syntax, options->output);
    syntax.rule([&syntax, given = options.get()] {
        if (asks_for(given->output, ".svg") || asks_for(given->output, ".png"))
            refuse_table_options(syntax, said("a picture is written"));
        if (!asks_for(given->output, ".json")) return;
        refuse_table_options(syntax, said("the index is written with the weights in it"));
        syntax.refuse({"--lang"}, said("the index is written in all its languages"));
    });
    return [options](Environment& environment) { return weigh(*options, environment); };
}

}  // namespace iiindex::cli
