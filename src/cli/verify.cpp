#include <memory>

#include <fmt/format.h>

#include <iiindex/compute.hpp>
#include <iiindex/present.hpp>
#include <iiindex/verify.hpp>

#include "command.hpp"
#include "options.hpp"

namespace iiindex::cli {
namespace {

struct Options {
    InputOptions input;
    OutputOptions output;
};

ExitCode verify(const Options& options, Environment& environment) {
    Input input = load_inputs(options.input, environment);
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

Run add_verify(CLI::App& app) {
    const auto options = std::make_shared<Options>();
    add_input_options(app, options->input, Files::one);
    add_output_options(app, options->output);
    return [options](Environment& environment) { return verify(*options, environment); };
}

}  // namespace iiindex::cli
