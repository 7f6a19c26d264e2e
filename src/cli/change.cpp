#include <memory>
#include <ostream>

#include <iiindex/change.hpp>
#include <iiindex/load.hpp>
#include <iiindex/plausibility.hpp>
#include <iiindex/present.hpp>

#include "cli/command.hpp"
#include "cli/options.hpp"
#include "model/derive.hpp"

namespace iiindex::cli {
namespace {

struct Options {
    InputOptions input;
    OutputOptions output;
    std::string by;
};

/// The last periods of two files whose formulas look back, each from what both have.
std::pair<Input, Input> years_of_one(Input first, Input last, Environment& environment) {
    const std::string old_label = first.data.periods.back().label, new_label = last.data.periods.back().label;
    std::vector<Problem> matched;
    Input both = merge({std::move(first), std::move(last)}, &matched);
    warn(matched, environment);
    Input before = in_period(both, period_of(both.data, old_label));
    return {std::move(before), in_period(std::move(both), period_of(both.data, new_label))};
}

/// Two files, of each the last period; or one file, its last two periods.
std::pair<Input, Input> load_years(const InputOptions& options, Environment& environment) {
    Input last = load_input(read_input(options.files.back(), environment), options, environment);
    const std::size_t periods = last.data.periods.size();
    if (options.files.size() == 2) {
        Input first = load_input(read_input(options.files.front(), environment), options, environment);
        if (detail::looks_back(last.index)) return years_of_one(std::move(first), std::move(last), environment);
        const std::size_t number = first.data.periods.size() - 1;
        return {in_period(std::move(first), number), in_period(std::move(last), periods - 1)};
    }
    if (periods < 2) {
        throw UsageError("there is one file with one period; give two files, OLD and NEW, or one with two periods");
    }
    Input first = last;
    return {in_period(std::move(first), periods - 2), in_period(std::move(last), periods - 1)};
}

std::size_t common_node(const Index& before, const Index& after, const std::string& name) {
    const std::size_t node = name.empty() ? 0 : node_of(after, name);
    if (!before.find(after.nodes[node].code)) {
        throw UsageError("'" + after.nodes[node].code + "' is no node of the old index; the two indices differ");
    }
    return node;
}

ExitCode change(const Options& options, Environment& environment) {
    auto [before, after] = load_years(options.input, environment);
    warn(match_units(before.data, after.data), environment);
    const std::size_t node = common_node(before.index, after.index, options.by);
    warn(plausibility_warnings(before, after, plausibility(before, after)), environment);
    const Changes changes = iiindex::change(before, after, node);
    for (const Result* year : {&changes.before, &changes.after}) warn_of_gaps(*year, environment);
    const Language language = language_of(options.output, changes.after.index);
    if (changes.own_scales && !environment.quiet) {
        environment.err
            << "warning: each year is scaled by its own units; scores of two years do not compare directly\n";
    }
    write(change_document(changes, language), options.output, language, environment);
    return ExitCode::done;
}

}  // namespace

Run add_change(Syntax& syntax) {
    const auto options = std::make_shared<Options>();
    add_input_options(syntax, options->input, {1, 2},
                      "The old values and the new ones: JSON, CSV, TSV or XLSX; or one file with both periods");
    syntax.text("--by", options->by, "The change at another node, by its code or name", {.value = "NODE"});
    add_output_options(syntax, options->output);
    return [options](Environment& environment) { return change(*options, environment); };
}

}  // namespace iiindex::cli
