#include <memory>

#include <iiindex/compute.hpp>
#include <iiindex/present.hpp>
#include <iiindex/verify.hpp>

#include "cli/command.hpp"
#include "cli/options.hpp"

namespace iiindex::cli {
namespace {

struct VerifyArguments {
    InputOptions input;
    OutputOptions output;
    std::string published;
    std::string period;
};

ExitCode verify(const VerifyArguments& options, Environment& environment) {
    Input input = load_inputs(options.input, environment);
    if (!options.published.empty()) {
        const Source source = read_input(options.published, environment);
        LoadOptions reading = load_options(options.input);
        reading.sheet.clear();  // which is of the values
        Input printed = accepted(load_published(source, input.index, reading), environment);
        warn(take_published(input, std::move(printed)), environment);
    }
    if (!options.period.empty()) input = for_period(std::move(input), options.period);
    const std::string file = input.data.file;
    Publication published = std::move(input.published);
    Result result = iiindex::compute(std::move(input.index), std::move(input.data));
    if (!options.period.empty()) {
        const std::size_t number = period_of(result.data, options.period);
        published = in_period(std::move(published), result.data.periods[number]);
        result = in_period(std::move(result), number);
    }
    if (published.empty()) {
        throw InputError(
            Problem{.where = {file},
                    .what = said("there is nothing to verify: no unit has 'published' figures"),
                    .remedy = said("put the printed scores, ranks or tiers under \"published\" of each unit")});
    }
    warn_of_gaps(result, environment);
    const Verification verification = iiindex::verify(result, published);
    const Language language = language_of(options.output, result.index);
    write(verification_document(result, verification, language), options.output, language, environment);
    return verification.holds() ? ExitCode::done : ExitCode::refused;
}

}  // namespace

Run add_verify(Syntax& syntax) {
    const auto options = std::make_shared<VerifyArguments>();
    add_input_options(syntax, options->input);
    syntax.input("--published", options->published,
                 said("Compare with the figures of this table, or the figures and facts of this dataset, instead"));
    syntax.text("--period", options->period, said("Of several periods this one; else all"), {.value = "PERIOD"});
    add_output_options(syntax, options->output);
    return [options](Environment& environment) { return verify(*options, environment); };
}

}  // namespace iiindex::cli
