#include <algorithm>
#include <memory>
#include <ostream>

#include <fmt/format.h>

#include <iiindex/aggregate.hpp>
#include <iiindex/compute.hpp>
#include <iiindex/load.hpp>
#include <iiindex/normalise.hpp>
#include <iiindex/number.hpp>
#include <iiindex/present.hpp>
#include <iiindex/robustness.hpp>
#include <iiindex/text.hpp>

#include "cli/command.hpp"
#include "cli/interrupt.hpp"
#include "cli/names.hpp"
#include "cli/number.hpp"
#include "cli/progress.hpp"
#include "cli/robustness.hpp"

namespace iiindex::cli {
namespace {

Noise noise_of(const Index& index, const std::string& text) {
    const std::size_t equals = text.rfind('=');
    const auto sd = equals == text.npos ? std::nullopt : number_from(text.substr(equals + 1));
    if (!sd || *sd <= 0) {
        throw UsageError(
            said("--noise is '{}', expected a node and a standard deviation above 0: gdp_growth=0.5", printable(text)));
    }
    return {node_of(index, text.substr(0, equals)), *sd};
}

template <class Setting, class Find>
void replace(std::vector<Choice<Setting>>& choices, const std::vector<std::string>& names, const Find& find) {
    if (names.empty()) return;
    choices.clear();
    for (const std::string& name : names) choices.push_back(find(name));
}

Uncertainty uncertainty_of(const RobustnessArguments& options, const Index& index, std::size_t by) {
    Uncertainty uncertain = usual_uncertainty(index, by);
    uncertain.weights = options.weights;
    uncertain.leave_out = options.leave_out;
    try {
        replace(uncertain.normalisations, options.normalise,
                [&](const std::string& name) { return normalisation_choice(index, by, name); });
        replace(uncertain.aggregations, options.aggregate,
                [&](const std::string& name) { return aggregation_choice(index, by, name); });
        replace(uncertain.missing, options.missing, [](const std::string& name) { return missing_choice(name); });
    } catch (const InputError& error) {
        const Problem& problem = error.problems().front();
        throw UsageError(said("{}; {}", problem.what, problem.remedy));
    }
    for (const std::string& noise : options.noise) uncertain.noise.push_back(noise_of(index, noise));
    return uncertain;
}

void read_shard(const std::string& text, RobustnessOptions& settings) {
    if (text.empty()) return;
    const std::size_t slash = std::min(text.find('/'), text.size());
    const auto part = whole_number_from(text.substr(0, slash));
    const auto parts = whole_number_from(slash == text.size() ? "" : text.substr(slash + 1));
    if (!part || !parts || *part < 1 || *part > *parts || *parts > settings.replicates) {
        throw UsageError(said("--shard is '{}', expected a part and how many there are: 2/8", printable(text)));
    }
    settings.shard = *part;
    settings.shards = *parts;
}

/// Shows how far the work is on a terminal, and stops it on Ctrl-C.
std::function<bool(std::uint64_t, std::uint64_t)> progress_of(ProgressLine& line) {
    return [tell = line.piece()](std::uint64_t done, std::uint64_t all) {
        if (tell) tell(done, all);
        return !Interrupt::asked_for();
    };
}

void run_robustness(const RobustnessArguments& options, const Result& result, const Uncertainty& uncertain,
                    const RobustnessOptions& settings, Environment& environment) {
    const Robustness found = iiindex::robustness(result, uncertain, settings);
    const Language language = language_of(options.output, result.index);
    if (!options.raw.empty()) {
        OutputOptions raw;
        raw.path = options.raw;
        if (formatter_of_path(raw.path) == nullptr) raw.format = "csv";
        write(replicates_document(found), raw, language, environment);
    }
    Document document = robustness_document(found, options.top, language);
    add_missing(document, {&result}, language, {.node = settings.by, .period = settings.period});
    write(document, options.output, language, environment);
}

void run_sensitivity(const RobustnessArguments& options, const Result& result, const Uncertainty& uncertain,
                     const RobustnessOptions& settings, Environment& environment) {
    const Sensitivity found = iiindex::sensitivity(result, uncertain, settings);
    const Language language = language_of(options.output, result.index);
    Document document = sensitivity_document(result.index, found, settings.seed, language);
    add_missing(document, {&result}, language, {.node = settings.by, .period = settings.period});
    write(document, options.output, language, environment);
}

ExitCode vary(const RobustnessArguments& options, Environment& environment) {
    if (options.input.files.empty()) throw UsageError(said("file is required"));
    if (options.exact) return decide_ranks(options, environment);
    Input input = for_period(load_inputs(options.input, environment), options.period);
    const std::size_t by = options.by.empty() ? 0 : node_of(input.index, options.by);
    const auto experts = put_panel_in(options.experts, input.index, load_options(options.input), environment);
    Uncertainty uncertain = uncertainty_of(options, input.index, by);
    if (experts) {
        uncertain.drawn = panel_draws(input.index, experts->panel, experts->weighing,
                                      options.one_expert ? PanelDraw::one : PanelDraw::resampled);
    }
    RobustnessOptions settings{.period = period_of(input.data, options.period),
                               .by = by,
                               .replicates = options.replicates,
                               .seed = options.seed,
                               .threads = options.threads.value_or(0),
                               .keep_ranks = !options.raw.empty()};
    read_shard(options.shard, settings);
    const Interrupt interrupt;
    ProgressLine line(environment, said("drawing"));
    settings.progress = progress_of(line);
    const Result result = iiindex::compute(std::move(input.index), std::move(input.data));
    warn_of_gaps(result, environment);
    try {
        (options.sensitivity ? run_sensitivity : run_robustness)(options, result, uncertain, settings, environment);
    } catch (const Stopped&) {
        environment.err << (environment.err_is_terminal ? "\r\033[K" : "") << said("iiindex: interrupted") << '\n';
        return ExitCode::interrupted;
    }
    return ExitCode::done;
}

Robustness merged(std::vector<Robustness> parts, const std::vector<std::string>& files) {
    try {
        return iiindex::merge(std::move(parts));
    } catch (const InputError& error) {
        Problem problem = error.problems().front();
        problem.where.file = fmt::format("{}", fmt::join(files, ", "));
        throw InputError(std::move(problem));
    }
}

ExitCode merge_parts(const RobustnessArguments& options, Environment& environment) {
    std::vector<Robustness> parts;
    for (const std::string& path : options.parts) parts.push_back(load_robustness(read_input(path, environment)));
    const Robustness whole = merged(std::move(parts), options.parts);
    Index named;
    named.nodes.push_back({.code = whole.index_code, .name = whole.index_name});
    const Language language = language_of(options.output, named);
    write(robustness_document(whole, options.top, language), options.output, language, environment);
    return ExitCode::done;
}

void add_choices(Syntax& syntax, RobustnessArguments& options) {
    syntax.heading(marked("What is varied"));
    syntax.number("--weights", options.weights, {0, 1},
                  said("Each weight by up to this share of it, on every level; 0: not varied, 1 (with --exact): any"));
    const auto list = [&](const char* name, std::vector<std::string>& names, std::string_view what,
                          const std::vector<std::string_view>& known) {
        syntax.list(name, names, what, {.value = "NAME,...", .suggested = known});
    };
    list("--normalise,--normalize", options.normalise, said("Normalisations; else own,z-score,rank"),
         names_of(normalisation_methods(), {"own"}));
    list("--aggregate", options.aggregate, said("Aggregations; else own,arithmetic,geometric"),
         names_of(aggregation_methods(), {"own"}));
    list("--missing", options.missing, said("Rules for what is missing; else own,reweight,mean"),
         {"own", "reweight", "none", "mean", "median"});
    syntax.flag("--leave-out,!--no-leave-out", options.leave_out,
                said("Leave out none or one of the indicators (default)"));
    syntax.repeated("--noise", options.noise, said("Measurement error of a node: its standard deviation"),
                    {.value = "NODE=SD"});
    syntax.heading({});
}

void add_top(Syntax& syntax, RobustnessArguments& options) {
    syntax.whole("--top", options.top, {.low = 1}, said("Show the share of replicates in the first so many"));
}

}  // namespace

Run add_robustness(Syntax& syntax) {
    const auto options = std::make_shared<RobustnessArguments>();
    add_input_options(syntax, options->input, {.least = 0});
    add_output_options(syntax, options->output);
    syntax.text("--by", options->by, said("Look at the ranks by another node"), {.value = "NODE"});
    syntax.text("--period", options->period, said("Of several periods this one; else the last"), {.value = "PERIOD"});
    syntax.whole("--replicates", options->replicates, {1, 4000000000}, said("How often everything is drawn anew"));
    syntax.whole("--seed", options->seed, {0, std::uint64_t{1} << 62}, said("The same seed gives the same numbers"));
    add_top(syntax, *options);
    syntax.whole("--threads", options->threads, {1, 1024}, said("Threads at most; else as many as there are"));
    syntax.output("--raw", options->raw, said("Write the ranks of every replicate to a file"));
    syntax.text("--shard", options->shard, said("Only a part of the run, to be merged later"), {.value = "K/N"});
    syntax.flag("--sensitivity", options->sensitivity,
                said("Which choice matters: Sobol' indices of the change of rank"));
    add_expert_files(syntax, options->experts,
                     said("Draw weights from the judgements of a panel, instead of around those of the index"));
    syntax.heading(marked("Experts"));
    syntax.flag("--one-expert", options->one_expert, said("Draw one expert a time, not as many as the panel has"));
    syntax.heading(marked("What weights decide"));
    syntax.flag("--exact", options->exact,
                said("What weights decide: the ranks that each unit can have, drawing nothing"));
    syntax.flag("--recovered", options->recovered, said("With --exact, the weights that published scores allow"),
                {.not_with = "--experts"});
    add_choices(syntax, *options);

    Syntax& merge = syntax.nested("merge", said("Put the parts of a run together"),
                                  said("merge takes from the parts what was drawn"));
    merge.arguments("parts", options->parts, said("What --shard K/N wrote with -f json"), "FILE",
                    {1, Syntax::unlimited});
    add_output_options(merge, options->output);
    add_top(merge, *options);
    syntax.rule([&syntax, given = options.get()] {
        refuse_expert_options(syntax, given->experts);
        if (given->exact)
            syntax.refuse({"--replicates", "--seed", "--top", "--raw", "--shard", "--sensitivity", "--one-expert",
                           "--normalise", "--aggregate", "--missing", "--leave-out", "--noise"},
                          said("--exact draws nothing"));
        if (given->recovered && !given->exact) syntax.refuse({"--recovered"}, said("there is no --exact"));
        if (given->exact && (given->recovered || !given->experts.files.empty()))
            syntax.refuse({"--weights"}, said("the weights are bounded otherwise"));
        if (given->weights > 0.99 && !given->exact)
            throw UsageError(said("--weights is above 0.99, which only --exact takes"));
        if (given->sensitivity) syntax.refuse({"--top", "--raw", "--shard"}, said("--sensitivity counts no ranks"));
        if (!given->raw.empty() && given->raw == given->output.path)
            throw UsageError(said("--raw and -o name one file"));
    });
    return [options, &merge](Environment& environment) {
        return merge.given() ? merge_parts(*options, environment) : vary(*options, environment);
    };
}

}  // namespace iiindex::cli
