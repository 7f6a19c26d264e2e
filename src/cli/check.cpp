#include <algorithm>
#include <deque>
#include <memory>
#include <ostream>
#include <utility>

#include <fmt/format.h>

#include <iiindex/compute.hpp>
#include <iiindex/load.hpp>
#include <iiindex/plausibility.hpp>
#include <iiindex/present.hpp>
#include <iiindex/problem.hpp>

#include "cli/command.hpp"
#include "cli/options.hpp"
#include "load/same_index.hpp"
#include "model/derive.hpp"

namespace iiindex::cli {
namespace {

struct CheckArguments {
    InputOptions input;
    OutputOptions output;
    std::string previous;
    std::string period;
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
                   .origins = {}};
    for (const auto& some : origins_of(input.data, input.index).values) counts.origins.push_back(some.origin);
    const auto count = [&](std::span<const double> column) {
        const auto lacking = static_cast<std::size_t>(std::count_if(column.begin(), column.end(), is_missing));
        counts.missing += lacking;
        counts.values += column.size() - lacking;
    };
    for (std::size_t i = 0; i < counts.indicators; ++i) {
        if (input.index.is_read(i)) count(input.data.values.column(i));
    }
    for (std::size_t i = 0; i < input.index.inputs.size(); ++i) count(input.data.inputs.column(i));
    return counts;
}

/// A dataset of what was printed, which need not hold what it was computed from.
bool only_publishes(const Input& input) {
    return input.data.origin == Origin::published && !input.published.figures.empty();
}

/// What the files hold. What is understood of them points to what was kept.
struct Found {
    std::vector<Checked> files;
    std::vector<Understood> understood;
    std::deque<Result> results;
    std::deque<Input> unscored;       ///< an index alone, or what was printed
    std::optional<Language> own;      ///< of the first index
    std::optional<Input> values;      ///< of the one file that is compared with the year before
    std::vector<Input> looking_back;  ///< whose formulas read each other's periods
};

/// Keeps an index that goes with no scores.
void keep_unscored(Found& found, Input input, const std::string& file) {
    const bool has_values = input.data.values.rows() > 0;
    const Input& kept = found.unscored.emplace_back(std::move(input));
    found.understood.push_back({.file = file,
                                .index = &kept.index,
                                .data = has_values ? &kept.data : nullptr,
                                .ranges = value_ranges(kept.data)});
}

/// Computes, so that what would stop a computation is found here.
void keep_scored(Found& found, Input input, const std::string& file, Environment& environment) {
    std::vector<ValueRange> ranges = value_ranges(input.data);  // as read: preparing may fill gaps
    Result result = compute(std::move(input.index), std::move(input.data), {.depth = 0, .keep_values = false});
    warn_of_gaps(result, environment);
    const Result& kept = found.results.emplace_back(std::move(result));
    found.understood.push_back({.file = file,
                                .index = &kept.index,
                                .weights = &kept.weights.back(),
                                .data = &kept.data,
                                .ranges = std::move(ranges)});
}

/// Whether two inputs have an index that is shown in the same words.
bool have_same_index(const Understood& a, const Understood& b) {
    const auto called_alike = [](const Node& x, const Node& y) {
        return x.name.own == y.name.own && x.name.english == y.name.english;
    };
    return detail::is_same_index(*a.index, *b.index) &&
           std::equal(a.index->nodes.begin(), a.index->nodes.end(), b.index->nodes.begin(), called_alike);
}

/// Whether all is there that formulas look back to from a period.
bool has_what_it_needs(const Input& input, const Period& period) {
    return std::all_of(input.index.nodes.begin(), input.index.nodes.end(), [&](const Node& node) {
        return !node.formula || periods_lacking(*node.formula, input.data, period).empty();
    });
}

/// Computes, of several years whose formulas look back, the one asked for, else those that have what they need, and the
/// last one at least.
void check_years(Found& found, const std::string& period, Environment& environment) {
    if (found.looking_back.empty()) return;
    const Input all = merge(std::exchange(found.looking_back, {}));
    const std::size_t last = period_of(all.data, period);
    for (std::size_t i = period.empty() ? 0 : last; i <= last; ++i) {
        if (i < last && !has_what_it_needs(all, all.data.periods[i])) continue;
        Input one = in_period(all, i);
        const std::string file = one.data.file;
        keep_scored(found, std::move(one), file, environment);
    }
}

void check_file(const std::string& file, const CheckArguments& options, Environment& environment, Found& found) {
    const bool has_previous = !options.previous.empty();  // then only values are of use
    Source source = read_input(file, environment);
    if (!has_previous && is_index(source)) {
        Loaded<Index> index = load_index(source, load_options(options.input));
        warn(index.warnings, environment);
        found.own = found.own.value_or(index.value.language());
        found.files.push_back({.file = file, .indicators = index.value.indicators.size(), .is_index = true});
        keep_unscored(found, {.index = std::move(index.value), .data = {}, .published = {}}, file);
        return;
    }
    Input input = load_input(source, options.input, environment);
    const bool looks_back = detail::looks_back(input.index);
    if (!options.period.empty() && !looks_back) input = in_period_called(std::move(input), options.period);
    found.own = found.own.value_or(input.index.language());
    if (has_previous) found.values = for_period(input, options.period);
    if (input.data.derivations.empty()) derive(input.index, input.data);
    found.files.push_back(checked(input));
    if (looks_back)
        found.looking_back.push_back(std::move(input));
    else if (only_publishes(input))
        keep_unscored(found, std::move(input), file);
    else
        keep_scored(found, std::move(input), file, environment);
}

/// That all is well, in words.
std::string conclusion(std::size_t warnings, Language language) {
    if (warnings == 0) return worded(language, "No problem found.");
    return warnings == 1 ? worded(language, "No error found; {} warning.", warnings)
                         : worded(language, "No error found; {} warnings.", warnings);
}

Input last_period(Input input) {
    const std::size_t last = input.data.periods.size() - 1;
    return in_period(std::move(input), last);
}

/// The last periods of some values and of the year before, their units matched.
TwoYears compare_years(Input values, const CheckArguments& options, Environment& environment) {
    Input previous = load_input(read_input(options.previous, environment), options.input, environment);
    TwoYears years{.before = last_period(std::move(previous)), .after = last_period(std::move(values)), .found = {}};
    warn(match_units(years.before.data, years.after.data), environment);
    years.found = plausibility(years.before, years.after);
    warn(plausibility_warnings(years.before, years.after, years.found), environment);
    return years;
}

ExitCode check(const CheckArguments& options, Environment& environment) {
    Found found;
    Gathered problems;
    for (const std::string& file : options.input.files) {
        problems.from([&] { check_file(file, options, environment, found); });
    }
    problems.from([&] { check_years(found, options.period, environment); });
    problems.raise_if_any();
    const Language language = language_of(options.output, found.own.value_or(Language::en));
    for (std::size_t i = 1; i < found.understood.size(); ++i) {
        const auto first = found.understood.begin();
        found.understood[i].is_told =
            std::any_of(first, first + static_cast<std::ptrdiff_t>(i),
                        [&](const auto& before) { return have_same_index(before, found.understood[i]); });
    }
    Document document = check_document(found.files, language);
    add_understood(document, found.understood, language);
    std::vector<const Result*> computed;
    bool any_missing = false;
    for (const Result& result : found.results) {
        computed.push_back(&result);
        any_missing = any_missing || !result.gaps.empty();
    }
    add_missing(document, computed, language, {}, any_missing ? Audience::all : Audience::programs);
    std::optional<TwoYears> years;
    if (found.values) {
        years = compare_years(*std::move(found.values), options, environment);
        add_plausibility(document, years->before, years->after, years->found, language);
    }
    document.notes.push_back(conclusion(environment.warnings, language));
    write(document, options.output, language, environment);
    return ExitCode::done;
}

}  // namespace

Run add_check(Syntax& syntax) {
    const auto options = std::make_shared<CheckArguments>();
    add_input_options(syntax, options->input, {1, Syntax::unlimited});
    syntax.input("--previous", options->previous, said("The year before: say what in FILE's values is unlike it"));
    syntax.text("--period", options->period,
                said("Of several periods this one; else all, and the last with --previous"), {.value = "PERIOD"});
    add_output_options(syntax, options->output);
    syntax.rule([options = options.get()] {
        if (!options->previous.empty() && options->input.files.size() > 1) {
            throw UsageError(said("--previous is for one file; there are {}", options->input.files.size()));
        }
    });
    return [options](Environment& environment) { return check(*options, environment); };
}

}  // namespace iiindex::cli
