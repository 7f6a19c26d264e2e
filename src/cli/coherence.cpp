#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include <iiindex/coherence.hpp>
#include <iiindex/compute.hpp>
#include <iiindex/present.hpp>
#include <iiindex/text.hpp>

#include "cli/command.hpp"
#include "cli/names.hpp"
#include "cli/options.hpp"
#include "cli/progress.hpp"

namespace iiindex::cli {
namespace {

struct CoherenceArguments {
    InputOptions input;
    OutputOptions output;
    std::string period;
    std::string table;
    double redundant = CoherenceOptions{}.redundant;
    double opposed = CoherenceOptions{}.opposed;
    double weak = CoherenceOptions{}.weak;
};

/// Keeps one table alone, for every reader.
void choose(Document& document, const std::string& name) {
    const auto found = std::find_if(document.tables.begin(), document.tables.end(), [&](const Table& table) {
        return table.code == name && table.audience != Audience::people;
    });
    if (found == document.tables.end()) {
        std::vector<std::string_view> known;
        for (const Table& table : document.tables) {
            if (table.audience != Audience::people) known.push_back(table.code);
        }
        throw UsageError(said("'{}' is no table of this; there are {}", printable(name), enumerated(known)));
    }
    Table chosen = std::move(*found);
    chosen.audience = Audience::all;
    document.tables = {std::move(chosen)};
    document.main = 0;
}

/// Says before the work begins what is left out of it.
void warn_of_size(const Result& result, Environment& environment) {
    const std::size_t most = largest_level(result.index);
    if (most <= most_together) return;
    warn({Problem{.where = {result.data.file},
                  .what = said("{} nodes on one level are too many to be taken together, more than {}: only siblings "
                               "among them are correlated, and groups of more have no alpha, KMO, Bartlett or "
                               "components",
                               most, most_together),
                  .remedy = {}}},
         environment);
}

ExitCode show_coherence(const CoherenceArguments& options, Environment& environment) {
    Input input = for_period(load_inputs(options.input, environment), options.period);
    ProgressLine line(environment, said("comparing"));
    const CoherenceOptions settings{.period = period_of(input.data, options.period),
                                    .redundant = options.redundant,
                                    .opposed = options.opposed,
                                    .weak = options.weak,
                                    .progress = line.piece()};
    const Columns values = input.data.values;
    const Result result = iiindex::compute(std::move(input.index), std::move(input.data));
    warn_of_gaps(result, environment);
    warn_of_size(result, environment);
    const Coherence found = iiindex::coherence(result, values, settings);
    const Language language = language_of(options.output, result.index);
    Document document = coherence_document(result, values, found, language);
    if (!options.table.empty()) choose(document, options.table);
    write(document, options.output, language, environment);
    return ExitCode::done;
}

}  // namespace

Run add_coherence(Syntax& syntax) {
    const auto options = std::make_shared<CoherenceArguments>();
    add_input_options(syntax, options->input);
    add_output_options(syntax, options->output);
    syntax.text("--period", options->period, said("Of several periods this one; else the last"), {.value = "PERIOD"});
    syntax.text("--table", options->table, said("One table alone"),
                {.value = "NAME",
                 .suggested = {"statistics", "flags", "importance", "groups", "removals", "correlations", "components",
                               "loadings", "units", "strengths", "trends", "prepared", "scores", "child_groups",
                               "child_components", "child_loadings", "node_trends"}});
    syntax.number("--redundant", options->redundant, {-1, 1}, said("Siblings that correlate above this are flagged"));
    syntax.number("--opposed", options->opposed, {-1, 1}, said("Siblings that correlate below this are flagged"));
    syntax.number("--weak", options->weak, {-1, 1},
                  said("Nodes that correlate below this with their parent are flagged"));
    syntax.rule([&syntax, table = &options->table] {
        if (table->empty() || *table == "flags") return;
        syntax.refuse({"--redundant", "--opposed", "--weak"}, said("--table leaves the flags out"));
    });
    return [options](Environment& environment) { return show_coherence(*options, environment); };
}

}  // namespace iiindex::cli
