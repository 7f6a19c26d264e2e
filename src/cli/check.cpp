#include <algorithm>
#include <memory>
#include <ostream>

#include <iiindex/compute.hpp>
#include <iiindex/present.hpp>
#include <iiindex/problem.hpp>

#include "cli/command.hpp"
#include "cli/options.hpp"

namespace iiindex::cli {
namespace {

struct Options {
    InputOptions input;
    OutputOptions output;
};

Checked checked(const Input& input) {
    Checked counts{.file = input.data.file,
                   .units = input.data.units.size(),
                   .periods = input.data.periods.size(),
                   .indicators = input.index.indicators.size(),
                   .origins = origins_of(input.data)};
    for (std::size_t i = 0; i < counts.indicators; ++i) {
        const auto column = input.data.values.column(i);
        counts.missing += static_cast<std::size_t>(std::count_if(column.begin(), column.end(), is_missing));
    }
    counts.values = counts.units * counts.indicators - counts.missing;
    return counts;
}

/// A dataset of what was printed, which need not hold what it was computed from.
bool only_publishes(const Input& input) {
    return input.data.origin == Origin::published && !input.published.figures.empty();
}

/// Loads a file and, where it holds values, tries to compute, so that what would stop a computation is found here.
Checked check_file(const std::string& file, const InputOptions& options, Environment& environment,
                   std::optional<Language>& language) {
    Source source = read_input(file, environment);
    if (is_index(source)) {
        const Loaded<Index> index = load_index(source, load_options(options));
        warn(index.warnings, environment);
        language = language.value_or(index.value.language());
        return {.file = file, .indicators = index.value.indicators.size()};
    }
    Input input = load_input(std::move(source), options, environment);
    language = language.value_or(input.index.language());
    Checked counts = checked(input);
    if (!only_publishes(input)) compute(std::move(input.index), std::move(input.data), {.depth = 0});
    return counts;
}

ExitCode check(const Options& options, Environment& environment) {
    std::vector<Checked> found;
    std::optional<Language> own;
    Gathered problems;
    for (const std::string& file : options.input.files) {
        problems.from([&] { found.push_back(check_file(file, options.input, environment, own)); });
    }
    problems.raise_if_any();
    const Language language = language_of(options.output, own.value_or(Language::en));
    write(check_document(found, language), options.output, language, environment);
    return ExitCode::done;
}

}  // namespace

Run add_check(Syntax& syntax) {
    const auto options = std::make_shared<Options>();
    add_input_options(syntax, options->input, {1, Syntax::unlimited});
    add_output_options(syntax, options->output);
    return [options](Environment& environment) { return check(*options, environment); };
}

}  // namespace iiindex::cli
