#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include <iiindex/compute.hpp>
#include <iiindex/present.hpp>
#include <iiindex/verify.hpp>

#include "cli/command.hpp"
#include "cli/options.hpp"

namespace iiindex::cli {
namespace {

struct Options {
    InputOptions input;
    OutputOptions output;
    std::string published;
};

std::string labels_of(const Dataset& data) {
    std::vector<std::string> labels;
    for (const Period& period : data.periods) labels.push_back(period.label.empty() ? "none" : period.label);
    return fmt::format("{}", fmt::join(labels, ", "));
}

bool is_of(const Period& period, const std::string& label) { return label.empty() || period.label == label; }

void check_common_period(const Dataset& data, const Dataset& printed) {
    const bool has_common = std::any_of(printed.periods.begin(), printed.periods.end(), [&](const Period& there) {
        return std::any_of(data.periods.begin(), data.periods.end(),
                           [&](const Period& here) { return is_of(here, there.label); });
    });
    if (has_common) return;
    throw InputError(Problem{
        .where = {printed.file},
        .what = fmt::format("no period in common: {} in '{}', {} here", labels_of(data), data.file, labels_of(printed)),
        .remedy = "give the figures that were printed for the period of the values"});
}

/// The row of the unit with a code in the first period with a label.
std::optional<std::size_t> row_in(const Dataset& data, const std::string& label, std::string_view code) {
    const auto period =
        std::find_if(data.periods.begin(), data.periods.end(), [&](const Period& one) { return is_of(one, label); });
    if (period == data.periods.end()) return std::nullopt;
    for (std::size_t row = period->first; row < period->end(); ++row) {
        if (data.units.codes[row] == code) return row;
    }
    return std::nullopt;
}

/// Puts in the printed figures of another dataset of the same index, by the codes of its units.
void take_published(Dataset& data, const Index& index, const Options& options, Environment& environment) {
    const Source source = read_input(options.published, environment);
    Dataset printed = accepted(load_dataset(source, index, load_options(options.input)), environment).data;
    warn(match_units(data, printed), environment);
    check_common_period(data, printed);
    std::vector<Problem> problems;
    std::vector<std::size_t> row_of;
    for (std::size_t row = 0; row < printed.units.size(); ++row) {
        const std::string& label = printed.period_of(row).label;
        const auto found = row_in(data, label, printed.units.codes[row]);
        row_of.push_back(found.value_or(0));
        if (found) continue;
        problems.push_back({.where = {printed.file},
                            .what = fmt::format("unit '{}'{} is not in '{}'", printed.units.codes[row],
                                                label.empty() ? "" : " of " + label, data.file)});
    }
    if (!problems.empty()) throw InputError(std::move(problems));
    for (Published& figure : printed.published) figure.row = row_of[figure.row];
    for (Fact& fact : printed.facts) {
        for (std::size_t& unit : fact.units) unit = row_of[unit];
    }
    data.published = std::move(printed.published);
    data.facts = std::move(printed.facts);
    data.published_digits = printed.published_digits;
}

ExitCode verify(const Options& options, Environment& environment) {
    Input input = load_inputs(options.input, environment);
    if (!options.published.empty()) take_published(input.data, input.index, options, environment);
    if (input.data.published.empty() && input.data.facts.empty()) {
        throw InputError(Problem{.where = {input.data.file},
                                 .what = "there is nothing to verify: no unit has 'published' figures",
                                 .remedy = "put the printed scores, ranks or tiers under \"published\" of each unit"});
    }
    const Result result = iiindex::compute(std::move(input.index), std::move(input.data));
    const Verification verification = iiindex::verify(result);
    const Language language = language_of(options.output, result.index);
    write(verification_document(result, verification, language), options.output, language, environment);
    return verification.holds() ? ExitCode::done : ExitCode::refused;
}

}  // namespace

Run add_verify(Syntax& syntax) {
    const auto options = std::make_shared<Options>();
    add_input_options(syntax, options->input);
    syntax.input("--published", options->published, "Compare with the figures and facts of this dataset instead");
    add_output_options(syntax, options->output);
    return [options](Environment& environment) { return verify(*options, environment); };
}

}  // namespace iiindex::cli
