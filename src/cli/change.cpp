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

struct ChangeArguments {
    InputOptions input;
    OutputOptions output;
    std::string by;
    std::string from, period;  ///< the old year and the new one
};

/// A period of each of two files whose formulas look back, from what both have.
std::pair<Input, Input> years_of_one(Input first, const std::string& old_label, Input last,
                                     const std::string& new_label, Environment& environment) {
    std::vector<Problem> matched;
    Input both = merge({std::move(first), std::move(last)}, &matched);
    warn(matched, environment);
    Input before = in_period_called(both, old_label);
    return {std::move(before), in_period_called(std::move(both), new_label)};
}

/// Two files, of each a period; or one file, a period and another, which is the one before where none is named.
std::pair<Input, Input> load_years(const ChangeArguments& options, Environment& environment) {
    const auto load = [&](const std::string& file) {
        return load_input(read_input(file, environment), options.input, environment);
    };
    Input last = load(options.input.files.back());
    const std::size_t new_period = period_of(last.data, options.period);
    if (options.input.files.size() == 2) {
        Input first = load(options.input.files.front());
        const std::size_t old_period = period_of(first.data, options.from);
        if (detail::looks_back(last.index)) {
            const std::string old_label = first.data.periods[old_period].label;
            const std::string new_label = last.data.periods[new_period].label;
            return years_of_one(std::move(first), old_label, std::move(last), new_label, environment);
        }
        return {in_period(std::move(first), old_period), in_period(std::move(last), new_period)};
    }
    if (options.from.empty() && new_period == 0) {
        throw UsageError(last.data.periods.size() < 2
                             ? said("there is one file with one period; give two files, OLD and NEW, or one with two "
                                    "periods")
                             : said("'{}' has no period before it; name one with --from", last.data.periods[0].label));
    }
    Input first = last;
    const std::size_t old_period = options.from.empty() ? new_period - 1 : period_of(first.data, options.from);
    return {in_period(std::move(first), old_period), in_period(std::move(last), new_period)};
}

std::size_t common_node(const Index& before, const Index& after, const std::string& name) {
    const std::size_t node = name.empty() ? 0 : node_of(after, name);
    if (!before.find(after.nodes[node].code)) {
        throw UsageError(said("'{}' is no node of the old index; the two indices differ", after.nodes[node].code));
    }
    return node;
}

ExitCode change(const ChangeArguments& options, Environment& environment) {
    auto [before, after] = load_years(options, environment);
    warn(match_units(before.data, after.data), environment);
    const std::size_t node = common_node(before.index, after.index, options.by);
    warn(plausibility_warnings(before, after, plausibility(before, after)), environment);
    const Changes changes = iiindex::change(before, after, node);
    for (const Result* year : {&changes.before, &changes.after}) warn_of_gaps(*year, environment);
    const Language language = language_of(options.output, changes.after.index);
    if (changes.own_scales)
        warn(said("each year is scaled by its own units; scores of two years do not compare directly"), environment);
    write(change_document(changes, language), options.output, language, environment);
    return ExitCode::done;
}

}  // namespace

Run add_change(Syntax& syntax) {
    const auto options = std::make_shared<ChangeArguments>();
    add_input_options(syntax, options->input, {1, 2},
                      said("The old values and the new ones: JSON, CSV, TSV or XLSX; or one file with both periods"));
    syntax.text("--by", options->by, said("The change at another node, by its code or name"), {.value = "NODE"});
    syntax.text("--from", options->from, said("The old period; else the last of OLD, or of one file the one before"),
                {.value = "PERIOD"});
    syntax.text("--period", options->period, said("The new period; else the last"), {.value = "PERIOD"});
    add_output_options(syntax, options->output);
    return [options](Environment& environment) { return change(*options, environment); };
}

}  // namespace iiindex::cli
