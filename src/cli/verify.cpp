#include <memory>

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

ExitCode verify(const Options& options, Environment& environment) {
    Input input = load_inputs(options.input, environment);
    if (!options.published.empty()) {
        const Source source = read_input(options.published, environment);
        LoadOptions reading = load_options(options.input);
        reading.sheet.clear();  // which is of the values
        Input printed = accepted(load_published(source, input.index, reading), environment);
        warn(take_published(input, std::move(printed)), environment);
    }
    if (input.published.empty()) {
        throw InputError(Problem{.where = {input.data.file},
                                 .what = "there is nothing to verify: no unit has 'published' figures",
                                 .remedy = "put the printed scores, ranks or tiers under \"published\" of each unit"});
    }
    const Result result = iiindex::compute(std::move(input.index), std::move(input.data));
    warn_of_gaps(result, environment);
    const Verification verification = iiindex::verify(result, input.published);
    const Language language = language_of(options.output, result.index);
    write(verification_document(result, verification, language), options.output, language, environment);
    return verification.holds() ? ExitCode::done : ExitCode::refused;
}

}  // namespace

Run add_verify(Syntax& syntax) {
    const auto options = std::make_shared<Options>();
    add_input_options(syntax, options->input);
    syntax.input("--published", options->published,
                 "Compare with the figures of this table, or the figures and facts of this dataset, instead");
    add_output_options(syntax, options->output);
    return [options](Environment& environment) { return verify(*options, environment); };
}

}  // namespace iiindex::cli
