#include <algorithm>
#include <memory>
#include <ostream>

#include <iiindex/compute.hpp>
#include <iiindex/plausibility.hpp>
#include <iiindex/present.hpp>
#include <iiindex/problem.hpp>

#include "cli/command.hpp"
#include "cli/options.hpp"

namespace iiindex::cli {
namespace {

struct Options {
    InputOptions input;
    OutputOptions output;
    std::string previous;
};

/// A year's values beside those of the year before.
struct TwoYears {
    Input before, after;
    Plausibility found;
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
                   std::optional<Language>& language, std::vector<Result>& results) {
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
    if (only_publishes(input)) return counts;
    Result& result = results.emplace_back(compute(std::move(input.index), std::move(input.data), {.depth = 0}));
    warn_of_gaps(result, environment);
    result.data.values = {};
    return counts;
}

/// The last periods of both files, their units matched.
TwoYears compare_years(const Options& options, Environment& environment) {
    Environment quiet = environment;  // what there is to say of the file itself has been said
    quiet.quiet = true;
    const auto last_of = [&](const std::string& file, Environment& heard) {
        Input input = load_input(read_input(file, heard), options.input, heard);
        const std::size_t last = input.data.periods.size() - 1;
        return in_period(std::move(input), last);
    };
    TwoYears years{.before = last_of(options.previous, environment),
                   .after = last_of(options.input.files.front(), quiet),
                   .found = {}};
    warn(match_units(years.before.data, years.after.data), environment);
    years.found = plausibility(years.before, years.after);
    warn(plausibility_warnings(years.before, years.after, years.found), environment);
    return years;
}

ExitCode check(const Options& options, Environment& environment) {
    std::vector<Checked> found;
    std::vector<Result> results;
    std::optional<Language> own;
    Gathered problems;
    for (const std::string& file : options.input.files) {
        problems.from([&] { found.push_back(check_file(file, options.input, environment, own, results)); });
    }
    problems.raise_if_any();
    const Language language = language_of(options.output, own.value_or(Language::en));
    Document document = check_document(found, language);
    std::vector<const Result*> computed;
    bool any_missing = false;
    for (const Result& result : results) {
        computed.push_back(&result);
        any_missing = any_missing || !result.gaps.empty();
    }
    add_missing(document, computed, language, {}, any_missing ? Audience::all : Audience::programs);
    std::optional<TwoYears> years;
    if (!options.previous.empty()) {
        years = compare_years(options, environment);
        add_plausibility(document, years->before, years->after, years->found, language);
    }
    write(document, options.output, language, environment);
    return ExitCode::done;
}

}  // namespace

Run add_check(Syntax& syntax) {
    const auto options = std::make_shared<Options>();
    add_input_options(syntax, options->input, {1, Syntax::unlimited});
    syntax.input("--previous", options->previous, "The year before: say what in FILE's values is unlike it");
    add_output_options(syntax, options->output);
    syntax.rule([options = options.get()] {
        if (!options->previous.empty() && options->input.files.size() > 1) {
            throw UsageError("--previous is for one file; there are " + std::to_string(options->input.files.size()));
        }
    });
    return [options](Environment& environment) { return check(*options, environment); };
}

}  // namespace iiindex::cli
