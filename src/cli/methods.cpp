#include <memory>

#include <iiindex/present.hpp>

#include "cli/command.hpp"
#include "cli/options.hpp"

namespace iiindex::cli {

Run add_methods(Syntax& syntax) {
    const auto output = std::make_shared<OutputOptions>();
    add_output_options(syntax, *output);
    return [output](Environment& environment) {
        const Language language = language_of(*output, spoken());
        write(methods_document(language), *output, language, environment);
        return ExitCode::done;
    };
}

}  // namespace iiindex::cli
