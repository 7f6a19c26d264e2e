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

Run add_template(Syntax& syntax) {
    const auto options = std::make_shared<Options>();
    syntax.input("-i,--index", options->input.index, "Index: JSON, CSV or TSV; else the built-in one");
    syntax.input("--units", options->units, "Take the units from this dataset's last period");
    syntax.text("--period", options->period, "Fill the period column, as 2021", {.value = "PERIOD"});
    add_reading_options(syntax, options->input);
    options->output.usual_format = "csv";
    add_output_options(syntax, options->output);
    return [options](Environment& environment) { return make_template(*options, environment); };
}

}  // namespace iiindex::cli
