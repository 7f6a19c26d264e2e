#include <memory>

#include <iiindex/present.hpp>

#include "cli/command.hpp"
#include "cli/options.hpp"

namespace iiindex::cli {
namespace {

struct Options {
    InputOptions input;
    OutputOptions output;
    std::string units;
    std::string period;
};

ExitCode make_template(Options options, Environment& environment) {
    if (options.output.format.empty() && formatter_of_path(options.output.path) == nullptr) {
        options.output.format = "csv";
    }
    std::optional<Index> index = load_given_index(options.input, environment);
    std::optional<Dataset> units;
    if (!options.units.empty()) {
        options.input.files = {options.units};
        Input input = load_inputs(options.input, environment);
        units = std::move(input.data);
        index = std::move(input.index);
    }
    const Index& shown = index ? *index : built_in_index();
    const Language language = language_of(options.output, shown);
    write(template_document(shown, units ? &*units : nullptr, options.period, language), options.output, language,
          environment);
    return ExitCode::done;
}

}  // namespace

Run add_template(CLI::App& app) {
    const auto options = std::make_shared<Options>();
    app.add_option("-i,--index", options->input.index, "Index definition (JSON); else the built-in one")
        ->type_name("FILE");
    app.add_option("--units", options->units, "Take the units from this dataset's last period")->type_name("FILE");
    app.add_option("--period", options->period, "Fill the period column, as 2021")->type_name("PERIOD");
    add_output_options(app, options->output);
    return [options](Environment& environment) { return make_template(*options, environment); };
}

}  // namespace iiindex::cli
